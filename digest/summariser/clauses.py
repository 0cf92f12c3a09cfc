"""Clauses: a sentence as it is read for its cues, and what a cue is."""

from __future__ import annotations

from dataclasses import dataclass

from digest.summariser.phrases import Mention
from digest.summariser.subjects import first_subject, subject_after
from digest.summariser.tagging import Line


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying at token `at` and the phrase for who says it.

    `inverted`: the phrase follows the word. `shared`: another verb of the sentence brought the phrase.
    """

    at: int
    mention: Mention
    inverted: bool = False
    shared: bool = False

    @property
    def start(self) -> int:
        """The first token of the verb and its own phrase."""
        return self.at if self.shared else min(self.at, self.mention.start)

    @property
    def end(self) -> int:
        """The token after the verb and its own phrase."""
        return self.at + 1 if self.shared else max(self.at + 1, self.mention.end)


@dataclass(slots=True)
class Sentence:
    """The sentence that is read, from token `start`, and the cues found in it so far."""

    line: Line
    start: int
    found: list[Cue]

    def owned(self, at: int, mention: Mention | None) -> Cue | None:
        """Return a cue whose subject stands before it in this sentence."""
        return Cue(at, mention) if mention and mention.start >= self.start else None

    def followed(self, at: int, begin: int) -> Cue | None:
        """Return a cue whose subject begins at token `begin`, behind it."""
        mention = subject_after(self.line, begin)
        return Cue(at, mention, inverted=True) if mention else None

    def shared(self, at: int) -> Cue | None:
        """Return a cue with the subject of the verb before it, or of the clause."""
        before = [cue for cue in self.found if cue.at < at]
        mention = before[-1].mention if before else first_subject(self.line, self.start, at)
        return Cue(at, mention, shared=True) if mention else None

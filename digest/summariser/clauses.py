"""Clauses: a sentence as it is read for its cues, and what a cue is."""

from __future__ import annotations

from dataclasses import dataclass

from digest.summariser.agreement import agrees, dropped_subject, late_subject, opens_clause
from digest.summariser.phrases import Mention
from digest.summariser.subjects import subject_after
from digest.summariser.tagging import Line
from digest.summariser.topic import first_subject


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying at token `at` and the phrase for who says it.

    `inverted`: the phrase follows the word. `shared`: another verb of the sentence brought the phrase. `last`: the word
    ends a subordinate clause.
    """

    at: int
    mention: Mention
    inverted: bool = False
    shared: bool = False
    last: bool = False

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
        fits = mention and mention.start >= self.start and agrees(self.line, at, mention)
        return Cue(at, mention) if mention and fits else None

    def followed(self, at: int, begin: int) -> Cue | None:
        """Return a cue whose subject begins at token `begin`, behind it."""
        mention = subject_after(self.line, begin)
        if mention and self.line.voice.dialogue and not self.line.voice.cases and self.line.tags[mention.start] == "w":
            mention = None  # "dijo riéndose": a subject has its article
        if begin == at + 1 and (mention is None or not agrees(self.line, at, mention)):
            mention = late_subject(self.line, at) if self.line.voice.dialogue else None
        return Cue(at, mention, inverted=True) if mention else None

    def unnamed(self, at: int, left: int) -> Cue | None:
        """Return a cue whose subject is not beside it: left out, where the verb opens its clause, or another verb's."""
        left_out = self.left_out(at)
        if left_out and opens_clause(self.line, left):
            return left_out
        return self.shared(at) or (left_out if self.line.at(left - 1) == "C" else None)

    def left_out(self, at: int) -> Cue | None:
        """Return a cue whose verb stands for "he" or "she" by itself."""
        dropped = dropped_subject(self.line, at)
        return Cue(at, dropped) if dropped else None

    def shared(self, at: int) -> Cue | None:
        """Return a cue with the subject of the verb before it, or of the clause."""
        before = [cue for cue in self.found if cue.at < at]
        mention = before[-1].mention if before else first_subject(self.line, self.start, at)
        return Cue(at, mention, shared=True) if mention else None

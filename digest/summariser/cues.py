"""Cues: the words that say that somebody speaks, each with the phrase that names who."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digest.summariser.phrases import RUN, Kind, Mention, read_part
from digest.summariser.subjects import first_subject, subject_after, subject_before
from digest.summariser.tagging import QUOTES, Line

_CUE = re.compile(r"[VvxAZs]")
_ADVERBS = re.compile(r"[ya]{0,9}")
# Beside a quote that ends in a comma any verb is one of saying: "…,” he thundered", "…,” thundered Ann Li".
_ANY_VERB_FIRST = re.compile(r"(?<=[KU])w(?=[HRNOGrdpw])|(?<=[KUQ],)w(?=[HRNOGrdpw])")
_ANY_VERB_LAST = re.compile(r"(?:[KU]|[KUQ],)[dwRHNOGrp]{1,8}w(?=[.,|\n])")
_ANY_VERB_BEFORE = re.compile(r"[NOp]w(?=[,:][KUEQ])")
_AGENT = re.compile(r"[^|\n,;]{0,8}?P")
_CLAUSE = re.compile(r"[^,|\n;:KUEQCVx]{0,40}")
_LEADING_VERBS = re.compile(r"P[wyab]{1,5}")
_SPEAKING = frozenset({Kind.NAME, Kind.PRONOUN, Kind.PERSON, Kind.BODY})


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
class _Sentence:
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


def find_cues(line: Line, start: int, end: int) -> list[Cue]:
    """Return the cues among tokens `start` to `end`, a sentence, in order."""
    sentence = _Sentence(line, start, list(_open_class(line, start, end)))
    for match in _CUE.finditer(line.tags, start, end):
        cue = _READERS[match.group()](sentence, match.start())
        if cue and cue.mention.end <= end:
            sentence.found.append(cue)
    return sorted(sentence.found, key=lambda cue: cue.at)


def _open_class(line: Line, start: int, end: int) -> Iterator[Cue]:
    """Yield the cues whose verb is in no list: their place beside a quote tells."""
    for match in _ANY_VERB_FIRST.finditer(line.tags, start, end):
        mention = subject_after(line, match.end())
        if mention and mention.kind in (Kind.NAME, Kind.PRONOUN, Kind.PERSON) and mention.end <= end:
            yield Cue(match.end() - 1, mention, inverted=True)
    for pattern in (_ANY_VERB_LAST, _ANY_VERB_BEFORE):
        for match in pattern.finditer(line.tags, start, end):
            mention = subject_before(line, match.end() - 1)
            if mention and mention.start >= start and mention.kind in (Kind.NAME, Kind.PRONOUN):
                yield Cue(match.end() - 1, mention)


def _finite(sentence: _Sentence, at: int) -> Cue | None:
    """Read a finite verb by what stands before it."""
    line, start = sentence.line, sentence.start
    left = line.left(at, _ADVERBS)
    beside = line.tags[left - 1] if left > start else "|"
    if line.tags[at] == "x" and beside not in "NORrgpoW,)C" + QUOTES:
        return None
    if beside == "b":
        return _passive(sentence, at)
    if line.voice.has("verbs.quoting", line.word(at)):
        return sentence.followed(at, at + 1 + (line.at(at + 1) == "P")) or sentence.shared(at)
    if not line.voice.has("verbs.hearer", line.word(at)):
        inverted = _inverted(sentence, at, line.tags[max(start, left - 2) : left])
        if inverted:
            return inverted
    if line.voice.inverts:
        return _second(sentence, at, left, beside)
    if beside in "C|\n" + QUOTES:
        return sentence.shared(at)
    if beside == "P":
        return _infinitive(sentence, at)
    return sentence.owned(at, subject_before(line, at)) or sentence.shared(at)


def _inverted(sentence: _Sentence, at: int, beside: str) -> Cue | None:
    """Read a verb whose subject follows it: right behind a quote, or between commas ("this, said Ann Li, is"), or first."""
    behind_quote = bool(beside) and (beside[-1] in QUOTES or (beside[-1] in ",-" and beside[0] in QUOTES))
    if beside and beside[-1] != "," and not behind_quote:
        return None
    cue = sentence.followed(at, at + 1)
    closes = (",", ".", "|", "") if beside else (":", ",")
    return cue if cue and (behind_quote or sentence.line.at(cue.mention.end) in closes) else None


def _passive(sentence: _Sentence, at: int) -> Cue | None:
    """Read "was called … by Ann Li"; without the agent nobody is said to speak."""
    by = _AGENT.match(sentence.line.tags, at + 1)
    agent = by and sentence.line.voice.has("words.agent", sentence.line.word(by.end() - 1))
    return sentence.followed(at, by.end()) if by and agent else None


def _infinitive(sentence: _Sentence, at: int) -> Cue | None:
    """Read "Ann Li was quick to say": the subject stands before the verbs that lead to it."""
    left = sentence.line.left(at, _LEADING_VERBS)
    if left > sentence.start and sentence.line.tags[left - 1] in "NORrp":
        return sentence.owned(at, subject_before(sentence.line, left)) or sentence.shared(at)
    return sentence.shared(at)


def _second(sentence: _Sentence, at: int, left: int, beside: str) -> Cue | None:
    """Read a verb in a language that puts it second: the subject follows what cannot be one ("In Bonn sagte Ann Li")."""
    line = sentence.line
    if line.voice.has("verbs.perfect", line.word(at)) and beside not in QUOTES:
        return _perfect(sentence, at)
    if beside in "C|\n" + QUOTES or _opens_with_adjunct(sentence, left):
        cue = sentence.followed(at, at + 1)
        if cue or beside in "C|\n" + QUOTES:
            return cue or sentence.shared(at)
    before, behind = sentence.owned(at, subject_before(line, at)), sentence.followed(at, at + 1)
    if before is None or (
        behind and before.mention.kind != Kind.NAME and behind.mention.kind in (Kind.NAME, Kind.PERSON)
    ):
        return behind or sentence.shared(at)
    return before


def _opens_with_adjunct(sentence: _Sentence, at: int) -> bool:
    opening = max(sentence.start, sentence.line.left(at, _CLAUSE))
    return sentence.line.at(opening) in tuple("PSyDvAZw")


def _perfect(sentence: _Sentence, at: int) -> Cue | None:
    """Read "hat Ann Li gesagt" and "Ann Li hat am Montag gesagt": the subject stands beside the auxiliary."""
    line = sentence.line
    opening = max(sentence.start, line.left(at, _CLAUSE))
    auxiliary = max(line.tags.rfind(letter, opening, at) for letter in "ab")
    if auxiliary < 0:
        return sentence.shared(at)
    if line.tags[auxiliary] == "b":
        return None
    inverted = auxiliary == opening or _opens_with_adjunct(sentence, auxiliary)
    before = None if inverted else sentence.owned(at, subject_before(line, auxiliary))
    mention = None if before else subject_after(line, auxiliary + 1)
    return before or (Cue(at, mention) if mention else sentence.shared(at))


def _participle(sentence: _Sentence, at: int) -> Cue | None:
    """Read "…, saying": the subject is that of the clause, unless a speaker stands beside it ("with Ann Li saying")."""
    left = sentence.line.left(at, _ADVERBS)
    beside = sentence.line.tags[left - 1] if left > sentence.start else "|"
    if beside in "bNORrgp":
        mention = subject_before(sentence.line, at) if beside in "bp" else _brought(sentence.line, left)
        if mention and mention.start >= sentence.start and mention.kind in _SPEAKING:
            return Cue(at, mention)
    return sentence.shared(at)


def _brought(line: Line, at: int) -> Mention | None:
    """Return the phrase right before a participle, where a preposition like "with" or nothing at all brings it in."""
    run = line.left(at, RUN)
    determiner = line.tags.rfind("d", run, at)
    preposition = line.tags.rfind("P", run, at)
    first = max(run, determiner, preposition + 1)
    leads = preposition >= run and preposition == first - 1
    if leads and not line.voice.has("words.bringing", line.word(preposition)):
        return None
    return read_part(line, first, at)


def _according(sentence: _Sentence, at: int) -> Cue | None:
    return sentence.followed(at, at + 1 + (sentence.line.at(at + 1) == "P"))


def _postposed(sentence: _Sentence, at: int) -> Cue | None:
    return sentence.owned(at, subject_before(sentence.line, at))


def _thus(sentence: _Sentence, at: int) -> Cue | None:
    return _according(sentence, at) if sentence.line.at(at - 1) in tuple(",-" + QUOTES) else None


_READERS: dict[str, Callable[[_Sentence, int], Cue | None]] = {
    "V": _finite,
    "x": _finite,
    "v": _participle,
    "A": _according,
    "Z": _postposed,
    "s": _thus,
}

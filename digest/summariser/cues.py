"""Cues: the words that say that somebody speaks, each with the phrase that names who."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from digest.summariser.agreement import quoted_source
from digest.summariser.clauses import Cue, Sentence
from digest.summariser.phrases import RUN, Kind, Mention, pronoun, read_part
from digest.summariser.subjects import subject_after, subject_before
from digest.summariser.tagging import QUOTES, Line
from digest.summariser.verb_second import is_parted, quoted_person, read_second, unlisted_cues
from digest.summariser.views import is_view, read_view

_CUE = re.compile(r"[VvxAZs]")
_ADVERBS = re.compile(r"[ya]{0,9}")
# Beside a quote that ends in a comma any verb is one of saying: "…,” he thundered", "…,” thundered Ann Li".
_ANY_VERB_FIRST = re.compile(
    r"(?<=[KU])w(?=[HRNOGrdpw])|(?<=[KUQ],)w(?=[HRNOGrdpw])|(?<=[KUQ]-)w(?=[HRNr])|(?<=[KUQ],-)w(?=[HRNr])"
)
_ANY_VERB_LAST = re.compile(r"(?:[KU]|[KUQ],)[dwRHNOGrp]{1,8}w(?=[.,|\n])")
_ANY_VERB_BEFORE = re.compile(r"[NOp]w(?=[,:][KUEQ])")
_AGENT = re.compile(r"[^|\n,;]{0,8}?P")
_CLAUSE = re.compile(r"[^,|\n;:KUEQCVx]{0,40}")
_SOURCE = re.compile(r"G?[NORrgte]{1,5}[wh#]{0,3}[Hd]?")
_TIME_FIRST = re.compile(r"[#dPw]{0,3}Dy{0,3}|y{1,3}")
"""What says when: "an hour later wrote", in a language that leaves "she" out."""
_HUNG_PRONOUN = re.compile("~?-[po]")
"""French "dit-il", "ajoute-t-elle": the verb's own subject."""
_ADJUNCTS = re.compile(r"(?:P[dwNORrgth#D]{1,4}|[Dy#]){1,4}")
"""What says where and when: "in a talk with the paper said: …", in a language that leaves "she" out."""
_LEADING_VERBS = re.compile(r"P[wyab]{1,5}")
_SPEAKING = frozenset({Kind.NAME, Kind.PRONOUN, Kind.PERSON, Kind.BODY})


def find_cues(line: Line, start: int, end: int) -> list[Cue]:
    """Return the cues among tokens `start` to `end`, a sentence, in order."""
    sentence = Sentence(line, start, list(_open_class(line, start, end)))
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
    if line.voice.second:
        yield from unlisted_cues(line, start, end)
        return
    for pattern in (_ANY_VERB_LAST, _ANY_VERB_BEFORE):
        for match in pattern.finditer(line.tags, start, end):
            mention = subject_before(line, match.end() - 1)
            if mention and mention.start >= start and mention.kind in (Kind.NAME, Kind.PRONOUN):
                yield Cue(match.end() - 1, mention)


def _finite(sentence: Sentence, at: int) -> Cue | None:
    """Read a finite verb by what stands before it."""
    line, start = sentence.line, sentence.start
    left = line.left(at, _ADVERBS)
    beside = line.tags[left - 1] if left > start else "|"
    set_off = "-" if line.voice.dialogue else ""
    if line.tags[at] == "x" and beside not in "NORrgpoW,)C" + QUOTES + set_off and not is_parted(line, at):
        return None
    if beside == "b":
        return _passive(sentence, at)
    if line.voice.has("verbs.quoting", line.word(at)):
        source = quoted_source(line, at) if line.voice.cases else None
        if source:
            return Cue(at, source, inverted=True)
        quoted = quoted_person(sentence, at)
        if quoted:
            return quoted
        return sentence.followed(at, at + 1 + (line.at(at + 1) in ("P", "o"))) or sentence.shared(at)
    if line.voice.second:
        cue = read_second(sentence, at)
        unsure = cue and line.tags[at] == "x" and cue.mention.kind is Kind.OTHER
        return None if unsure and not is_parted(line, at) else cue
    return _by_order(sentence, at, left, beside)


def _by_order(sentence: Sentence, at: int, left: int, beside: str) -> Cue | None:
    """Read a verb by the order of the words about it: `left` is where its adverbs begin, `beside` the tag before."""
    line, start = sentence.line, sentence.start
    hung = _HUNG_PRONOUN.match(line.tags, at + 1)
    if hung and line.voice.dialogue:
        return sentence.followed(at, hung.end() - 1)
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


def _inverted(sentence: Sentence, at: int, beside: str) -> Cue | None:
    """Read a verb whose subject follows it: right behind a quote, or between commas ("this, said Ann Li, is"), or first."""
    behind_quote = bool(beside) and (beside[-1] in QUOTES or (beside[-1] in ",-" and beside[0] in QUOTES))
    if beside and beside[-1] != "," and not behind_quote:
        return None
    cue = sentence.followed(at, at + 1)
    closes = (",", ".", "|", "") if beside else (":", ",")
    return cue if cue and (behind_quote or sentence.line.at(cue.mention.end) in closes) else None


def _passive(sentence: Sentence, at: int) -> Cue | None:
    """Read "was called … by Ann Li"; without the agent nobody is said to speak."""
    by = _AGENT.match(sentence.line.tags, at + 1)
    agent = by and sentence.line.voice.has("words.agent", sentence.line.word(by.end() - 1))
    return sentence.followed(at, by.end()) if by and agent else None


def _infinitive(sentence: Sentence, at: int) -> Cue | None:
    """Read "Ann Li was quick to say": the subject stands before the verbs that lead to it."""
    left = sentence.line.left(at, _LEADING_VERBS)
    if left > sentence.start and sentence.line.tags[left - 1] in "NORrp":
        return sentence.owned(at, subject_before(sentence.line, left)) or sentence.shared(at)
    return sentence.shared(at)


def _second(sentence: Sentence, at: int, left: int, beside: str) -> Cue | None:
    """Read a verb in a language that puts it second: the subject follows what cannot be one ("In Bonn sagte Ann Li")."""
    line = sentence.line
    if beside in "C|\n" + QUOTES or _opens_with_adjunct(sentence, left):
        cue = sentence.followed(at, at + 1)
        named = sentence.owned(at, subject_before(line, at)) if cue and cue.mention.kind is Kind.OTHER else None
        if named and line.voice.cases and named.mention.kind is Kind.NAME:
            return named
        if cue or beside in "C|\n" + QUOTES:
            return cue or sentence.unnamed(at, left)
    if beside in "SA" and line.at(at + 1) in (",", ":") and sentence.left_out(at):
        return sentence.left_out(at)
    before, behind = sentence.owned(at, subject_before(line, at)), sentence.followed(at, at + 1)
    if (
        before is None
        and behind is None
        and line.at(at + 1) == ":"
        and _ADJUNCTS.fullmatch(line.tags, sentence.start, at)
    ):
        return sentence.left_out(at) or sentence.unnamed(at, left)
    if behind is None and _TIME_FIRST.fullmatch(line.tags, sentence.start, at):
        return sentence.left_out(at) or before
    if before is None or (
        behind and before.mention.kind != Kind.NAME and behind.mention.kind in (Kind.NAME, Kind.PERSON)
    ):
        return behind or sentence.unnamed(at, left)
    if before.mention.kind is Kind.OTHER and line.voice.drops and beside == ",":
        return sentence.left_out(at)
    return before


def _opens_with_adjunct(sentence: Sentence, at: int) -> bool:
    opening = max(sentence.start, sentence.line.left(at, _CLAUSE))
    return sentence.line.at(opening) in tuple("PSyDvAZw")


def _participle(sentence: Sentence, at: int) -> Cue | None:
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


def _according(sentence: Sentence, at: int) -> Cue | None:
    if is_view(sentence.line, at):
        return read_view(sentence, at)
    line = sentence.line
    if line.voice.cases and at > sentence.start and line.word(at - 1).lower() in line.voice.possessives:
        return Cue(at, pronoun(at - 1))
    return sentence.followed(at, at + 1 + (sentence.line.at(at + 1) == "P"))


def _postposed(sentence: Sentence, at: int) -> Cue | None:
    """Read German "dem Minister zufolge": the phrase right before, whatever else the clause has."""
    start = sentence.line.left(at, _SOURCE)
    return sentence.owned(at, read_part(sentence.line, start, at))


def _thus(sentence: Sentence, at: int) -> Cue | None:
    line = sentence.line
    if line.at(at - 1) not in tuple(",-" + QUOTES):
        return None
    verb = line.voice.second and line.at(at + 1) in ("V", "x", "w") and line.at(at + 2) in tuple("ydpHRNOrg")
    return sentence.followed(at, at + 2) if verb else _according(sentence, at)


_READERS: dict[str, Callable[[Sentence, int], Cue | None]] = {
    "V": _finite,
    "x": _finite,
    "v": _participle,
    "A": _according,
    "Z": _postposed,
    "s": _thus,
}

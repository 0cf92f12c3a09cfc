"""Verb second, verb last: who speaks where a language orders its clauses as German does.

second   Ann Li sagte am Montag, …     Am Montag sagte Ann Li, …     Der Chef, Ann Li, der in Bonn lebt, sagte …
closing  …, sagte Ann Li und ging      Ann Li hat am Montag gesagt   In dem Brief heißt es, …
last     wie Ann Li am Montag sagte    ein Satz, den sie wiederholte    indem sie forderte: „…“
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from digest.summariser.clauses import Cue, Sentence
from digest.summariser.phrases import Kind, Mention, name, read_run
from digest.summariser.speech import is_name_inside
from digest.summariser.subjects import phrase_before, subject_after, subject_before
from digest.summariser.tagging import QUOTES, Line

ASIDES = 6
"""How many asides between commas may part a subject from its verb."""

_CLAUSE = re.compile(r"(?:[^,|\n;:KUEQCVx]|C(?=[NORrgt])){0,40}")
_SEGMENT = re.compile(r"[^,|\n;:KUEQ]{0,60}")
_NOUNS = re.compile(r"(?:[dNORHGrgthwy#~PDxeZ]|(?<=[Rr])C(?=w{0,2}[Rr])){1,40}")
_BRACKET = re.compile(r"\)[^()|\n]{1,20}\(")
_OPENING = re.compile(r"[yCa]{0,3}")
_ENDS = re.compile(r"[yab]{0,3}(?:[,.|\n:;)KUEQ-]|$)")
_APPOSITION = re.compile(r"[dwRrNO][dNORHGrgthw#PDxeC()]{0,40}")
_RELATIVE = re.compile(r"P?[dW][^,|\n]{0,60}?[wVxba]")
_VERB_IN_IT = re.compile(r"[NOG]w|[Rrgt]w{1,9}(?![wNORrgt])")
"""A word in small letters behind a noun is a verb, but for an adjective of the next noun."""
_NO_PAST = re.compile(r"(?<!t)en$|t$")
"""A verb of this form is a participle or an infinitive where its clause has an auxiliary."""
_AS_CLAUSE = re.compile(r"(?<![^,|\n])P[^,|\n;:KUEQ]{1,15}?[wx](?=[,.|])")
_HOLDS = re.compile(r"b[ya]{0,4}dN(?=,|y|$)")
_CLAUSE_REST = re.compile(r"[^,|\n;:.KUEQ]{1,40}")
_WHO = frozenset({Kind.NAME, Kind.PERSON, Kind.BODY, Kind.PRONOUN})
_SEVERAL = ("en", "ern", "eln", "ler", "ner", "ter", "ger")
"""How plural nouns end behind "die", and no feminine does."""
_IMPERSONAL = re.compile(r"oy{0,3}(P{1,2})?")
_ADJUNCT = tuple("PSyDAZw#")
_TO_SOURCE = re.compile(r"P{1,2}(?=[dwNORrgth])")


def read_second(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of the finite verb or participle at `at`, by its place in its clause."""
    line = sentence.line
    quoted = at > sentence.start and line.tags[at - 1] in QUOTES and _ENDS.match(line.tags, at + 1)
    opening = max(sentence.start, line.left(at - 1 if quoted else at, _CLAUSE))
    if line.at(at + 1) == "b" and _NO_PAST.search(line.word(at)):
        return _passive(line, opening, at)
    auxiliary = _auxiliary(line, opening, at)
    if auxiliary is not None:
        return _perfect(sentence, at, opening, auxiliary)
    if line.voice.has("verbs.impersonal", line.word(at)):
        return _impersonal(sentence, at, opening)
    return _finite(sentence, at, opening)


def unlisted_cues(line: Line, start: int, end: int) -> Iterator[Cue]:
    """Yield the cues that need no verb of saying: "wie Ann Li ausführte", and "Ann Li ist der Meinung"."""
    for match in _AS_CLAUSE.finditer(line.tags, start, end):
        mention = subject_after(line, match.start() + 1) if line.word(match.start()).lower() == "wie" else None
        if mention and mention.kind in _WHO and mention.end < match.end():
            yield Cue(match.end() - 1, mention)
    for match in _HOLDS.finditer(line.tags, start, end):
        view = match.end() - 1
        mention = subject_before(line, match.start()) if line.voice.has("words.held", line.word(view)) else None
        if mention and mention.start >= start:
            yield Cue(view, mention)


def is_parted(line: Line, at: int) -> bool:
    """Tell whether the verb at `at` leaves its first syllable at the end of its clause: "griff … an", "gab … zu"."""
    rest = _CLAUSE_REST.match(line.tags, at + 1)
    return line.voice.second and rest is not None and line.voice.has("words.separated", line.word(rest.end() - 1))


def _finite(sentence: Sentence, at: int, opening: int) -> Cue | None:
    """Read a finite verb: first or second in its clause, or last in a subordinate one."""
    line = sentence.line
    before = line.tags[at - 1] if at > sentence.start else "|"
    if before in "|\n" + QUOTES:
        return sentence.followed(at, at + 1) or sentence.shared(at)
    if before == "C":
        return sentence.shared(at) or sentence.followed(at, at + 1)
    if _ENDS.match(line.tags, at + 1) and is_subordinate(line, opening):
        return _last(sentence, at, opening)
    if before == "," and line.at(at + 1) != "p":
        return sentence.owned(at, _across(line, at - 1)) or sentence.followed(at, at + 1) or sentence.shared(at)
    if before == "," or line.at(opening) in _ADJUNCT:
        return sentence.followed(at, at + 1) or sentence.shared(at)
    return _whole(sentence, at)


def is_subordinate(line: Line, opening: int) -> bool:
    """Tell whether a clause opens with a subordinator, "wie" or a relative pronoun, so that its verb stands last."""
    tag, before = line.at(opening), line.at(opening - 1)
    return tag in ("S", "W") or line.word(opening).lower() == "wie" or (tag in ("d", "P") and before == ",")


def _whole(sentence: Sentence, at: int) -> Cue | None:
    """Read a main clause whose first phrase may be its subject or its object."""
    before, behind = sentence.owned(at, subject_before(sentence.line, at)), sentence.followed(at, at + 1)
    if behind and (before is None or _is_object(sentence, before.mention, behind.mention)):
        return behind
    if behind and before and _is_utterance(sentence.line, before.mention) and behind.mention.kind in _WHO:
        return behind
    if behind and before and _disagrees(sentence.line, at, before.mention) and behind.mention.kind in _WHO:
        return behind
    return before or sentence.shared(at)


def _is_utterance(line: Line, mention: Mention) -> bool:
    """Tell whether a phrase is what is said, not who says it: "Kritik äußerte Ann Li"."""
    return line.voice.has("nouns.utterance", line.word(mention.stop - 1))


def _disagrees(line: Line, at: int, before: Mention) -> bool:
    """Tell whether a phrase and the verb differ in number: "Die Pläne nannte Ann Li …", "Ann Li nannten die Gegner …"."""
    plural = line.word(at).endswith("n")
    if before.kind is Kind.NAME:
        return plural and line.at(before.start - 1) != "C" and line.at(before.stop) != "C"
    several = line.word(before.start).lower() == "die" and line.word(before.stop - 1).endswith(_SEVERAL)
    return several and not plural and before.kind is not Kind.PRONOUN


def _is_object(sentence: Sentence, before: Mention, behind: Mention) -> bool:
    """Tell whether the phrase before the verb is no subject: "he" or a name behind it is, or it is no noun at all."""
    line = sentence.line
    if line.tags[before.head] == "o" and behind.kind is not Kind.PRONOUN:
        return not line.voice.has("pronouns.speakers", line.word(before.head).lower())
    if behind.kind is Kind.PRONOUN and before.kind is not Kind.PRONOUN:
        return line.voice.genders.get(line.word(behind.head)) == "m"
    if before.kind is Kind.NAME and (before.start, before.end) == (sentence.start, sentence.start + 1):
        return not is_name_inside(line.text, line.word(before.head))  # only a capital that opens the sentence
    return before.kind is Kind.OTHER and behind.kind is Kind.NAME


def _last(sentence: Sentence, at: int, opening: int) -> Cue | None:
    """Read a verb at the end of its clause: the subject opens the clause, or the relative pronoun is it."""
    line = sentence.line
    relative = line.at(opening) in ("d", "W")
    joined = line.at(opening) == "P" and not line.voice.has("words.oblique", line.word(opening))
    mention = subject_after(line, opening + 1 + (joined and line.at(opening + 1) in ("d", "W")))
    if mention and mention.end <= at and not (relative and line.word(opening) == "der"):
        return Cue(at, mention, last=True)
    owned = sentence.owned(at, phrase_before(line, opening - 1)) if relative else None
    return replace(owned, last=True) if owned else None


def _across(line: Line, at: int) -> Mention | None:
    """Return the subject left of the comma at `at`, past what stands in apposition; None where a clause stands there."""
    apposed: Mention | None = None
    for _ in range(ASIDES):
        start = line.left(at, _SEGMENT)
        further = line.at(start - 1) == ","
        phrase = _phrase(line, start, at)
        if phrase and not further:
            return _joined(phrase, apposed)
        if not further or not (phrase or _is_aside(line, start, at)):
            return None
        apposed = phrase if phrase and phrase.kind is Kind.NAME else apposed
        at = start - 1
    return None


def _joined(phrase: Mention, apposed: Mention | None) -> Mention:
    """Read "der Chef der Bank, Peter Wolf": the name in apposition names the noun."""
    if phrase.kind is Kind.NAME or apposed is None:
        return phrase
    return name(phrase.start, apposed.head, apposed.stop)


def _phrase(line: Line, start: int, end: int) -> Mention | None:
    opening = _OPENING.match(line.tags, start, end)
    start = opening.end() if opening else start
    start += line.tags[start] == "S" or line.word(start).lower() == "wie"
    end = line.left(end, _BRACKET)
    if start >= end or line.tags[start] in "PDZ" or not _NOUNS.fullmatch(line.tags, start, end):
        return None
    if _VERB_IN_IT.search(line.tags, start, end):
        return None
    return read_run(line, start, end)


def _is_aside(line: Line, start: int, end: int) -> bool:
    """Tell whether a segment between commas is an age, a place, several nouns or a relative clause."""
    return line.tags[start] in "#SPW" or any(each.fullmatch(line.tags, start, end) for each in (_RELATIVE, _APPOSITION))


def _impersonal(sentence: Sentence, at: int, opening: int) -> Cue | None:
    """Read "In dem Brief heißt es" and "heißt es dazu in einem Brief": the source speaks."""
    line = sentence.line
    es = _IMPERSONAL.match(line.tags, at + 1)
    if es is None:
        return sentence.followed(at, at + 1)
    source = es if es.group(1) else _TO_SOURCE.match(line.tags, opening, at)
    return sentence.followed(at, source.end()) if source else None


def _passive(line: Line, opening: int, at: int) -> Cue | None:
    """Read "wurde von Ann Li gefordert": the agent speaks; without one nobody is said to."""
    agents = (by for by in range(at - 1, opening - 1, -1) if line.voice.has("words.agent", line.word(by).lower()))
    by = next(agents, None)
    mention = None if by is None else subject_after(line, by + 1 + (line.at(by + 1) == "P"))
    return Cue(at, mention) if mention and mention.kind in _WHO and mention.end <= at else None


def quoted_person(sentence: Sentence, at: int) -> Cue | None:
    """Read "wird Ann Li von der Zeitung zitiert": in the passive whoever is quoted speaks."""
    line = sentence.line
    opening = max(sentence.start, line.left(at, _CLAUSE))
    auxiliary = line.tags.rfind("b", opening, at) if line.voice.second else -1
    if auxiliary < 0:
        return None
    return sentence.owned(at, subject_before(line, auxiliary)) or sentence.followed(at, auxiliary + 1)


def _auxiliary(line: Line, opening: int, at: int) -> int | None:
    """Return the auxiliary left of a participle in its clause: without one the form is a finite verb."""
    if not (line.voice.has("verbs.perfect", line.word(at)) or _NO_PAST.search(line.word(at))):
        return None
    auxiliary = max(line.tags.rfind(letter, opening, at) for letter in "ab")
    return auxiliary if auxiliary >= 0 else None


def _perfect(sentence: Sentence, at: int, opening: int, auxiliary: int) -> Cue | None:
    """Read "hat Ann Li gesagt" and "Ann Li hat am Montag gesagt": the subject stands beside the auxiliary."""
    line = sentence.line
    if line.tags[auxiliary] == "b":
        return _passive(line, opening, at)
    if line.at(auxiliary - 1) == ",":
        before = sentence.owned(at, _across(line, auxiliary - 1))
    else:
        inverted = auxiliary == opening or line.at(opening) in _ADJUNCT
        before = None if inverted else sentence.owned(at, subject_before(line, auxiliary))
    mention = None if before else subject_after(line, auxiliary + 1)
    return before or (Cue(at, mention) if mention else sentence.shared(at))

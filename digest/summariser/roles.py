"""Roles: what an article calls somebody it names, before the name ("Mayor Ann Li") or after it ("Ann Li, the mayor,")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.summariser.phrases import RUN, Kind, read_run
from digest.summariser.tagging import Line, Span

ROLE_WORDS = 14
"""How long a role may be, in words; a longer one is cut where its next phrase begins."""

_BEFORE = re.compile(r"[HRrNOGhwgte#]{0,10}")
_BEFORE_DECLINED = re.compile(r"[HRrNOGhwgte#P]{0,10}")
_OFFICE = re.compile(r"d?P[rRO][HRrNOGhwg]{0,6}")
_LEAD = re.compile(r",#,?|\([^|\n()]{1,12}\),?|,Wb|,")
_APPOSED = re.compile(r"d?([wNORGhgty#~]{0,6}[rR](?:C[wNOR]{0,3}[rR])?[PdwNORGhgtrCe#y~]{0,30})")
_NOUN_AND_VERB = re.compile("[NORGgt]w{1,9}")
_TITLES = re.compile(r"H{0,3}")
_PLACED = re.compile(r"[NOG]{1,3}d?Pw{0,2}[rR]")
"""Read leftwards: "mayor of Bonn Ann Li", where only the first name tells where the place ends."""

_LAST_PHRASE = re.compile(r"(?<=d)(w{0,2}[rR](?:w{0,2}[Pd]{1,2}[wNOGgtrh]{1,3}){0,3}w?)$")
_PAPER = re.compile(r"G[NO]{0,3}")


def find_role(line: Line, places: Iterable[Span]) -> Span | None:
    """Return the tokens of the first role that stands beside one of a person's names (token spans)."""
    sides = (_before_declined, _after) if line.voice.cases else (_after, _before)
    return next((span for place in places for side in sides if (span := side(line, place))), None)


def _after(line: Line, place: Span) -> Span | None:
    lead = _LEAD.match(line.tags, place[1])
    apposed = _APPOSED.match(line.tags, lead.end()) if lead else None
    return _cut(line, *apposed.span(1)) if apposed else None


def _cut(line: Line, start: int, end: int) -> Span | None:
    """Shorten a role to ROLE_WORDS, and never let it end in a word that leads on."""
    since = (at for at in range(start + 1, end) if line.voice.has("words.since", line.word(at)))
    end = next(since, end)
    if end > start + ROLE_WORDS:
        end = max(line.tags.rfind(letter, start, start + ROLE_WORDS) for letter in "CP")
    while end > start and line.tags[end - 1] in "CPdy~":
        end -= 1
    return (start, end) if end > start else None


def _before_declined(line: Line, place: Span) -> Span | None:
    """Read "mayor of-Paris Ann Li" and "teacher from the school Ann Li" where a genitive needs no word before it."""
    start = place[0]
    titled = line.left(start, _TITLES)
    if line.at(titled - 1) == ",":
        return _phrase_then_name(line, titled - 1)
    run = line.left(start, _BEFORE_DECLINED)
    left = next((at for at in range(run, start) if line.tags[at] in "rR"), start)
    return (left, start) if left < start else None


def _before(line: Line, place: Span) -> Span | None:
    start = place[0]
    if line.at(start - 1) == ",":
        return _phrase_then_name(line, start - 1)
    placed = line.left(start, _PLACED) if line.voice.dialogue else start
    if placed < start:
        return placed, start
    run = line.left(start, _BEFORE)
    office = _office(line, run)
    left = office
    while left < start and (line.tags[left] in "He#" or (line.tags[left] == "w" and not _may_open(line, left))):
        left += 1
    while start > left and line.tags[start - 1] == "H":
        start -= 1
    if line.voice.second:  # "Dann kam Ministerin Ann Li": a word in small letters behind a noun is a verb
        left = max([left, *(match.end() for match in _NOUN_AND_VERB.finditer(line.tags, left, start))])
    if start > left and (line.tags[start - 1] in "rR" or office < run):
        return None if _is_of_several(line, start - 1) else (left, start)
    return _paper(line, start)


def _is_of_several(line: Line, at: int) -> bool:
    """Tell whether a noun is a plural: in "devant les députés Ann Li" it is no role of hers."""
    plural = line.voice.has("grammar.plural_endings", line.word(at)[-1:])
    return plural and line.tags[at] == "r" and not line.voice.has("nouns.base", line.word(at))


def _office(line: Line, run: int) -> int:
    """Return where an office begins that goes on with "of" before `run`: "secretary of state Ann Li"."""
    office = line.left(run, _OFFICE)
    belongs = office < run and any(line.voice.has("words.belonging", line.word(at)) for at in (run - 1, run - 2))
    return office if belongs else run


def _paper(line: Line, start: int) -> Span | None:
    """Read "the Morning Post's Ann Li": the body that somebody works for, if it is known to be one."""
    left = line.left(start, _PAPER)
    stem = line.word(start - 1).replace("’", "'").partition("'")[0] if left < start else ""
    return (left, start) if line.voice.capital.get(stem) == "O" else None


def _phrase_then_name(line: Line, comma: int) -> Span | None:
    """Read "the author of the book, Ann Li,"."""
    start = line.left(comma, RUN)
    phrase = read_run(line, start, comma) if start < comma else None
    if line.voice.dialogue and not line.voice.cases and (phrase is None or phrase.kind != Kind.PERSON):
        named = _LAST_PHRASE.search(line.tags, start, comma)
        return _cut(line, named.start(1), comma) if named else None
    if phrase is None or phrase.kind != Kind.PERSON:
        return None
    start = max(start, phrase.start)
    return _cut(line, start + (line.tags[start] == "d"), comma)


def _may_open(line: Line, at: int) -> bool:
    """Tell whether a plain word may open a role: no verb form, and before a capitalised rank only "former" and its like."""
    word, endings = line.word(at), tuple(line.voice.lists.get("grammar.opening_endings", ()))
    return line.voice.has("words.ranking", word) or (line.tags[at + 1] != "R" and not word.endswith(endings))

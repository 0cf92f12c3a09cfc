"""Topics: whom a sentence is about, before any verb of saying tells."""

from __future__ import annotations

import re

from digest.summariser.phrases import (
    NAMED,
    RUN,
    Kind,
    Mention,
    extended,
    is_first_name,
    is_oblique,
    name,
    pronoun,
    read_name,
    read_part,
    read_thing,
)
from digest.summariser.subjects import APPOSED, subject_after
from digest.summariser.tagging import Line

_OPINION = re.compile(rf"P[dwHRr]{{0,4}}({NAMED})(?=[,Q])")
_ABOUT = re.compile(rf"SP[HR]{{0,3}}({NAMED})(?=[,K])")
_TOPIC = re.compile(rf"SP[HR]{{0,3}}({NAMED})(?=[,K])|S[HR]{{0,3}}({NAMED})(?=[wxVaby])")
_COMPLEMENT = re.compile(r"[wghtPdNO]{1,8}")
_DATELINE = re.compile(r"[NO]{1,5}(?:,[NOD#.]{1,4}){0,3}(?:\([NO]{1,3}\))?-+")
_LEADS = re.compile(r"[yCa,~]{0,9}")
_COMMA = re.compile(r"[,K]")
_CLAUSE_FIRST = re.compile(r"[SW](?![baVx])")
_ADJUNCT_FIRST = re.compile(r"[PDSbaVxZA#]|w{1,2}[PbaVx]|(?<=y)w(?=[dpo])")
_VERB = re.compile(r"(?<![,|\n])[baVx]|(?<=,)[baVxw](?=[dpoNRHy])|(?<=[NDOgG])w(?=[dpHR])")
_PLACE = re.compile(r"(?:[NO]{1,3}|#),")
_ROLE_NAME = re.compile(rf"[dwNORGhgt#]{{0,9}}[rR]({NAMED})")
_SEVERAL = re.compile(rf"[dwrR]{{0,4}}({NAMED})C[dwrR]{{0,4}}{NAMED}")
_ROLE_OF_NAME = re.compile(rf"[dwN#]{{0,4}}[rR][wghtrRNO]{{1,6}}?({NAMED})(?=[VxwabyW,-]|$)")
"""Where the cases tell, a genitive may stand between them: "the director museum's Ann Li"."""
_BARE_NAME = re.compile(rf"#?d?w?[HR]{{0,4}}({NAMED})(?![NOrg])")
_BOTH = re.compile(rf"C[HR]{{0,4}}{NAMED}(?=[wxVaby])")
"""What makes one subject of two names: "Ann Li and Bo Xu issued"."""
_ROLE = re.compile(r"[dwRNOGh#]{0,9}?[rgRt](?![rgNOR])")


def first_subject(line: Line, start: int, end: int) -> Mention | None:
    """Return the subject of the clause that begins at `start`: its first phrase after a dateline and adjuncts."""
    dateline = _DATELINE.match(line.tags, start, end)
    start = dateline.end() if dateline else start
    if line.voice.second:
        return _second_subject(line, start, end)
    for _ in range(5):
        leads = _LEADS.match(line.tags, start, end)
        start = leads.end() if leads else start
        comma = _COMMA.search(line.tags, start, min(end, start + 40))
        opens = "PSDvwWbKUEQV" if line.voice.dialogue else "PSDvwWbKUEQ"
        if start >= end or line.tags[start] not in opens or not comma:
            break
        start = comma.end()
        place = _PLACE.match(line.tags, start, end)
        if place and not is_first_name(line, start):
            start = place.end()
    return _first_phrase(line, start, end) if start < end and line.tags[start] != "V" else None


def _viewer(line: Line, start: int) -> Mention | None:
    """Read "Für Ann Li ist …": the sentence gives her view."""
    found = subject_after(line, start + 1 + (line.at(start + 1) == "P"))
    return found if found and found.kind in (Kind.NAME, Kind.PERSON) else None


def _second_subject(line: Line, start: int, end: int) -> Mention | None:
    """Return the subject of a clause whose verb stands second: before it, or right behind it where an adjunct opens."""
    leads = _LEADS.match(line.tags, start, end)
    start = leads.end() if leads else start
    if start < end and line.voice.has("words.viewed", line.word(start).lower()):
        return _viewer(line, start)
    if _CLAUSE_FIRST.match(line.tags, start, end):
        comma = _COMMA.search(line.tags, start, end)
        start = comma.end() if comma else end
    elif not _ADJUNCT_FIRST.match(line.tags, start, end):
        return _first_phrase(line, start, end) if start < end else None
    verb = _VERB.search(line.tags, start, end)
    found = subject_after(line, verb.end()) if verb else None
    return found if found and found.end <= end else None


def _apposed_in_full(line: Line, at: int) -> re.Match[str] | None:
    """Read "the mayor of the town, Ann Li, said": only a first name tells that it is no place or second mayor."""
    apposed = APPOSED.match(line.tags, at)
    full = apposed and apposed.end(1) > apposed.start(1) + 1 and is_first_name(line, apposed.start(1))
    return apposed if full else None


def topic(line: Line, start: int, end: int) -> Mention | None:
    """Return whom a sentence says at its head that it is about: "As for Ann Li, she …", "When Ann Li spoke, …"."""
    match = (_ABOUT if line.voice.inverts else _TOPIC).match(line.tags, start, end)
    if match is None and line.voice.has("words.viewed", line.word(start).lower()):
        match = _OPINION.match(line.tags, start, end)
        match = match if match and is_first_name(line, match.start(1)) else None
    if not match:
        return None
    first = match.start(match.lastindex or 0)
    return name(first, first, match.end())


def _both(line: Line, found: Mention, end: int) -> Mention:
    """Read "Ann Li and Bo Xu issued": one subject of two names."""
    both = _BOTH.match(line.tags, found.stop, end)
    if not both or line.voice.inverts or "O" in line.tags[found.head : both.end()]:
        return found
    return Mention(found.start, both.end(), found.head, both.end(), Kind.SEVERAL)


def _first_phrase(line: Line, start: int, end: int) -> Mention | None:
    if line.tags[start] in "po":
        return pronoun(start)
    run = RUN.match(line.tags, start, end)
    if not run or line.tags[start] in "PD":
        return None
    several = _SEVERAL.match(line.tags, start, end) if line.voice.dialogue else None
    if several:
        return Mention(start, several.end(), several.start(1), several.end(), Kind.SEVERAL)
    thing = read_thing(line, start, end)
    if thing:
        return thing
    for pattern in (_ROLE_NAME, _ROLE_OF_NAME, _BARE_NAME) if line.voice.cases else (_ROLE_NAME, _BARE_NAME):
        named = pattern.match(line.tags, start, run.end())
        found = read_name(line, start, named.start(1), named.end()) if named else None
        if found and not (line.voice.cases and found.kind == Kind.NAME and is_oblique(line, found.stop - 1)):
            return _both(line, found, end)
    role = _ROLE.match(line.tags, start, run.end())
    if not role:
        return None
    found = read_part(line, start, role.end())
    complement = _COMPLEMENT.match(line.tags, role.end())
    end = extended(line, found) if found and line.voice.second else role.end()
    apposed = APPOSED.match(line.tags, end) or (complement and _apposed_in_full(line, complement.end()))
    if apposed:
        return name(start, apposed.start(1), apposed.end(1))
    return found

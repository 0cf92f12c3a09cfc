"""Noun phrases: what a run of tags names, and by which word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from digest.summariser.tagging import Line

NAMED = r"[NO](?:e{0,3}[NO]){0,9}"
"""The tags of a name: "Ursula von der Leyen", "U.S. Senate"."""

RUN = re.compile(r"[dNORHGrgthwy#~PDxeZ]{1,40}")
"""What a subject is built of, its prepositional phrases with it."""


_OFFICE = re.compile(rf"[dwrRNO]{{0,6}}[rR](P)[dNO]{{0,4}}[Owtg][OwtgR]{{0,3}}({NAMED})")
_CUT = re.compile(r"[PDZ]|(?<=[^d|])d")
_NAME_AT_END = re.compile(rf"(?:e{{1,2}})?{NAMED}$")
_FIRST_AND_LAST = re.compile(r"N(?:e{0,3}N){1,3}$")
_LAST_NOUN = re.compile(r".*[NORrgt]", re.DOTALL)
_FIRST_NOUN = re.compile(r"[dwh#~y]*[rRgt]")
_ROLE_AND_NAME = re.compile(rf"[rR]{NAMED}$")
_THING = re.compile(rf"d[wNORG]{{0,4}}({NAMED})w{{0,2}}[wgt](?=[.|\n,KUEQVPWxvaby]|$)")
_LINK = re.compile(r"(?:Pd?|d)[wNORGghrt#]{1,6}")


class Kind(StrEnum):
    """What a phrase stands for, as far as its words tell."""

    NAME = "name"
    SEVERAL = "several names"
    PRONOUN = "pronoun"
    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    OTHER = "other"


_NOUNS = {"r": Kind.PERSON, "R": Kind.PERSON, "g": Kind.BODY, "t": Kind.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of tokens `start` to `end`; `head` to `stop` is the name in it, or the noun it is built on."""

    start: int
    end: int
    head: int
    stop: int
    kind: Kind


def pronoun(at: int) -> Mention:
    """Return the one-token mention of a pronoun."""
    return Mention(at, at + 1, at, at + 1, Kind.PRONOUN)


def name(start: int, head: int, stop: int) -> Mention:
    """Return the mention of somebody by a name that ends the phrase."""
    return Mention(start, stop, head, stop, Kind.NAME)


def read_run(line: Line, start: int, end: int) -> Mention | None:
    """Return what a run of tokens names that ends right before its verb.

    The subject is the part before the first preposition ("a spokesman for the mayor"); where the run opens with a
    preposition it is what stands last ("in Ohio the mayor").
    """
    if line.tags[start] in "PDZ":
        return _behind_adjunct(line, start, end)
    office = read_office(line, start, end)
    if office:
        return office
    cut = _CUT.search(line.tags, start + 1, end)
    if cut is None:
        return read_part(line, start, end)
    noun = _LAST_NOUN.match(line.tags, start, cut.start())
    found = read_part(line, start, noun.end() if noun else cut.start())
    return _name_beside_verb(line, found, start, end) or found


def read_office(line: Line, start: int, end: int) -> Mention | None:
    """Return whom "former Secretary of State Ann Li" names: an office with "of" before a known first name."""
    match = _OFFICE.match(line.tags, start, end)
    if not match or not line.voice.has("words.belonging", line.word(match.start(1))):
        return None
    return name(start, match.start(2), match.end()) if is_first_name(line, match.start(2)) else None


def _behind_adjunct(line: Line, start: int, end: int) -> Mention | None:
    cuts = [match.start() for match in _CUT.finditer(line.tags, start, end)]
    last = cuts[-1] + (line.tags[cuts[-1]] != "d")
    return read_part(line, last, end) if len(cuts) > 1 or _NAME_AT_END.search(line.tags, last, end) else None


def _name_beside_verb(line: Line, found: Mention | None, start: int, end: int) -> Mention | None:
    """Read "hours after Ann Li said" and "University of Ohio professor Ann Li said": the last name, not the first noun."""
    if found and (
        found.kind in (Kind.NAME, Kind.PERSON) or (found.kind == Kind.DOCUMENT and line.at(found.end) == "P")
    ):
        return None
    if line.voice.second and not _FIRST_AND_LAST.search(line.tags, start, end):
        return None
    member = found is not None and found.kind == Kind.BODY
    if member and not _ROLE_AND_NAME.search(line.tags, start, end):
        return None
    last = _NAME_AT_END.search(line.tags, start, end)
    return read_name(line, start if member else last.start(), last.start(), end) if last else None


def read_part(line: Line, start: int, end: int) -> Mention | None:
    """Return what a phrase without prepositions names: the name it ends with, else its last noun."""
    whole = end
    while end > start and line.tags[end - 1] in "y~#":
        end -= 1
    if start >= end or (line.voice.second and line.tags[end - 1] in "dwx"):
        return None
    if line.tags[start:end] == "d" and line.tags[whole - 1] == "#":
        return Mention(start, whole, whole - 1, whole, Kind.PERSON)  # "the 46-year-old"
    last = _NAME_AT_END.search(line.tags, start, end)
    if last:
        return read_name(line, start, last.start(), end)
    noun = _FIRST_NOUN.match(line.tags, start, end) if line.voice.dialogue else None
    at = noun.end() if noun else end
    return Mention(start, end, at - 1, at, _NOUNS.get(line.tags[at - 1], Kind.OTHER))


def read_name(line: Line, start: int, head: int, end: int) -> Mention:
    """Return the mention whose name is tokens `head` to `end`: a person's, or a body's with all its capitals."""
    first = next((at for at in range(head, end - 1) if is_first_name(line, at)), None)
    placed = line.voice.dialogue and line.at(head - 1) == "P"
    if first is not None and (
        first == head or line.tags[head] == "O" or line.voice.cases or line.voice.nouns or placed
    ):
        return name(start, first, end)
    if line.voice.cases:
        return _read_declined(line, start, head, end)
    if line.voice.nouns and end - head == 1 and line.tags[head] != "O" and _is_common(line, start, head):
        return Mention(start, end, head, end, Kind.OTHER)
    if "O" not in line.tags[head:end] and line.at(head - 1) != "d":
        return name(start, head, end)
    while head > start and line.tags[head - 1] in "RNOG":
        head -= 1
    return Mention(start, end, head, end, Kind.BODY)


def _is_common(line: Line, start: int, at: int) -> bool:
    """Tell whether what stands before a word with a capital makes it a plain noun: an article, an adjective, a number."""
    before = line.tags[at - 1] if at > start else ""
    return (before != "" and before in "dwh") or (at > 0 and line.voice.has("words.oblique", line.word(at - 1)))


def _read_declined(line: Line, start: int, head: int, end: int) -> Mention:
    """Return what capitalised words without a known first name mean where names decline: "rada Miasta Ruta Adamiec".

    Behind a noun only the last two may be a name, and nothing that stands in another case than the first.
    """
    behind_noun = head > start and line.tags[head - 1] in "rRg"
    if "O" in line.tags[head:end] and not behind_noun:
        return Mention(start, end, head, end, Kind.BODY)
    if behind_noun and line.tags[head - 1] == "g" and end == head + 1:
        return Mention(start, end, head - 1, head, Kind.BODY)
    if is_oblique(line, end - 1):
        return (
            Mention(start, end, head - 1, head, _NOUNS[line.tags[head - 1]]) if behind_noun else name(start, head, end)
        )
    if behind_noun:
        head = max(head, end - 2)
        head = end - 1 if is_oblique(line, head) else head
    return name(start, head, end)


def is_oblique(line: Line, at: int) -> bool:
    """Tell whether a capitalised word ends as no nominative of a name does ("Stawskiego")."""
    return line.word(at).endswith(tuple(line.voice.lists.get("grammar.oblique_endings", ("\n",))))


def read_thing(line: Line, start: int, end: int) -> Mention | None:
    """Read "the Ohio readout" and "the Berlin news website": a name that only belongs to a noun."""
    match = None if line.voice.nouns else _THING.match(line.tags, start, end)
    endings = tuple(line.voice.lists.get("grammar.opening_endings", ()))
    if not match or any(line.word(at).endswith(endings) for at in range(match.end(1), match.end())):
        return None  # "the Kremlin released"
    if match.end() == match.end(1) + 1 and line.word(match.end(1) - 1).endswith("s"):
        return None  # "the Saudis state"
    return read_part(line, start, match.end())


def is_first_name(line: Line, at: int) -> bool:
    """Tell whether token `at` is a known first name."""
    return line.voice.is_first_name(line.word(at))


def extended(line: Line, mention: Mention) -> int:
    """Return where a phrase ends with what says whose or which: "a spokesman" with "for the mayor"."""
    end = mention.end
    for _ in range(3):
        link = _LINK.match(line.tags, end)
        if not link or not _links(line, end):
            break
        end = link.end()
    return end


def _links(line: Line, at: int) -> bool:
    """Tell whether a preposition, or in a language of four cases an article, makes what follows a part of the phrase."""
    if line.tags[at] == "P":
        return line.voice.has("words.linking", line.word(at))
    return not line.voice.second or line.voice.has("words.genitive", line.word(at))

"""Anaphora: what pronouns, verbs alone and nouns take up where subjects are left out and verbs may come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.summariser.memory import Memory, Who, role_of
from digest.summariser.nouns import noun_gender
from digest.summariser.phrases import Mention
from digest.summariser.sight import Shown, only_one, shown_in
from digest.summariser.tagging import Line, Span

UNSURE = 0.85
"""How well a noun that nobody in sight is known by fits as a speaker."""


def in_sight(memory: Memory, at: int, gender: str = "") -> Shown | None:
    """Return the only person named before token `at` whom a pronoun of a gender could mean there."""
    if memory.shown is None:
        memory.shown = shown_in(memory.line, memory.cast)
    return only_one(memory.line, memory.shown, at, gender)


def by_sight(memory: Memory, at: int, gender: str) -> Who:
    """Return whom a pronoun can mean by what the paragraph shows: a person, else the body that is its subject."""
    line = memory.line
    found = in_sight(memory, at, gender)
    start = line.tags.rfind("\n", 0, at) + 1
    body = _last_fit(memory.bodies, at, gender)
    if body and body.at >= start and (found is None or found.at < start):
        return Who(body.name, None, gender, ("pronoun", "pronoun, no full name"), human=False)
    unnamed = _last_fit(memory.unnamed, at, gender)
    if unnamed and (found is None or unnamed.at > found.at):
        known = unnamed.person or unnamed.at >= start
        return Who(unnamed.name if known else "", unnamed.person, gender, ("pronoun", "pronoun, no full name"))
    if found is None:
        return Who("", None, gender)
    return Who(found.name, found.person, gender or found.gender, tuple(_doubts(memory, found, at, gender)))


def _doubts(memory: Memory, found: Shown, at: int, gender: str) -> Iterator[str]:
    """Yield how a pronoun is tied to the only person in sight: do the genders agree, who else does the paragraph show?"""
    start = memory.line.tags.rfind("\n", 0, at) + 1
    yield "pronoun" if found.gender and gender else "pronoun, gender unknown" if gender else "pronoun, gender not told"
    if found.person is None:
        yield "pronoun, no full name"
    if found.at < start:
        yield "pronoun, not named in the paragraph"
    if any(start <= each.at < at and each.name != found.name for each in memory.shown or ()):
        yield "pronoun, another spoken of"


def _last_fit(several: Sequence[Shown], at: int, gender: str) -> Shown | None:
    fits = (each for each in reversed(several) if each.at < at and (not gender or each.gender in (gender, "")))
    return next(fits, None)


def anaphor(memory: Memory, mention: Mention) -> Who | None:
    """Return whom "the researcher" takes up: the only person of that gender in sight, if any is named so far."""
    line, noun = memory.line, memory.line.word(mention.stop - 1).lower()
    found = in_sight(memory, mention.start, noun_gender(line, mention))
    party = line.voice.has("nouns.party", noun)
    near = found and (party or found.at > line.tags.rfind("\n", 0, mention.start))
    if found and near and _may_be_called(memory, found, noun):
        if found.person and not role_of(memory, found.person):
            opens = line.tags[mention.start] == "d"
            memory.roles[id(found.person)] = (mention.start + opens, mention.stop)
        return Who(found.name, found.person, found.gender, ("role taken up",))
    generic = party or line.voice.has("nouns.generic", noun) or bool(found and near and line.voice.cases)
    return Who("", weight=UNSURE, human=False) if generic and memory.shown else None


def _may_be_called(memory: Memory, found: Shown, noun: str) -> bool:
    """Tell whether a noun can mean somebody: one whose role is not told, or a noun that says little, as "the woman" does."""
    span = role_of(memory, found.person) if found.person else None
    called = {noun, *memory.line.words(*span).lower().split()} if span else ()
    voice = memory.line.voice
    if not called and (voice.cases or voice.has("nouns.held", noun)):
        called = {noun}
    if voice.has("nouns.party", noun) and span and _is_of_court(memory.line, span):
        return False
    return not called or any(voice.has("nouns.generic", word) or voice.has("nouns.party", word) for word in called)


def _is_of_court(line: Line, span: Span) -> bool:
    """Tell whether a role is one of those that question the accused."""
    return any(line.voice.has("nouns.court", line.word(at).lower()) for at in range(*span))

"""In sight: whom "she", a verb alone or "the minister" can mean where subjects are left out and verbs may come first.

The reader's mind goes by what a paragraph shows. Somebody is meant only where nobody else can be: the one person of that
gender whom the paragraph names before, or, where it names nobody, whom the nearest paragraph above names. Of several only
the one that the paragraph opens with and names again is sure enough; else nobody is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.summariser.cast import Cast, Person, gender_of
from digest.summariser.tagging import Line

PARAGRAPHS_BACK = 2
"""How many paragraphs above may show whom a pronoun means, those without any name not counted."""

FARTHEST = 2_000
"""How many tokens back a paragraph is looked for."""

_NAME_BEFORE = re.compile("[NOeH]{0,5}")
_NAME_WORD = re.compile("[NO]")


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody named at token `at`: the name to print, the person behind it, m, f or "", and whether it can be a subject."""

    at: int
    name: str
    person: Person | None
    gender: str
    subject: bool = True


def shown_in(line: Line, cast: Cast) -> Sequence[Shown]:
    """Return every place where somebody is named, in full or by a last or a known first name alone, in order."""
    places = {at: person for person in cast.people.values() for place in person.places for at in range(*place)}
    return [found for match in _NAME_WORD.finditer(line.tags) if (found := _shown(line, cast, places, match.start()))]


def _shown(line: Line, cast: Cast, places: dict[int, Person], at: int) -> Shown | None:
    word = line.word(at)
    same = [places[at]] if at in places else cast.by_last.get(line.voice.stem(word), ())
    if len(same) == 1:
        return Shown(at, same[0].full, same[0], gender_of(cast, same[0]), _may_be_subject(line, at, same[0]))
    if same or not line.voice.has("names.base", word):
        return None
    known = cast.by_first.get(line.voice.stem(word), ())
    if known:
        return Shown(at, known[0].full, known[0], gender_of(cast, known[0])) if len(known) == 1 else None
    alone = line.at(at + 1) not in ("N", "O", "e") and line.at(at - 1) not in ("N", "O", "R", "e", "H")
    return Shown(at, word, None, line.voice.genders.get(word, "")) if alone else None


def _may_be_subject(line: Line, at: int, person: Person) -> bool:
    """Tell whether a name stands in its first form, or where names are not declined behind no preposition."""
    if line.voice.cases:
        first = person.full.partition(" ")[0]
        bent = line.voice.has("names.first", first) and not line.voice.has("names.base", first)
        return line.word(at) in person.full.split() and not bent
    return line.at(line.left(at, _NAME_BEFORE) - 1) != "P"


def only_one(line: Line, shown: Sequence[Shown], at: int, gender: str) -> Shown | None:
    """Return the only person that a pronoun of a gender ("" for any) at token `at` can mean."""
    seen = 0
    for span in _paragraphs_above(line, at):
        named = shown[bisect_left(shown, span[0], key=_place) : bisect_left(shown, span[1], key=_place)]
        if any(not gender or each.gender in (gender, "") for each in named):
            return _choose(named, gender) if seen <= PARAGRAPHS_BACK else None
        seen += bool(named)
    return None


def _place(shown: Shown) -> int:
    return shown.at


def _choose(named: Sequence[Shown], gender: str) -> Shown | None:
    told = [each for each in named if each.gender and each.gender == (gender or each.gender)]
    fits = told or [each for each in named if not each.gender]
    subjects = [each for each in fits if each.subject]
    names = {each.name for each in fits}
    if len(names) > 1 and subjects:
        fits, names = subjects, {each.name for each in subjects}
    if len(names) > 1 and fits[0].name == fits[-1].name:
        return fits[-1]
    return fits[-1] if len(names) == 1 else None


def _paragraphs_above(line: Line, at: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraph before token `at`, as far as it reaches, and those above it."""
    floor = max(0, at - FARTHEST)
    while at > floor:
        start = line.tags.rfind("\n", floor, at)
        yield (start + 1, at) if start >= 0 else (floor, at)
        at = start if start >= 0 else floor

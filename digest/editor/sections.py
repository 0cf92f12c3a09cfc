"""Sections choose their stories: what the editor pinned, what is bound to them, and then the best of what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.editor.ranking import Ranked, published_at
from digest.editor.variety import Shelf, differing, take
from digest.model import Pin, PinPlace, Section, SectionKind


@dataclass(frozen=True, slots=True)
class Filled:
    """The stories of each section by its place in the plan, and what no section had room for, best first."""

    sections: Mapping[int, Sequence[Ranked]]
    rest: Sequence[Ranked]


def fill(planned: Sequence[Section], ranked: Sequence[Ranked], variety: float) -> Filled:
    """Return what each section runs; a story stands in one section, or in none.

    Sections choose in the order of SectionKind; of one kind, those bound to topics first.
    """
    varied = differing(ranked)
    chosen: dict[int, list[Ranked]] = {}
    rest = sorted(ranked, key=lambda each: each.order)
    claims, shelf = _claims(planned, rest), Shelf(variety, varied)
    for place in _choosing_order(planned):
        shelf = Shelf(variety, varied)
        waiting = [each for each in rest if not _is_claimed(each, claims)]
        chosen[place] = _choose(planned[place], claims.pop(place, []), waiting, shelf)
        taken = {each.key for each in chosen[place]}
        # A pin for which its section had no room competes for the next ones like any other story.
        rest = [each for each in rest if each.key not in taken]
    return Filled(chosen, [shelf.weigh(each) for each in rest])


def _choose(section: Section, claimed: Sequence[Ranked], waiting: Sequence[Ranked], shelf: Shelf) -> list[Ranked]:
    """What one section runs: those that claim a place in it, then the best with an eye to variety, or the newest."""
    held = list(claimed[: section.limit])
    for each in held:
        shelf.put(each)
    room, eligible = section.limit - len(held), _eligible(section, waiting)
    is_varied = section.kind in {SectionKind.TOP, SectionKind.MORE}
    return held + (take(eligible, room, shelf) if is_varied else eligible[:room])


def _choosing_order(planned: Sequence[Section]) -> list[int]:
    kinds = list(SectionKind)
    return sorted(range(len(planned)), key=lambda place: (kinds.index(planned[place].kind), not planned[place].topics))


def _claims(planned: Sequence[Section], ranked: Sequence[Ranked]) -> dict[int, list[Ranked]]:
    """Pinned stories by the place of their section: the first ones in the order of their pins, then the others."""
    claims: dict[int, list[Ranked]] = {}
    pinned = [(each.pin, each) for each in ranked if each.pin]
    for pin, each in sorted(pinned, key=lambda pair: (pair[0].place is not PinPlace.FIRST, pair[1].pin_order)):
        claims.setdefault(_section_of(pin, planned), []).append(each)
    return claims


def _section_of(pin: Pin, planned: Sequence[Section]) -> int:
    """The place of the section that a pin means; where the newsletter has none such, of the one that chooses first."""
    usual = SectionKind.TOP if pin.place is PinPlace.FIRST else SectionKind.PICKS
    order = _choosing_order(planned)
    return next((place for place in order if planned[place].kind is (pin.section or usual)), order[0])


def _is_claimed(ranked: Ranked, claims: Mapping[int, Sequence[Ranked]]) -> bool:
    return any(each.key == ranked.key for claimed in claims.values() for each in claimed)


def _eligible(section: Section, ranked: Sequence[Ranked]) -> list[Ranked]:
    """What a section may run of the stories that are left, in the order in which it would run them."""
    bound = frozenset(section.topics)
    belonging = (each.under(section.topics) for each in ranked if not bound or _topics_of(each) & bound)
    if section.kind is SectionKind.PICKS:
        return [each for each in belonging if each.picked]
    if section.kind is SectionKind.NEWS_FEED:
        return sorted(belonging, key=lambda each: published_at(each.report.lead), reverse=True)
    return list(belonging)


def _topics_of(ranked: Ranked) -> frozenset[str]:
    return frozenset(match.topic.id for match in ranked.matches)

"""What the editor asked for of single stories: picks, pins, and what they mean for a story that many tell or that ran already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model import Candidate, Pick, Pin, PinPlace, Ran


@dataclass(frozen=True, slots=True)
class Wishes:
    """An editor's rules: the newsletter's picks, and the pins in their order, of which the last about a story counts.

    `ran` names by key the candidates whose words ran already: they run again only where their own address is asked for.
    """

    picks: Sequence[Pick]
    pins: Sequence[Pin]
    ran: Mapping[int, Ran]

    def picked(self, candidate: Candidate) -> str:
        """Return why the editor's rules pick a candidate, or ""."""
        return next((why for pick in self.picks if (why := _about(pick, candidate))), "")

    def pin(self, candidate: Candidate) -> Pin | None:
        """Return the pin that counts for a candidate."""
        return next((pin for pin in reversed(self.pins) if _about(pin.pick, candidate)), None)

    def rank(self, candidate: Candidate) -> int:
        """Return how much a candidate is asked for, among the versions of its event: 0 not at all, 1 picked, above that pinned.

        A later pin counts more than an earlier one.
        """
        pin = self.pin(candidate)
        return 2 + self.pins.index(pin) if pin else int(bool(self.picked(candidate)))

    def bar(self, candidate: Candidate) -> str:
        """Return why a candidate is not considered at all, or "": it is dropped, or its words ran."""
        pin = self.pin(candidate)
        if pin and pin.place is PinPlace.NEVER:
            return pin.told
        if candidate.key not in self.ran or self._by_address(candidate):
            return ""
        asked = "; only its own address runs it again" if self.rank(candidate) else ""
        return f"{self._already(candidate)}{asked}"

    def told(self, versions: Iterable[Candidate]) -> str:
        """Return what the editor's pin says of an event, and that it runs again where the words of a version ran already."""
        known = sorted(versions, key=self.rank, reverse=True)
        if again := next((each for each in known if each.key in self.ran), None):
            return f"{self._by_address(again)}, although it {self._already(again)}"
        pin = self.pin(known[0])
        return pin.told if pin else ""

    def _by_address(self, candidate: Candidate) -> str:
        """How the editor asks for a candidate by its own address, or ""."""
        pin, url = self.pin(candidate), candidate.article.entry.url
        if pin and pin.pick.url == url:
            return pin.told
        return "picked by URL" if any(pick.url == url for pick in self.picks) else ""

    def _already(self, candidate: Candidate) -> str:
        ran = self.ran[candidate.key]
        return f"already ran in No. {ran.number} as “{ran.candidate.article.entry.headline}”"


def _about(pick: Pick, candidate: Candidate) -> str:
    """Why a pick is about a candidate, or ""."""
    entry = candidate.article.entry
    if pick.url and pick.url == entry.url:
        return "by URL"
    if pick.category and pick.category.casefold() in {name.casefold() for name in entry.categories}:
        return f"category {pick.category}"
    return f"source {pick.source}" if pick.source and pick.source == entry.source else ""

"""What may be shown to everybody: the newsletters that are not private, those that left the settings among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.model import Newsletter
from digest.model.plan import base_of
from digest.ports import Archive, PastIssue
from digest.web.public.house import House


@dataclass(frozen=True, slots=True)
class Shelf:
    """A newsletter's place: its name in addresses, what readers call it, and its newest issue (None: none is out yet).

    `newsletter` is None for one that is not in the settings any more.
    """

    id: str
    title: str
    language: str
    newest: PastIssue | None
    newsletter: Newsletter | None

    @property
    def count(self) -> int:
        """How many issues there are: their numbers have no gaps."""
        return self.newest.number if self.newest else 0


def shelves(house: House, archive: Archive) -> dict[str, Shelf]:
    """Return every shelf that is open to all, by id: those of the settings in their order, then the others.

    A newsletter of the settings is private as they say; one that left them, if its newest issue was pressed as private.
    """
    return {shelf.id: shelf for shelf in _shelves(house, archive)}


def _shelves(house: House, archive: Archive) -> Iterator[Shelf]:
    newest = {issue.newsletter: issue for issue in archive.newest()}
    for id_ in dict.fromkeys((*house.newsletters, *newest)):
        known, last = house.newsletters.get(base_of(id_)), newest.get(id_)
        if known and not known.private:
            yield Shelf(id_, known.title, known.language, last, known)
        elif last and not known and not last.private:
            yield Shelf(id_, last.title or id_, last.language or house.language, last, None)


def day(issue: PastIssue) -> date:
    """Return the day of an issue where its newsletter is at home: its slot is a local label."""
    return date.fromisoformat(issue.slot[:10])

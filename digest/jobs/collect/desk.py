"""What collecting works with: its ports, and what a visit brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from digest.model import Bounds, Entry, Hubs, Rhythm, Source
from digest.ports import Articles, Chooser, Clock, Fetcher, Shelf, Sighting


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit to one source brought. `error` is why the source could not be read, "" where it could.

    `held` is why it was not asked at all.
    """

    source: str
    unchanged: bool = False
    listed: int = 0
    new: int = 0
    revised: int = 0
    problems: tuple[str, ...] = ()
    error: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports that collecting needs. Without a chooser the quotes keep the order of our own rules.

    `bounds` are how often a source may be visited, and how seldom.
    """

    articles: Articles
    fetcher: Fetcher
    shelf: Shelf
    clock: Clock
    chooser: Chooser | None = None
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(slots=True)
class Tally:
    """A visit while it goes on. `published` and `rhythm` tell when to come again (`Heard`), `hubs` who will call."""

    listed: int = 0
    new: int = 0
    revised: int = 0
    retry: bool = False
    problems: list[str] = field(default_factory=list)
    published: tuple[datetime, ...] = ()
    rhythm: Rhythm | None = None
    hubs: Hubs = field(default_factory=Hubs)

    def visit(self, source: str) -> Visit:
        """Return the visit as it stands now."""
        return Visit(source, listed=self.listed, new=self.new, revised=self.revised, problems=tuple(self.problems))


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that has to be read, and what the store knows of it."""

    source: Source
    entry: Entry
    known: Sighting | None

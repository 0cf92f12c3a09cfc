"""What collecting works with: its ports, and what a visit brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from digest.collector import Page
from digest.model import Bounds, Entry, Hubs, Rhythm, Source
from digest.ports import Arrival, Articles, Chooser, Clock, Crew, Fetcher, Shelf, Sighting


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

    `bounds` are how often a source may be visited, and how seldom. `open_crew` gives the hands that read when there is
    much to read; without it everything is read in this process.
    """

    articles: Articles
    fetcher: Fetcher
    shelf: Shelf
    clock: Clock
    chooser: Chooser | None = None
    bounds: Bounds = field(default_factory=Bounds)
    open_crew: Callable[[], Crew] | None = None


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading an item: what goes into the store, and why its page could not be read ("": it could).

    Without an arrival there is nothing to store, and `problem` says why. `page` is what its page held, for other items
    that it stands for. `later`: the page was not to be had just now, and is asked for again at the next visit.
    """

    arrival: Arrival | None
    problem: str = ""
    page: Page | None = None
    later: bool = False

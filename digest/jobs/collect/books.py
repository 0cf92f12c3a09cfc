"""The books of a run: what was read is recorded in groups, and a source is closed when each of its items is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from digest.jobs.collect.desk import Desk, Item, Reading, Tally, Visit
from digest.jobs.collect.recording import count, record, with_choice

GROUP = 64
"""Items and visits that are recorded in one transaction: a wait for the disk, shared."""


Ending = Callable[[Desk], Visit]
"""How a visit is recorded, once each of its items is."""


@dataclass(slots=True)
class _Open:
    """A source whose items are not all recorded yet: `left` are missing."""

    tally: Tally
    ending: Ending
    left: int


class Books:
    """What the run brought, written by one thread: what is settled is safe after `flush`, whatever happens then.

    A source's visit is recorded after its items: killed between the two, its validators are missing and it is read again.
    """

    def __init__(self, desk: Desk) -> None:
        self.visits: dict[str, Visit] = {}
        self._desk = desk
        self._open: dict[str, _Open] = {}
        self._settled: list[tuple[Item, Reading]] = []
        self._endings: list[tuple[str, Ending]] = []

    @property
    def is_behind(self) -> bool:
        """Whether something is settled that is not recorded yet."""
        return bool(self._settled or self._endings)

    def open(self, source: str, tally: Tally, ending: Ending, *, items: int) -> None:
        """Begin a source of which so many items will be settled; `ending` is called when they are recorded."""
        self._open[source] = _Open(tally, ending, 0)
        self.expect(source, items)

    def expect(self, source: str, items: int) -> None:
        """Wait for so many more items of a source that is open."""
        opened = self._open[source]
        opened.left += items
        if not opened.left:
            del self._open[source]
            self.end(source, opened.ending)

    def settle(self, item: Item, reading: Reading) -> None:
        """Take what came of an item."""
        if self._desk.chooser:
            reading = with_choice(reading, self._desk.chooser)
        self._settled.append((item, reading))
        if len(self._settled) >= GROUP:
            self._record_items()

    def end(self, source: str, ending: Ending) -> None:
        """Take a visit that only has to be recorded."""
        self._endings.append((source, ending))
        if len(self._endings) >= GROUP:
            self._record_visits()

    def flush(self) -> None:
        """Record what was settled: the items first, then the visits that they complete."""
        if self._settled:
            self._record_items()
        if self._endings:
            self._record_visits()

    def _record_items(self) -> None:
        now = self._desk.clock.now()
        with self._desk.articles.together() as articles:
            recorded = [(item, record(item, reading, articles, now)) for item, reading in self._settled]
        self._settled.clear()
        for item, reading in recorded:
            count(item, reading, self._open[item.source.id].tally)
            self.expect(item.source.id, -1)

    def _record_visits(self) -> None:
        with self._desk.articles.together() as articles:
            desk = replace(self._desk, articles=articles)
            visits = {source: ending(desk) for source, ending in self._endings}
        self._endings.clear()
        self.visits |= visits

"""The studio: the newsroom behind a preview, opened anew when its settings or templates change.

A fault made while editing never takes the page away: the last good issue stays, and the fault is told above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from digest.errors import DigestError
from digest.jobs.preview import Sheet, moment
from digest.model import Judgement, Newsletter, Receipt


@dataclass(frozen=True, slots=True)
class Watched:
    """The files that a newsroom is made of: its settings and templates, and the database's own (none: not in files)."""

    settings: Path
    templates: tuple[Path, ...] = ()
    database: Path | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What a preview needs of a newsroom.

    `draw` and `send` take the moment for which the issue is made (None: now); `judge` probes links and asks the spam
    filter where its second argument is true; `stamp` differs when articles came.
    """

    newsletters: Mapping[str, Newsletter]
    draw: Callable[[Newsletter, datetime | None], Sheet]
    judge: Callable[[Sheet, bool], Sequence[Judgement]]
    send: Callable[[Newsletter, str, datetime | None], Receipt | None]
    stamp: Callable[[], str] = str
    watched: Watched | None = None
    decide: Callable[[Newsletter, str, str], None] | None = None
    """Pins, drops or undoes a story by its address; None where picks are not kept."""


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see of a newsletter: its sheet (None: it never could be drawn), and the fault that stands above it."""

    newsletters: tuple[Newsletter, ...]
    newsletter: Newsletter
    sheet: Sheet | None
    fault: str = ""
    at: str = ""


@dataclass
class Studio:
    """Opens newsrooms and draws their sheets; safe to use from several threads, for it only ever swaps whole values.

    Raises:
        DigestError: the first newsroom cannot be opened. Later ones are told as `fault`.
    """

    open_room: Callable[[], Room]
    room: Room = field(init=False)
    fault: str = field(init=False, default="")
    _good: dict[tuple[str, str], Sheet] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.room = self.open_room()

    def reopen(self) -> None:
        """Open the newsroom anew; where that fails the one there is stays, and the fault is told."""
        try:
            self.room = self.open_room()
        except DigestError as error:
            self.fault = str(error)
        else:
            self.fault = ""

    def look(self, name: str, at: str = "") -> Look | None:
        """Draw the newsletter of this id as of the wall label `at` ("": now); None where there is no such newsletter."""
        room = self.room
        newsletter = room.newsletters.get(name)
        if newsletter is None:
            return None
        newsletters = tuple(room.newsletters.values())
        try:
            sheet = room.draw(newsletter, moment(newsletter, at) if at else None)
        except DigestError as error:
            fault = "\n".join(filter(None, (self.fault, str(error))))
            return Look(newsletters, newsletter, self._good.get((name, at)), fault, at)
        # One sheet a newsletter and moment; a day of looking back and forth must not fill the memory.
        self._good = {**dict(list(self._good.items())[-15:]), (name, at): sheet}
        return Look(newsletters, newsletter, sheet, self.fault, at)

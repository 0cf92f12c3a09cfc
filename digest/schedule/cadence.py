"""When a newsletter is due: the slots of its cadence, and what to do with those that were missed.

A slot is a time on the wall of the newsletter's zone. Its label is that time without an offset (`2026-10-25T03:30`),
so a label can never stand for two issues. Clocks change twice a year in most zones; the rules are:

- **Clocks go forward** (a wall time is missing): the slot still happens, once, at the first instant after the gap,
  under the label as it is written in the cadence. Several slots inside one gap share that instant.
- **Clocks go back** (a wall time comes twice): the slot happens once, the first time.

So the order of labels is the order of instants, and every local day that the cron line names has its slots.
APScheduler's own triggers promise neither, which is why nothing but the ticking is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.model import Cadence, CatchUp
from digest.schedule.timetable import Timetable, read_timetable

PUNCTUAL = timedelta(minutes=15)
"""A slot this late counts as on time: a restart or an upgrade is no downtime."""
REPORTED = timedelta(days=31)
"""Slots that were too late longer ago than this are passed over without a record, whatever the cursor."""
HORIZON_DAYS = 41 * 366
"""How far ahead a slot is looked for: 29 February on a given weekday can be 40 years away."""


@dataclass(frozen=True, slots=True)
class DueSlot:
    """A moment at which a newsletter is due: local wall label, its instant (UTC), and why it is skipped ("": it is not)."""

    label: str
    due: datetime
    skipped: str = ""


def slots(cadence: Cadence, after: datetime | None, now: datetime) -> tuple[DueSlot, ...]:
    """Return every slot in (after, now], earliest first; none where `after` is None (a newsletter never planned).

    Raises:
        ValueError: the cadence is no timetable (`check_timetable`).
        zoneinfo.ZoneInfoNotFoundError: the zone is none.
    """
    if after is None:
        return ()
    return tuple(takewhile(lambda slot: slot.due <= now, _slots_after(cadence, after)))


def next_slots(cadence: Cadence, after: datetime, count: int) -> tuple[DueSlot, ...]:
    """Return the first `count` slots after an instant (fewer only where HORIZON_DAYS holds no more). Raises as `slots`."""
    return tuple(islice(_slots_after(cadence, after), count))


def due(cadence: Cadence, cursor: datetime | None, now: datetime) -> tuple[DueSlot, ...]:
    """Return the slots in (cursor, now] with the verdict of the cadence's catch-up on each, earliest first.

    A slot more than `late_hours` late is skipped, whatever the catch-up. Of the others, ALL runs each; LATEST runs the
    newest and skips those that it replaces; NONE runs only those not later than PUNCTUAL. Afterwards the cursor is
    `now`; a clock that went back finds nothing new. At most `late_hours` and REPORTED are looked back.
    Raises as `slots`.
    """
    if cursor is None:
        return ()
    patience = timedelta(hours=cadence.late_hours)
    missed = slots(cadence, max(cursor, now - patience - REPORTED), now)
    if cadence.catch_up is CatchUp.NONE:
        patience = min(patience, PUNCTUAL)
    newest = missed[-1].label if missed and cadence.catch_up is CatchUp.LATEST else ""
    return tuple(replace(slot, skipped=_verdict(slot, now - slot.due, patience, newest)) for slot in missed)


def slot_time(cadence: Cadence, label: str) -> datetime:
    """Return when the slot of this label happens, by the rules above, as local aware time.

    Raises:
        ValueError: the label is no wall time.
        zoneinfo.ZoneInfoNotFoundError: the zone is none.
    """
    return local_time(cadence, _instant(datetime.fromisoformat(label), ZoneInfo(cadence.zone)))


def local_time(cadence: Cadence, instant: datetime) -> datetime:
    """Return an instant as aware time in the cadence's zone."""
    return instant.astimezone(ZoneInfo(cadence.zone))


def reader_hour(cadence: Cadence, due: datetime, zone: str, hour: int) -> datetime:
    """Return when it is `hour` for a reader on the day of a slot; the same two rules hold where clocks change.

    The day is the one that the wall shows in the newsletter's zone when the slot happens. `zone` is the reader's; one
    that is none counts as the newsletter's.
    """
    day = local_time(cadence, due).date()
    return _instant(datetime.combine(day, time(hour)), _zone(zone) or ZoneInfo(cadence.zone))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def wall_label(cadence: Cadence, instant: datetime) -> str:
    """Return the label of the minute that the wall shows at an instant, whether or not a slot falls on it."""
    return _label(local_time(cadence, instant))


def _verdict(slot: DueSlot, late: timedelta, patience: timedelta, newest: str) -> str:
    if late > patience:
        return f"{_words(late)} late"
    if newest and slot.label != newest:
        return f"the issue of {newest.replace('T', ' ')} replaced it"
    return ""


def _words(late: timedelta) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600)):
        if late.total_seconds() >= 2 * seconds:
            return f"{int(late.total_seconds() // seconds)} {unit}s"
    return f"{int(late.total_seconds() // 60)} minutes"


def _slots_after(cadence: Cadence, after: datetime) -> Iterator[DueSlot]:
    # An instant's own wall time never maps to a later instant than itself, and the mapping keeps order: starting at
    # the wall time of `after` can miss nothing.
    zone = ZoneInfo(cadence.zone)
    start = after.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    for wall in _wall_times(read_timetable(cadence.cron), start):
        instant = _instant(wall, zone)
        if instant > after:
            yield DueSlot(_label(wall), instant)


def _label(wall: datetime) -> str:
    return wall.replace(tzinfo=None).isoformat(timespec="minutes")


def _wall_times(timetable: Timetable, start: datetime) -> Iterator[datetime]:
    for offset in range(HORIZON_DAYS):
        day = start.date() + timedelta(days=offset)
        yield from (wall for at in timetable.times(day) if (wall := datetime.combine(day, at)) >= start)


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a wall time: the first of two, or the end of the gap that swallows it."""
    before = wall.replace(tzinfo=zone).astimezone(UTC)
    if before.astimezone(zone).replace(tzinfo=None) == wall:
        return before
    # In a gap, fold=0 reckons with the offset before it (an instant past the change), fold=1 with the one after it
    # (an instant short of the change). The change lies between, on a whole second.
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), before
    new_offset = late.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (early, middle) if middle.astimezone(zone).utcoffset() == new_offset else (middle, late)
    return late

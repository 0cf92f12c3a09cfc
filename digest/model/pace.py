"""When a source is asked: what it says of that itself, what was learnt of it, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Caching:
    """What an answer's headers say about asking again, as they were sent ("" where absent)."""

    cache_control: str = ""
    expires: str = ""
    date: str = ""
    age: str = ""
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a feed says of its own pace: how long it may be kept, and when nobody need ask.

    Hours are 0 to 23 in UTC, days 0 (Monday) to 6.
    """

    keep: timedelta = timedelta(0)
    quiet_hours: frozenset[int] = frozenset()
    quiet_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the operator allows: a source is visited no oftener than `every`, and no more seldom than `longest`."""

    every: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Pace:
    """When a source is asked next, and what that follows from.

    `next_visit`: when we mean to (None: at once). `fresh_until`: before then the server has nothing new, by its own word.
    `held_until`: before then it asked not to be asked. `gone`: it said that it is gone for good.
    `gap` is the usual time between two items (0: not known), `changed` the last visit that brought one.
    """

    next_visit: datetime | None = None
    fresh_until: datetime | None = None
    held_until: datetime | None = None
    gone: bool = False
    gap: timedelta = timedelta(0)
    changed: datetime | None = None
    rhythm: Rhythm = Rhythm()

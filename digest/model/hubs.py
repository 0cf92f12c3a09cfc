"""Hubs: who tells at once when a feed changes (WebSub)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Hubs:
    """The hubs of a feed, and the address that they know it by."""

    addresses: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """A source's subscription at a hub.

    `token` ends the address at which we are told, `secret` signs what we are told. `asked` is when we asked and were not yet
    answered; `until` the end of what the hub has promised, `length` how long that was.
    """

    source: str
    hub: str
    topic: str
    token: str
    secret: str
    asked: datetime | None = None
    until: datetime | None = None
    length: timedelta = timedelta(0)

    def is_live(self, now: datetime) -> bool:
        """Tell whether the hub has promised to tell us now."""
        return self.until is not None and now < self.until

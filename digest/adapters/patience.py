"""Patience with each host: the time between two requests to it, and the time after it said that it has enough, or said nothing.

It outlives the rounds of a fetcher, so that the stories of a feed wait for what the feed was told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from digest.errors import SourceError

ENOUGH = frozenset({429, 503})
"""Statuses that are about us or the host as a whole, and not about the address that was asked for."""

MOST_SECONDS = 86_400.0
"""The longest `Retry-After` that is kept."""

UNTOLD_SECONDS = 60.0
"""How long a host is left alone that answers 429 and does not say how long; 503 alone may be one page's."""

DEAD_AFTER = 3
"""Connections in a row that a host refused, or let run out of time, until it is given up."""

DEAD_SECONDS = 300.0
"""How long a host that was given up is left alone: the rest of a run. One more such connection after that gives it up again."""

MOST_HOSTS = 10_000


@dataclass(slots=True)
class _Host:
    ready: float = 0.0
    delay: float = 0.0
    held: float = 0.0
    refusal: str = ""
    unreached: int = 0


class Patience:
    """What is known of the hosts asked so far, MOST_HOSTS at most. `delay` is seconds between two requests to one."""

    def __init__(self, delay: float = 0.0) -> None:
        self._delay = delay
        self._hosts: dict[str, _Host] = {}

    def turn(self, name: str) -> float:
        """Return the seconds until the host's next turn; 0.0 takes it. Where it is not asked, there is no need to wait."""
        host, now = self._host(name), time.monotonic()
        if host.held > now:
            return 0.0
        if host.ready > now:
            return host.ready - now
        host.ready = now + max(self._delay, host.delay)
        return 0.0

    def slow(self, name: str, delay: float) -> None:
        """Let `delay` seconds pass between two requests to a host, where that is longer than usual."""
        host = self._host(name)
        host.ready += max(delay - max(self._delay, host.delay), 0.0)
        host.delay = delay

    def refusal(self, name: str) -> SourceError | None:
        """Return why a host is not asked now; None where it may be."""
        host, now = self._host(name), time.monotonic()
        if host.held <= now:
            return None
        left = str(int(host.held - now) + 1)
        told = f"{name} is left alone for {left} s more, since it {host.refusal}"
        # Who never answered asked for nothing: its sources keep the pace of those that failed.
        return SourceError(told, status=503) if host.unreached else SourceError(told, status=429, retry_after=left)

    def heard(self, name: str, error: SourceError) -> None:
        """Take note of a refusal."""
        wait = _seconds(error.retry_after) or (UNTOLD_SECONDS if error.status == 429 else 0.0)
        if error.status in ENOUGH and wait > 0:
            host = self._host(name)
            host.held, host.refusal = time.monotonic() + min(wait, MOST_SECONDS), f"answered {error.status}"

    def unreached(self, name: str, why: str) -> None:
        """Take note that a host could not be reached, or took a request and never answered it."""
        host = self._host(name)
        host.unreached += 1
        if host.unreached >= DEAD_AFTER:
            host.held = time.monotonic() + DEAD_SECONDS
            host.refusal = f"could not be reached {host.unreached} times in a row ({why})"

    def reached(self, name: str) -> None:
        """Take note that a host answers; one that was given up meanwhile may be asked again."""
        if host := self._hosts.get(name):
            host.held = 0.0 if host.unreached >= DEAD_AFTER else host.held
            host.unreached = 0

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            while len(self._hosts) >= MOST_HOSTS:
                self._hosts.pop(next(iter(self._hosts)))
            self._hosts[name] = _Host()
        return self._hosts[name]


def _seconds(retry_after: str) -> float:
    """Return the seconds that a `Retry-After` asks for, by number or date (RFC 9110 10.2.3); 0.0 where it asks for none."""
    told = retry_after.strip()
    if told.isascii() and told.isdecimal():
        return float(told[:12])
    try:
        date = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - time.time()

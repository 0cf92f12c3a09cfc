"""robots.txt (RFC 9309): what a site lets programs read, asked once a day and origin, and how fast.

Kept in memory, so that a verdict is never older than the program: a run from cron asks once a run.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from digest.errors import SourceError

AGENT = "newsdigest"
"""The product token by which a robots.txt may name us."""

MOST_BYTES = 500 * 1024
"""What is read of a robots.txt; RFC 9309 2.5 asks for no less."""

KEPT_SECONDS = 86_400.0
"""How long rules are believed (RFC 9309 2.4: no more than a day)."""

RETRY_SECONDS = 600.0
"""How long a site whose robots.txt cannot be read is left alone, until it is asked for again."""

MOST_DELAY = 10.0
"""The longest `Crawl-delay`, in seconds, that is kept: with a longer one a day's news would not be read in a day."""

MOST_ORIGINS = 1_000

Ask = Callable[[httpx.URL], Awaitable[bytes]]
"""Gets the first MOST_BYTES of an address; a SourceError tells the status of a refusal."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin lets us read: `said` is its robots.txt (None: it has none), `closed` why nothing may be read for now."""

    said: Protego | None = None
    closed: str = ""

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for, MOST_DELAY at most."""
        asked = self.said.crawl_delay(AGENT) if self.said else None
        return min(max(asked or 0.0, 0.0), MOST_DELAY)

    def check(self, url: httpx.URL) -> None:
        """Do nothing where the address may be read.

        Raises:
            SourceError: it may not.
        """
        host = url.raw_host.decode("ascii")
        if self.closed:
            told = f"the robots.txt of {host} cannot be read, so its pages are left alone: {self.closed}"
            raise SourceError(told, status=503)  # as if the host itself had said "not now"
        if self.said and not self.said.can_fetch(str(url), AGENT):
            raise SourceError(f"the robots.txt of {host} does not let programs read this page")


class Robots:
    """The rules of the origins asked so far, MOST_ORIGINS at most, by the address of their robots.txt."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Rules]] = {}

    def known(self, origin: str) -> Rules | None:
        """Return the rules of an origin; None where they were never read, or too long ago."""
        until, rules = self._kept.get(origin, (0.0, None))
        return rules if time.monotonic() < until else None

    def keep(self, origin: str, rules: Rules) -> Rules:
        """Remember the rules of an origin."""
        while len(self._kept) >= MOST_ORIGINS:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[origin] = (time.monotonic() + (RETRY_SECONDS if rules.closed else KEPT_SECONDS), rules)
        return rules


class RobotsRound:
    """Reads robots.txt for one round: of those who want the same one, one asks and the others wait.

    `deadline` is seconds for one of them, less than a page has: else every page would wait for a slow one in vain.
    """

    def __init__(self, robots: Robots, deadline: float) -> None:
        self._robots, self._deadline = robots, deadline
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, url: httpx.URL, ask: Ask) -> Rules:
        """Return the rules of an address's origin."""
        origin = robots_address(url)
        async with self._asking.setdefault(origin, asyncio.Lock()):
            return self._robots.known(origin) or self._robots.keep(origin, await _read(origin, ask, self._deadline))

    def delay(self, url: str) -> float:
        """Return the `Crawl-delay` of an address's site; 0.0 where it asks for none, or was not asked."""
        try:
            rules = self._robots.known(robots_address(httpx.URL(url)))
        except (httpx.InvalidURL, UnicodeError, ValueError):
            return 0.0
        return rules.delay if rules else 0.0


def robots_address(url: httpx.URL) -> str:
    """Return where the robots.txt of an address's origin stands."""
    return str(url.copy_with(raw_path=b"/robots.txt", userinfo=b"", fragment=None))


async def _read(origin: str, ask: Ask, deadline: float) -> Rules:
    """Read a robots.txt: a 4xx means that everything may be read, no answer that nothing may (RFC 9309 2.3.1)."""
    try:
        async with asyncio.timeout(deadline):
            body = await ask(httpx.URL(origin))
    except SourceError as error:
        return Rules() if 400 <= error.status < 500 else Rules(closed=str(error))
    except TimeoutError:
        return Rules(closed=f"no answer within {deadline:g} s")
    except httpx.HTTPError as error:
        return Rules(closed=str(error) or type(error).__name__)
    return Rules(Protego.parse(body.decode("utf-8-sig", "replace")))

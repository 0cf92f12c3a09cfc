"""How often a feed wants to be asked, and who tells when it changes: `ttl`, `skipHours`, `skipDays`, `sy:`, hubs.

RSS 2.0 (`ttl` in minutes; hours and days are GMT), the syndication module of RSS 1.0 (`sy:updatePeriod` over
`sy:updateFrequency`), WebSub (`rel="hub"` and `rel="self"`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from digest.collector.feed_parts import Parts, address_of, first_text, parts_of, text_of
from digest.model import Rhythm

MAX_HUBS = 3
"""The most hubs of one feed that are looked at."""

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = re.compile(r"\d{1,6}")


def read_rhythm(parts: Parts) -> Rhythm:
    """Return what the parts of a channel say of its pace; what makes no sense says nothing."""
    hours = {int(text) % 24 for text in _listed(parts, "skiphours", "hour") if _NUMBER.fullmatch(text)}
    days = {_DAYS.index(text.lower()) for text in _listed(parts, "skipdays", "day") if text.lower() in _DAYS}
    return Rhythm(
        keep=max(timedelta(minutes=_number(parts, "ttl")), _period(parts)),
        # A feed that never wants to be asked has said nothing.
        quiet_hours=frozenset(hours if len(hours) < 24 else ()),
        quiet_days=frozenset(days if len(days) < 7 else ()),
    )


def read_hubs(parts: Parts, url: str) -> tuple[tuple[str, ...], str]:
    """Return the addresses of a feed's hubs, MAX_HUBS at most, and the address that they know it by ("" where untold)."""
    found: dict[str, list[str]] = {"hub": [], "self": []}
    for link in parts.get("link", ()):
        if (rel := link.get("rel", "").lower()) in found and (address := address_of(link, link.get("href"), url)):
            found[rel].append(address)
    return tuple(found["hub"][:MAX_HUBS]), next(iter(found["self"]), "")


def _listed(parts: Parts, outer: str, inner: str) -> Iterator[str]:
    for element in parts.get(outer, ()):
        yield from map(text_of, parts_of(element).get(inner, ())[:24])


def _number(parts: Parts, name: str) -> int:
    text = first_text(parts, name)
    return int(text) if _NUMBER.fullmatch(text) else 0


def _period(parts: Parts) -> timedelta:
    period = _PERIODS.get(first_text(parts, "sy:updateperiod").lower(), timedelta(0))
    return period / max(_number(parts, "sy:updatefrequency"), 1)

"""When a source is asked next: by its own word where it gave one, else by how often it has really published.

The words are those of HTTP (RFC 9111 freshness, RFC 9110 10.2.3 `Retry-After`, 15.5.11 `410 Gone`) and of feeds
(`feed_pace`). Nothing is random: sources are spread by their names, so that the same rows give the same times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from digest.collector.dates import parse_date
from digest.model import Bounds, Caching, Pace, Rhythm

SOON = timedelta(minutes=5)
"""Before an issue is pressed, sources that were not visited for so long are visited once more."""

MAX_FRESH = timedelta(days=1)
MAX_HOLD = timedelta(days=1)
MAX_BACK_OFF = timedelta(days=1)
"""A day at most each, whatever a server says or how often it failed: one request a day troubles nobody."""

GONE = 410

_RECENT = 20  # items whose dates say how often a source publishes
_PER_GAP = 2  # visits in the usual time between two items
_PER_SILENCE = 4  # visits in a silence as long as the one so far
_SPREAD = 0.1  # of what a wait is longer than `every`, at most, is added by name
_NEVER = timedelta(0)
_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,10})', re.IGNORECASE)
_DO_NOT_KEEP = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a visit brought that tells when to come again; `rhythm` is None where the feed was not read anew."""

    caching: Caching = field(default_factory=Caching)
    rhythm: Rhythm | None = None
    published: tuple[datetime, ...] = ()
    new: int = 0


def after_visit(pace: Pace, heard: Heard, now: datetime, *, bounds: Bounds, source: str) -> Pace:
    """Return the pace after a visit that went well."""
    changed = now if heard.new or pace.changed is None else pace.changed
    rhythm = pace.rhythm if heard.rhythm is None else heard.rhythm
    gap = _gap(pace, heard, now)
    fresh = now + freshness(heard.caching)
    silence = (now - changed) / _PER_SILENCE
    wait = _clamped(max(gap / _PER_GAP, silence, rhythm.keep), bounds)
    coming = max(now + _spread(wait, bounds.every, source), fresh)
    return Pace(
        next_visit=_out_of_quiet(coming, rhythm),
        fresh_until=fresh if fresh > now else None,
        gap=gap,
        changed=changed,
        rhythm=rhythm,
    )


def after_failure(pace: Pace, failures: int, now: datetime, *, bounds: Bounds, source: str) -> Pace:
    """Return the pace after the visit that was the `failures`-th in a row to fail: each waits twice as long."""
    doubled = bounds.every * 2 ** min(failures - 1, 20)
    wait = _spread(min(doubled, max(MAX_BACK_OFF, bounds.every)), bounds.every, source)
    return replace(pace, next_visit=now + wait, fresh_until=None, held_until=None, gone=False)


def after_refusal(pace: Pace, status: int, caching: Caching, now: datetime) -> Pace:
    """Return the pace after a failure, given what the server said with it: gone for good, or not before a time."""
    hold = held(caching, now)
    if not hold:
        return replace(pace, gone=status == GONE)
    until = now + hold
    return replace(pace, held_until=until, next_visit=max(until, pace.next_visit or until), gone=status == GONE)


def freshness(caching: Caching) -> timedelta:
    """Return how long from now on an answer stays fresh (RFC 9111 4.2), MAX_FRESH at most."""
    if _DO_NOT_KEEP.search(caching.cache_control):
        return _NEVER
    if told := _MAX_AGE.search(caching.cache_control):
        age = int(caching.age) if re.fullmatch(r"\d{1,10}", caching.age.strip()) else 0
        return _within(timedelta(seconds=int(told[1]) - age), MAX_FRESH)
    expires, date = parse_date(caching.expires), parse_date(caching.date)
    return _within(expires - date, MAX_FRESH) if expires and date else _NEVER


def held(caching: Caching, now: datetime) -> timedelta:
    """Return how long `Retry-After` asks us to wait, in seconds or by a date; MAX_HOLD at most, 0 where it says nothing."""
    told = caching.retry_after.strip()
    if re.fullmatch(r"\d{1,12}", told):
        return _within(timedelta(seconds=min(int(told), 10**9)), MAX_HOLD)
    until = parse_date(told)
    return _within(until - now, MAX_HOLD) if until else _NEVER


def is_due(pace: Pace, checked: datetime | None, now: datetime, *, soon: bool) -> bool:
    """Tell whether a source is asked now; `soon`: an issue is about to be pressed.

    A visit that lies in the future was made by a clock that was wrong, and so was what it planned.
    """
    if checked is None or checked > now:
        return not pace.gone
    if pace.gone or is_held(pace, now):
        return False
    if pace.next_visit is None or pace.next_visit <= now:
        return True
    return soon and checked <= now - SOON and not (pace.fresh_until and pace.fresh_until > now)


def is_held(pace: Pace, now: datetime) -> bool:
    """Tell whether a server's `Retry-After` still runs."""
    return pace.held_until is not None and now < pace.held_until


def _gap(pace: Pace, heard: Heard, now: datetime) -> timedelta:
    """The usual time between two items: by the newest dates up to now, else by when new ones were found."""
    recent = sorted(date for date in heard.published if date <= now)[-_RECENT:]
    if len(recent) > 1:
        return (now - recent[0]) / len(recent)
    if heard.new and pace.changed and now > pace.changed:
        found = (now - pace.changed) / heard.new
        return (pace.gap + found) / 2 if pace.gap else found
    return pace.gap


def _out_of_quiet(moment: datetime, rhythm: Rhythm) -> datetime:
    """The first moment from `moment` on at which the feed wants to be asked; itself where it wants never."""
    later = moment.astimezone(UTC)
    for _ in range(7 * 24):
        if later.hour not in rhythm.quiet_hours and later.weekday() not in rhythm.quiet_days:
            return later
        later = later.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def _spread(wait: timedelta, every: timedelta, source: str) -> timedelta:
    share = sha256(source.encode()).digest()[0] / 255
    return wait + max(wait - every, _NEVER) * _SPREAD * share


def _clamped(wait: timedelta, bounds: Bounds) -> timedelta:
    return max(bounds.every, min(wait, bounds.longest))


def _within(wait: timedelta, most: timedelta) -> timedelta:
    return max(_NEVER, min(wait, most))

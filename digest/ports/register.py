"""The readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from digest.model import Enrolment, Frequency, Newsletter, Standing, Subscriber


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of enrolments: each counts once, by the first of these that fits, except that `subscriptions` are extra."""

    suppressed: int = 0
    """Nothing may be sent to the address."""
    readers: int = 0
    """Somebody new."""
    joined: int = 0
    """A reader who gets one newsletter more."""
    known: int = 0
    """A reader who has all of it."""
    left: int = 0
    """Somebody who left, and stays away."""
    unusable: int = 0
    """What no address can be."""
    subscriptions: int = 0
    """The subscriptions that are new."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


Intake = Callable[[Sequence[Enrolment]], Tally]
"""Takes a batch of enrolments in, all or none of it."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which subscriptions are meant: "" and None stand for any; `search` is a part of the address, `after` the address before the first."""

    newsletter: str = ""
    standing: Standing | None = Standing.SUBSCRIBED
    language: str = ""
    frequency: Frequency | None = None
    search: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A subscription as it is held, with its reader."""

    email: str
    newsletter: str
    frequency: Frequency
    language: str
    zone: str
    hour: int | None
    consent: str
    since: datetime
    standing: Standing
    paused_until: datetime | None


class Register(Protocol):
    """The readers."""

    def enrol(self, enrolments: Iterable[Enrolment], now: datetime) -> tuple[int, int]:
        """Add readers and subscriptions; return (new readers, new subscriptions). Those who left, or must not be written to, are not added."""

    def intake(self, now: datetime, *, dry_run: bool = False) -> AbstractContextManager[Intake]:
        """Give what takes a list in, batch by batch; on a dry run it tells what would become of it, and nothing is written."""

    def remove(self, email: str, newsletter: str, now: datetime) -> bool:
        """Take an address off a newsletter ("" = all); False when it was not on it."""

    def readers(self, newsletter: str) -> Iterator[Subscriber]:
        """Yield the readers of a newsletter ("" = all), by address."""

    def audience(self, newsletter: Newsletter, now: datetime) -> int:
        """Return how many readers an issue of a newsletter or an edition would go to now: those who pause are left out."""

    def holdings(self, choosing: Choosing) -> Iterator[Holding]:
        """Yield subscriptions by address and newsletter, as they were at one moment, in bounded memory."""

    def dossier(self, email: str) -> Mapping[str, Any]:
        """Return all that is held about an address, plain enough for JSON: empty for an unknown one."""

    def forget(self, email: str, now: datetime) -> bool:
        """Erase an address, a reader's or not, and keep its keyed hash; False where nothing was held of it."""

    def suppress(self, emails: Sequence[str], reason: str, now: datetime, *, dry_run: bool = False) -> int:
        """See to it that nothing is ever sent to some addresses; return how many are new to that. On a dry run only count."""

    def lift(self, email: str, consent: str, now: datetime) -> bool:
        """Allow an address again, and keep the words of its owner's consent; False where it was not suppressed."""

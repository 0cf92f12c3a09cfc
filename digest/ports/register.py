"""The readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model import Newsletter, Subscriber


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A reader to add: the address as given, choices, and where the consent comes from."""

    email: str
    newsletters: tuple[str, ...]
    language: str = ""
    zone: str = ""
    consent: str = ""


class Register(Protocol):
    """The readers."""

    def enrol(self, enrolments: Iterable[Enrolment], now: datetime) -> tuple[int, int]:
        """Add readers and subscriptions; return (new readers, new subscriptions). Those who left, or must not be written to, are not added."""

    def remove(self, email: str, newsletter: str, now: datetime) -> bool:
        """Take an address off a newsletter ("" = all); False when it was not on it."""

    def readers(self, newsletter: str) -> Iterator[Subscriber]:
        """Yield the readers of a newsletter ("" = all), by address."""

    def audience(self, newsletter: Newsletter, now: datetime) -> int:
        """Return how many readers an issue of a newsletter or an edition would go to now: those who pause are left out."""

"""The queue of letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digest.model import LetterOrder, QueuedLetter, Settlement


class Letters(Protocol):
    """Letters to single people: queued once, sent once, as deliveries are."""

    def queue(self, order: LetterOrder, now: datetime) -> bool:
        """Queue a letter; False, and nothing is done, where one of its name is known already."""

    def claim(self, most: int, owner: str, now: datetime, until: datetime) -> Sequence[QueuedLetter]:
        """Lease up to `most` due letters to `owner` until `until`: queued ones, and leased ones whose lease ran out."""

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of letters that `owner` holds; others are left alone."""

    def release(self, owner: str) -> None:
        """Put every letter that `owner` still holds back into the queue."""

    def tally(self) -> Mapping[str, int]:
        """Count the letters by state (states with none are left out)."""

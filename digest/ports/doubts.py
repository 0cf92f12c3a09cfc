"""Deliveries that nobody knows the end of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model import DeliveryState


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery in the state unknown: its issue, its reader, how often it was tried, and what was heard last."""

    key: int
    issue: int
    newsletter: str
    slot: str
    email: str
    attempts: int
    reply: str


class Doubts(Protocol):
    """Deliveries whose message may have arrived, until a person says what became of them."""

    def hold(self, now: datetime) -> int:
        """Set what a sender held when it vanished (its lease ran out) to unknown; return how many."""

    def all(self, issue: int | None = None) -> Sequence[Doubt]:
        """Return the deliveries in doubt, of one issue or of all, in the order of their keys."""

    def settle(self, keys: Sequence[int], state: DeliveryState, now: datetime) -> int:
        """Set these, where they are still in doubt, to sent, or queue them again (due now); return how many."""

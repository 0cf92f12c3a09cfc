"""The subscriptions at hubs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from digest.model import Lease


class Leases(Protocol):
    """The store of the subscriptions at hubs, one for a source."""

    def all(self) -> Sequence[Lease]:
        """Return the leases, by source."""

    def by_token(self, token: str) -> Lease | None:
        """Return the lease whose callback address ends with a token."""

    def record(self, lease: Lease) -> None:
        """Remember the lease of a source, in place of the one before."""

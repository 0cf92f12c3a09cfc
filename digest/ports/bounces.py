"""What came back: whose it is, what is done about it, and the record of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digest.model.bounces import Addressee, Bounce, BounceRow, Heard, SoftRule


class Bounces(Protocol):
    """The record of bounces and complaints. Every method is one transaction."""

    def addressee(self, handle: str) -> Addressee | None:
        """Return whom the handle of a reader or a letter names."""

    def reader_at(self, email: str) -> Addressee | None:
        """Return the reader of an address."""

    def record(self, bounce: Bounce, rule: SoftRule, now: datetime, *, dry_run: bool = False) -> Heard:
        """Write a bounce down once, and do what its kind asks: all of it, or nothing.

        - hard, or the last of too many soft ones: the address is suppressed, and its subscriptions end.
        - complaint: the same, and for good: forgiving does not bring the subscriptions back.
        - soft: counted with those of `rule.within` that were not forgiven. blocked: only written down.

        With `dry_run` nothing is written.
        """

    def rows(self, most: int, *, email: str = "", kind: str = "") -> Sequence[BounceRow]:
        """Return the newest bounces, newest first: all, or of an address, or of a kind."""

    def forgive(self, email: str, now: datetime, *, dry_run: bool = False) -> tuple[str, ...] | None:
        """Take back what bounces did to an address, and count them no more; return the newsletters that begin again.

        A complaint is taken back too, but ends what it ended. None where there is nothing to forgive.
        """

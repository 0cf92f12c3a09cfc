"""What is remembered of how an issue was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Missed:
    """An item that a source listed and that could not be read: how often it was tried, and the newest try's error."""

    source: str
    attempts: int
    error: str
    first_seen: datetime


class Accounts(Protocol):
    """What is kept of pressed issues, an account each, which is written down with them (`Ledger.press`)."""

    def get(self, newsletter: str, number: int | None = None) -> Mapping[str, Any] | None:
        """Return the account of an issue by its number (None: the newest that has one); None where there is none."""

    def ran(self, article: int) -> Mapping[str, int]:
        """Return the numbers of the issues that ran an article, by newsletter."""

    def seen(self, article: int) -> Mapping[str, datetime]:
        """Return the sources that listed an article, each with when it first did."""

    def missed(self, sources: Sequence[str], guids: Sequence[str]) -> Sequence[Missed]:
        """Return the items of sources with one of these guids that no article stands for, by source."""

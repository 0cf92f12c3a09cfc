"""What is remembered of how an issue was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol


class Accounts(Protocol):
    """The store of accounts: one for each pressed issue."""

    def put(self, issue: int, account: Mapping[str, Any]) -> None:
        """Remember the account of an issue (plain values for JSON); the first one stays."""

    def get(self, newsletter: str, number: int | None = None) -> Mapping[str, Any] | None:
        """Return the account of an issue by its number (None: the newest that has one); None where there is none."""

    def ran(self, article: int) -> Mapping[str, int]:
        """Return the numbers of the issues that ran an article, by newsletter."""

    def seen(self, article: int) -> Mapping[str, datetime]:
        """Return the sources that listed an article, each with when it first did."""

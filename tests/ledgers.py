"""The one sum that every ledger must keep, checked after each test that pressed."""

from __future__ import annotations

from digest.adapters.database import Database


def check_sums(database: Database) -> None:
    """Fail where a reader of an issue's audience is in no state, or in two, or waits in an issue that is over."""
    for row in database.ledger.issues(1000):
        assert row.balance.missing == 0, row
        assert not (row.sending in {"done", "cancelled"} and row.balance.ready), row

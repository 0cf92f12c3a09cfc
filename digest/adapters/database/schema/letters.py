"""Letters to single people, queued and sent as deliveries are."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Index, Integer, SmallInteger, String, Table, Text, text

from digest.adapters.database.columns import KEY, SORTED_TEXT, Instant, Remark
from digest.adapters.database.schema.base import metadata

# Written into the SQL as it stands: a partial index serves only a query whose condition can be proved.
WAITING = text("letters.state IN ('queued', 'leased')")

letters = Table(
    "letters",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("handle", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("recipient_norm", SORTED_TEXT, nullable=False, index=True),
    Column("language", Remark, nullable=False),
    Column("data", JSON, nullable=False),
    Column("created", Instant, nullable=False),
    # When a queued letter may go, and when a leased one may be leased anew.
    Column("due", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_owner", Text),
    Column("code", SmallInteger),
    Column("reply", Remark),
    CheckConstraint("state IN ('queued', 'leased', 'sent', 'failed', 'suppressed', 'unknown')", name="state"),
    CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="lease_owner"),
    Index(
        "letters_due_idx",
        "due",
        "id",
        postgresql_where=text("state IN ('queued', 'leased')"),
        sqlite_where=text("state IN ('queued', 'leased')"),
    ),
)

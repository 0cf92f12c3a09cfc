"""One row for each issue and reader."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from digest.adapters.database.columns import KEY, Instant, Remark
from digest.adapters.database.schema.base import metadata

# Written into the SQL as they stand, never as parameters: a partial index serves only a query whose
# condition can be proved when the statement is planned. Both states wait in the one queue.
QUEUED = text("deliveries.state IN ('queued', 'deferred')")

LEASED = text("deliveries.state = 'leased'")

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("issue", KEY, ForeignKey("issues.id"), nullable=False),
    Column("subscriber", KEY, ForeignKey("subscribers.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Instant),
    Column("code", SmallInteger),
    Column("reply", Remark),
    # A copy for somebody who came after the issue: it greets them.
    Column("welcome", Boolean, nullable=False, server_default=false()),
    Column("enhanced", String(16)),
    UniqueConstraint("issue", "subscriber"),
    CheckConstraint(
        "state IN ('queued', 'deferred', 'leased', 'sent', 'failed', 'suppressed', 'unknown', 'cancelled', 'expired')",
        name="state",
    ),
    CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="lease_owner"),
    CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name="lease_until"),
    Index(
        "deliveries_due_idx",
        "issue",
        "due",
        "id",
        postgresql_where=text("state IN ('queued', 'deferred')"),
        sqlite_where=text("state IN ('queued', 'deferred')"),
    ),
    Index(
        "deliveries_lease_idx",
        "lease_until",
        "id",
        postgresql_where=text("state = 'leased'"),
        sqlite_where=text("state = 'leased'"),
    ),
)

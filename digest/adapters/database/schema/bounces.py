"""What came back, and what was done about it."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from digest.adapters.database.columns import KEY, Instant, Remark
from digest.adapters.database.schema.base import metadata

bounces = Table(
    "bounces",
    metadata,
    Column("id", KEY, primary_key=True),
    # A hash of what happened: told twice, or through two doors, it is written down once.
    Column("event", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("became", String(16), nullable=False),
    Column("address", String(64), nullable=False),
    Column("subscriber", KEY, ForeignKey("subscribers.id"), index=True),
    Column("issue", KEY, ForeignKey("issues.id"), index=True),
    Column("door", Text, nullable=False),
    Column("status", Remark, nullable=False),
    Column("reply", Remark, nullable=False),
    Column("at", Instant, nullable=False),
    # The newsletters that it ended: what forgiving gives back.
    Column("ended", JSON, nullable=False),
    Column("forgiven", Instant),
    CheckConstraint("kind IN ('hard', 'soft', 'blocked', 'complaint')", name="kind"),
    CheckConstraint("became IN ('suppressed', 'counted', 'noted')", name="became"),
    Index(None, "address", "at"),
)

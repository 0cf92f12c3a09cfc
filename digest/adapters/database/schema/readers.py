"""Who reads, and what."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, SmallInteger, String, Table, Text, text

from digest.adapters.database.columns import KEY, SORTED_TEXT, Instant, Remark
from digest.adapters.database.schema.base import metadata

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("handle", String(32), nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("email_norm", SORTED_TEXT, nullable=False, unique=True),
    Column("language", Remark, nullable=False),
    Column("zone", Remark, nullable=False),
    Column("status", String(16), nullable=False),
    Column("since", Instant, nullable=False),
    Column("hour", SmallInteger),
    Column("paused_until", Instant),
    CheckConstraint("status IN ('active', 'left')", name="status"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("newsletter", Text, ForeignKey("newsletters.id"), primary_key=True),
    Column("subscriber", KEY, ForeignKey("subscribers.id"), primary_key=True, index=True),
    Column("state", String(16), nullable=False),
    Column("consent", Remark, nullable=False),
    Column("since", Instant, nullable=False),
    Column("ended", Instant),
    Column("frequency", String(16), nullable=False, server_default=text("'each'")),
    CheckConstraint("state IN ('subscribed', 'left')", name="state"),
    CheckConstraint("(state = 'left') = (ended IS NOT NULL)", name="ended"),
)

"""Who asked for what, and what may not be sent: requests with their proof of consent, caps, and suppressed addresses."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from digest.adapters.database.columns import KEY, SORTED_TEXT, Instant, Remark
from digest.adapters.database.schema.base import metadata

signups = Table(
    "signups",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("handle", String(32), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("reader", KEY, ForeignKey("subscribers.id"), index=True),
    Column("email", Text, nullable=False),
    Column("email_norm", SORTED_TEXT, nullable=False, index=True),
    Column("language", Remark, nullable=False),
    Column("zone", Remark, nullable=False),
    Column("hour", SmallInteger),
    Column("choices", JSON, nullable=False),
    Column("wording", Remark, nullable=False),
    Column("page", Remark, nullable=False),
    Column("door", String(16), nullable=False),
    Column("asked", Instant, nullable=False),
    Column("asked_from", Remark, nullable=False),
    Column("asked_agent", Remark, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("confirmed", Instant),
    Column("confirmed_from", Remark, nullable=False),
    Column("confirmed_agent", Remark, nullable=False),
    CheckConstraint("kind IN ('join', 'move', 'change')", name="kind"),
    Index(None, "expires"),
)

wordings = Table(
    "wordings",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("text", Remark, nullable=False),
    Column("since", Instant, nullable=False),
)

caps = Table(
    "caps",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False, index=True),
    Column("count", Integer, nullable=False),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("reason", Remark, nullable=False),
    Column("since", Instant, nullable=False),
)

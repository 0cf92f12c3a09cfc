"""What was collected."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

from digest.adapters.database.columns import KEY, Instant, Remark
from digest.adapters.database.schema.base import metadata

fetch_state = Table(
    "fetch_state",
    metadata,
    Column("source", Text, primary_key=True),
    Column("etag", Remark, nullable=False),
    Column("last_modified", Remark, nullable=False),
    Column("checked", Instant),
    Column("failures", Integer, nullable=False),
    Column("error", Remark, nullable=False),
    Column("location", Remark, nullable=False, server_default=""),
    Column("moved", Remark, nullable=False, server_default=""),
    Column("moved_visits", Integer, nullable=False, server_default="0"),
    Column("next_visit", Instant),
    Column("fresh_until", Instant),
    Column("held_until", Instant),
    Column("gone", Boolean, nullable=False, server_default=false()),
    Column("changed", Instant),
    Column("gap_seconds", BigInteger, nullable=False, server_default="0"),
    Column("keep_seconds", BigInteger, nullable=False, server_default="0"),
    Column("quiet_hours", Integer, nullable=False, server_default="0"),
    Column("quiet_days", Integer, nullable=False, server_default="0"),
    Column("hubs", Remark, nullable=False, server_default=""),
    Column("topic", Remark, nullable=False, server_default=""),
    Column("failing_since", Instant),
)

articles = Table(
    "articles",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("url_hash", String(64), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("document", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("brief", JSON, nullable=False),
    Column("rules", SmallInteger, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("revised", Instant),
    Column("sketch", LargeBinary),
    Index(None, "first_seen", "id"),
)

# Where else an article was met: where it stood before it moved, where redirects led, what its page and its source call it.
story_addresses = Table(
    "story_addresses",
    metadata,
    Column("url_hash", String(64), primary_key=True),
    Column("article", KEY, ForeignKey("articles.id"), nullable=False, index=True),
)

sightings = Table(
    "sightings",
    metadata,
    Column("source", Text, primary_key=True),
    Column("guid_hash", String(64), primary_key=True),
    Column("guid", Remark, nullable=False),
    Column("article", KEY, ForeignKey("articles.id"), index=True),
    Column("imprint", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Remark, nullable=False),
    Column("first_seen", Instant, nullable=False),
)

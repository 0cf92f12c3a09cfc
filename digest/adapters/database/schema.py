"""The tables. What they mean and the rules they carry: docs/storage.md.

States are short texts, the values of the enums of `digest.model`, so that a person with a SQL prompt reads them.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from digest.adapters.database.columns import KEY, SORTED_TEXT, Instant, Remark

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

# Written into the SQL as they stand, never as parameters: a partial index serves only a query whose
# condition can be proved when the statement is planned.
QUEUED = text("deliveries.state = 'queued'")
LEASED = text("deliveries.state = 'leased'")
PLANNED = text("issues.state = 'planned'")

fetch_state = Table(
    "fetch_state",
    metadata,
    Column("source", Text, primary_key=True),
    Column("etag", Remark, nullable=False),
    Column("last_modified", Remark, nullable=False),
    Column("checked", Instant),
    Column("failures", Integer, nullable=False),
    Column("error", Remark, nullable=False),
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
    Index(None, "first_seen", "id"),
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

newsletters = Table(
    "newsletters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cursor", Instant),
)

issues = Table(
    "issues",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("newsletter", Text, ForeignKey("newsletters.id"), nullable=False),
    Column("slot", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Remark, nullable=False),
    Column("decided", Instant),
    Column("number", Integer),
    Column("window_start", Instant),
    Column("window_end", Instant),
    Column("subject", Text),
    Column("trimmed", Integer),
    Column("html", Text),
    Column("text", Text),
    UniqueConstraint("newsletter", "slot"),
    UniqueConstraint("newsletter", "number"),
    CheckConstraint("state IN ('planned', 'pressed', 'skipped')", name="state"),
    CheckConstraint("(state = 'pressed') = (number IS NOT NULL)", name="number"),
    Index(
        "issues_planned_idx",
        "due",
        "id",
        postgresql_where=text("state = 'planned'"),
        sqlite_where=text("state = 'planned'"),
    ),
)

issue_stories = Table(
    "issue_stories",
    metadata,
    Column("issue", KEY, ForeignKey("issues.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("newsletter", Text, ForeignKey("newsletters.id"), nullable=False),
    Column("article", KEY, ForeignKey("articles.id"), nullable=False, index=True),
    UniqueConstraint("newsletter", "article"),
)

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
    CheckConstraint("state IN ('subscribed', 'left')", name="state"),
    CheckConstraint("(state = 'left') = (ended IS NOT NULL)", name="ended"),
)

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
    UniqueConstraint("issue", "subscriber"),
    CheckConstraint("state IN ('queued', 'leased', 'sent', 'failed', 'suppressed', 'unknown')", name="state"),
    CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="lease_owner"),
    CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name="lease_until"),
    Index(
        "deliveries_due_idx",
        "due",
        "id",
        postgresql_where=text("state = 'queued'"),
        sqlite_where=text("state = 'queued'"),
    ),
    Index(
        "deliveries_lease_idx",
        "lease_until",
        "id",
        postgresql_where=text("state = 'leased'"),
        sqlite_where=text("state = 'leased'"),
    ),
)

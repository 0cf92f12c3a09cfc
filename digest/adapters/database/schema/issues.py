"""What was decided and pressed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
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
# condition can be proved when the statement is planned.
PLANNED = text("issues.state = 'planned'")

OPEN = text("issues.sending = 'open'")

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
    Column("held", Instant),
    Column("title", Text, nullable=False, server_default=""),
    Column("preheader", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False, server_default=""),
    Column("picture", Text, nullable=False, server_default=""),
    Column("private", Boolean, nullable=False, server_default=false()),
    # Once pressed: whether its deliveries may leave, until when at the latest, and to how many readers it was addressed.
    Column("sending", String(16)),
    Column("stale", Instant),
    Column("audience", Integer),
    UniqueConstraint("newsletter", "slot"),
    UniqueConstraint("newsletter", "number"),
    CheckConstraint("state IN ('planned', 'pressed', 'skipped')", name="state"),
    CheckConstraint("(state = 'pressed') = (number IS NOT NULL)", name="number"),
    CheckConstraint("sending IN ('open', 'paused', 'cancelled', 'done')", name="sending"),
    Index(
        "issues_planned_idx",
        "due",
        "id",
        postgresql_where=text("state = 'planned'"),
        sqlite_where=text("state = 'planned'"),
    ),
    Index(
        "issues_open_idx",
        "due",
        "id",
        postgresql_where=text("sending = 'open'"),
        sqlite_where=text("sending = 'open'"),
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

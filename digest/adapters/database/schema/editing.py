"""What an editor decided about articles, and what became of them after they ran."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from digest.adapters.database.columns import KEY, Instant
from digest.adapters.database.schema.base import metadata

revisions = Table(
    "revisions",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("article", KEY, ForeignKey("articles.id"), nullable=False, index=True),
    Column("until", Instant, nullable=False),
    Column("headline", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("corrections", JSON, nullable=False),
)

amendments = Table(
    "amendments",
    metadata,
    Column("newsletter", Text, ForeignKey("newsletters.id"), primary_key=True),
    Column("article", KEY, ForeignKey("articles.id"), primary_key=True, index=True),
    Column("mark", String(64), primary_key=True),
    Column("issue", KEY, ForeignKey("issues.id"), nullable=False, index=True),
)

picks = Table(
    "picks",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("url_hash", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("place", String(16), nullable=False),
    Column("pinned", Integer, nullable=False),
    Column("until", Instant),
    Column("made", Instant, nullable=False),
    CheckConstraint("place IN ('picks', 'top', 'any', 'out')", name="place"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("issue", KEY, ForeignKey("issues.id"), primary_key=True),
    Column("document", JSON, nullable=False),
)

"""Who tells us when a feed changes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table, Text

from digest.adapters.database.columns import Instant, Remark
from digest.adapters.database.schema.base import metadata

leases = Table(
    "leases",
    metadata,
    Column("source", Text, primary_key=True),
    Column("hub", Remark, nullable=False),
    Column("topic", Remark, nullable=False),
    Column("token", String(64), nullable=False, unique=True),
    Column("secret", String(64), nullable=False),
    Column("asked", Instant),
    Column("until", Instant),
    Column("length_seconds", BigInteger, nullable=False),
)

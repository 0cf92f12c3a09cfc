"""Addresses that nothing is sent to, kept as keyed hashes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from digest.adapters.database.engine import insert
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.schema import suppressions


def suppressed(connection: Connection, emails: Collection[str], hashes: KeyedHash) -> set[str]:
    """Return those of some addresses that nothing may be sent to, as they are compared (`same_address`)."""
    known = hashes.addresses(emails)
    rows = connection.execute(select(suppressions.c.hash).where(suppressions.c.hash.in_(known)))
    return {known[row.hash] for row in rows}


def suppress(connection: Connection, hash_: str, reason: str, now: datetime) -> None:
    """Write down that nothing may be sent to the address of this hash; the first reason stays."""
    new = insert(connection, suppressions).on_conflict_do_nothing()
    connection.execute(new.values(hash=hash_, reason=reason, since=now))

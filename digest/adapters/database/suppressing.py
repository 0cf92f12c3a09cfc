"""Addresses that nothing is sent to, kept as keyed hashes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, select

from digest.adapters.database.engine import insert
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.schema import suppressions

OWN_HAND = ("erased", "left")
"""Reasons by which owners themselves took an address off: who confirms a new request of theirs takes it back."""


_SUPPRESSED = select(suppressions.c.hash).where(suppressions.c.hash.in_(bindparam("hashes", expanding=True)))
_BARRED = _SUPPRESSED.where(suppressions.c.reason.not_in(OWN_HAND))


def suppressed(connection: Connection, emails: Collection[str], hashes: KeyedHash) -> set[str]:
    """Return those of some addresses that nothing may be sent to, as they are compared (`same_address`)."""
    return _found(connection, emails, hashes, _SUPPRESSED)


def barred(connection: Connection, emails: Collection[str], hashes: KeyedHash) -> set[str]:
    """Return those that may not even be asked to confirm: suppressed, and not by their owners' own hand (OWN_HAND)."""
    return _found(connection, emails, hashes, _BARRED)


def _found(connection: Connection, emails: Collection[str], hashes: KeyedHash, query: Select[tuple[str]]) -> set[str]:
    known = hashes.addresses(emails)
    return {known[row.hash] for row in connection.execute(query, {"hashes": list(known)})}


def lift(connection: Connection, email: str, hashes: KeyedHash) -> None:
    """Let an address be written to again whose owner has confirmed to want that; other reasons than OWN_HAND stay."""
    of = suppressions.c
    connection.execute(delete(suppressions).where(of.hash.in_(hashes.addresses([email])), of.reason.in_(OWN_HAND)))


def suppress(connection: Connection, hash_: str, reason: str, now: datetime) -> None:
    """Write down that nothing may be sent to the address of this hash. The first reason stays, save one of OWN_HAND."""
    new = insert(connection, suppressions).values(hash=hash_, reason=reason, since=now)
    weaker = suppressions.c.reason.in_(OWN_HAND)
    again = new.on_conflict_do_update(index_elements=["hash"], set_={"reason": reason, "since": now}, where=weaker)
    connection.execute(again)

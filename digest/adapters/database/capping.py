"""Caps: how many letters were asked for, counted in rows that every process and machine shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, case, delete, update
from sqlalchemy.sql.dml import ReturningInsert

from digest.adapters.database.engine import insert_in
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.schema import caps
from digest.model import Cap


def room_for_one(connection: Connection, wanted: Sequence[Cap], hashes: KeyedHash, now: datetime) -> bool:
    """Return whether one letter more keeps within every cap; the rows stay locked until the transaction ends.

    A span begins with the first letter that it counts, so that "one a day" means 24 hours and no two around midnight.
    Names are kept as keyed hashes: who asked for what is nobody's business.
    """
    # In one order for all: two requests must not wait for each other in a ring.
    by_hash = sorted((hashes.of(cap.name), cap) for cap in wanted)
    most = {hash_: cap.most for hash_, cap in by_hash}
    rows = [{"hash": hash_, "since": now, "until": now + cap.span, "count": 0} for hash_, cap in by_hash]
    counted = connection.execute(_kept(connection.dialect.name), rows).all()
    return all(row.letters < most[row.hash] for row in counted)


@cache
def _kept(dialect: str) -> ReturningInsert[str, int]:
    """The statement that finds or begins counts, and ends those whose span is over. Built once: to build it takes longer than to run it."""
    new = insert_in(dialect, caps)
    over = caps.c.until <= new.excluded.since
    kept = new.on_conflict_do_update(
        index_elements=["hash"],
        set_={
            "since": case((over, new.excluded.since), else_=caps.c.since),
            "until": case((over, new.excluded.until), else_=caps.c.until),
            "count": case((over, new.excluded.count), else_=caps.c.count),
        },
    )
    return kept.returning(caps.c.hash, caps.c.count.label("letters"))


def count(connection: Connection, wanted: Sequence[Cap], hashes: KeyedHash, letters: int) -> None:
    """Count letters (0 or 1) for every cap. Nothing is counted for a request that came to nothing: others need not suffer."""
    names = sorted(hashes.of(cap.name) for cap in wanted)
    connection.execute(update(caps).where(caps.c.hash.in_(names)).values(count=caps.c.count + letters))


def purge(connection: Connection, now: datetime) -> int:
    """Delete the counts of spans that have ended."""
    return connection.execute(delete(caps).where(caps.c.until <= now)).rowcount

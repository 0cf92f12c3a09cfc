"""Caps: how many letters were asked for, counted in rows that every process and machine shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, delete, update

from digest.adapters.database.engine import insert
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
    new = insert(connection, caps).values(rows)
    over = caps.c.until <= now
    kept = new.on_conflict_do_update(
        index_elements=["hash"],
        set_={
            "since": case((over, new.excluded.since), else_=caps.c.since),
            "until": case((over, new.excluded.until), else_=caps.c.until),
            "count": case((over, 0), else_=caps.c.count),
        },
    )
    counted = connection.execute(kept.returning(caps.c.hash, caps.c.count.label("letters"))).all()
    return all(row.letters < most[row.hash] for row in counted)


def count(connection: Connection, wanted: Sequence[Cap], hashes: KeyedHash, letters: int) -> None:
    """Count letters (0 or 1) for every cap. Nothing is counted for a request that came to nothing: others need not suffer."""
    names = sorted(hashes.of(cap.name) for cap in wanted)
    connection.execute(update(caps).where(caps.c.hash.in_(names)).values(count=caps.c.count + letters))


def purge(connection: Connection, now: datetime) -> int:
    """Delete the counts of spans that have ended."""
    return connection.execute(delete(caps).where(caps.c.until <= now)).rowcount

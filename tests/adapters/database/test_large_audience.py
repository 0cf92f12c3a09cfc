"""A hundred thousand readers: they stream through, and the audience never leaves the database."""

from __future__ import annotations

import weakref
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from digest.adapters.database.register import BATCH
from digest.ports import Enrolment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
READERS = 100_000


class Watched(Enrolment):
    """An enrolment that can be watched until it is forgotten."""

    __slots__ = ("__weakref__",)


@pytest.mark.slow
def test_a_hundred_thousand_readers_are_enrolled_fanned_out_and_read_in_few_statements_and_little_memory(
    database, newsroom
):
    statements, alive, most_alive = [], weakref.WeakSet(), 0

    def stream():
        nonlocal most_alive
        for number in range(READERS):
            enrolment = Watched(f"r{number:06}@reader.example", ("morning",))
            alive.add(enrolment)
            most_alive = max(most_alive, len(alive))
            yield enrolment

    def count(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    assert database.register.enrol(stream(), NOON) == (READERS, READERS)
    assert most_alive <= 2 * BATCH
    assert len(statements) <= 8 * READERS / BATCH

    planned = newsroom.plan()
    statements.clear()
    assert newsroom.press(planned) == READERS
    assert len([one for one in statements if "INSERT INTO deliveries" in one]) == 1
    assert len(statements) <= 8
    assert database.ledger.tally(planned.key) == {"queued": READERS}

    statements.clear()
    assert sum(1 for _ in database.register.readers("morning")) == READERS
    assert len(statements) <= 4 * READERS / BATCH + 4
    event.remove(database.engine, "before_cursor_execute", count)

"""Deliveries: leased for a while to one sender, then settled, released, or leased again when the time ran out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, true, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.readers import readers_by_key
from digest.adapters.database.schema import LEASED, QUEUED, deliveries, issues
from digest.model import Delivery, DeliveryState, Outcome, Settlement, Subscriber
from digest.model.plan import base_of

NO_ATTEMPT = frozenset({Outcome.RELAY_DOWN, Outcome.UNSENT})
"""Outcomes that say nothing about the reader: the attempt that the claim counted is taken back."""

MOST_AT_ONCE = 1000
"""Deliveries in one claim, whatever is asked for: what is claimed and not sent waits for its lease to end."""


def claim(connection: Connection, most: int, owner: str, *, now: datetime, until: datetime) -> list[Delivery]:
    """Lease due deliveries, overdue leases first; those whose reader left become suppressed and do not count."""
    _walk_indexes(connection)
    most = min(most, MOST_AT_ONCE)
    found: list[Delivery] = []
    for pick in (overdue, queued):
        while len(found) < most and (picked := connection.execute(pick(now, most - len(found))).all()):
            served = _served(connection, picked, now)
            _suppress(connection, {row.id for row in picked} - {delivery.key for delivery in served})
            _lease(connection, served, owner, until)
            found += served
    return found


def _walk_indexes(connection: Connection) -> None:
    # A fan-out outdates PostgreSQL's statistics in one stroke: it still takes few rows for queued, and would sort
    # all of them for each claim. The setting lasts for this transaction.
    if connection.dialect.name == "postgresql":
        connection.execute(
            select(*(func.set_config(way, "off", true()) for way in ("enable_bitmapscan", "enable_seqscan")))
        )


def queued(now: datetime, most: int) -> Select[Any]:
    """Return the query for the deliveries that are due, in the order of deliveries_due_idx."""
    due = _picked().where(QUEUED, deliveries.c.due <= now)
    return due.order_by(deliveries.c.due, deliveries.c.id).limit(most)


def overdue(now: datetime, most: int) -> Select[Any]:
    """Return the query for the leases that ran out, in the order of deliveries_lease_idx."""
    ran_out = _picked().where(LEASED, deliveries.c.lease_until <= now)
    return ran_out.order_by(deliveries.c.lease_until, deliveries.c.id).limit(most)


def _picked() -> Select[Any]:
    row = deliveries.c
    return select(row.id, row.issue, row.subscriber, row.attempts, row.welcome).with_for_update(skip_locked=True)


def _served(connection: Connection, picked: Sequence[Row[Any]], now: datetime) -> list[Delivery]:
    """Return the picked deliveries whose reader is still on the newsletter, and has not paused since."""
    # Read by key and compared here: a join of the five tables tempts planners to read the whole register each time.
    rows = connection.execute(
        select(issues.c.id, issues.c.newsletter).where(issues.c.id.in_({row.issue for row in picked}))
    )
    newsletters = {row.id: base_of(row.newsletter) for row in rows}
    readers = readers_by_key(connection, [row.subscriber for row in picked])
    return [
        Delivery(row.id, row.issue, replace(readers[row.subscriber], newcomer=row.welcome), row.attempts)
        for row in picked
        if newsletters[row.issue] in readers[row.subscriber].newsletters and not _paused(readers[row.subscriber], now)
    ]


def _paused(reader: Subscriber, now: datetime) -> bool:
    return reader.paused_until is not None and now < reader.paused_until


def _suppress(connection: Connection, keys: Collection[int]) -> None:
    if keys:
        gone = update(deliveries).where(deliveries.c.id.in_(keys))
        values = {"state": DeliveryState.SUPPRESSED, "lease_owner": None, "lease_until": None}
        connection.execute(gone.values(**values))


def _lease(connection: Connection, found: Sequence[Delivery], owner: str, until: datetime) -> None:
    if found:
        leased = update(deliveries).where(deliveries.c.id.in_([delivery.key for delivery in found]))
        values = {"state": DeliveryState.LEASED, "lease_owner": owner, "lease_until": until}
        connection.execute(leased.values(**values, attempts=deliveries.c.attempts + 1))


def settle(connection: Connection, owner: str, settlements: Sequence[Settlement]) -> None:
    """Write outcomes of what `owner` holds; an attempt that the relay cut short counts for no reader."""
    rows = [
        {
            "key": settlement.key,
            "owner": owner,
            "new_state": settlement.state,
            "next_due": settlement.due,
            "reply_code": settlement.receipt.code,
            "reply_text": settlement.receipt.reply,
            "uncounted": int(settlement.receipt.outcome in NO_ATTEMPT),
        }
        for settlement in settlements
    ]
    # By owner and not by state: statistics taken while few rows are leased lead PostgreSQL to the wrong index.
    held = update(deliveries).where(deliveries.c.id == bindparam("key"), deliveries.c.lease_owner == bindparam("owner"))
    if rows:
        connection.execute(held.values(_SETTLED), rows)


_SETTLED = {
    "state": bindparam("new_state"),
    "due": func.coalesce(bindparam("next_due", type_=Instant()), deliveries.c.due),
    "code": bindparam("reply_code"),
    "reply": bindparam("reply_text"),
    "attempts": deliveries.c.attempts - bindparam("uncounted"),
    "lease_owner": None,
    "lease_until": None,
}


def release(connection: Connection, owner: str) -> None:
    """Put back what `owner` holds, as if it had not been claimed."""
    held = update(deliveries).where(LEASED, deliveries.c.lease_owner == owner)
    values = {"state": DeliveryState.QUEUED, "lease_owner": None, "lease_until": None}
    connection.execute(held.values(**values, attempts=deliveries.c.attempts - 1))

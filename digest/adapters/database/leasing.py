"""Claims: deliveries are leased for a while to one sender, and their readers looked up once more before they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, true, update

from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import readers_by_key, same_address
from digest.adapters.database.schema import LEASED, OPEN, QUEUED, deliveries, issues
from digest.adapters.database.sending import close_if_done
from digest.adapters.database.settling import FREE, put_back
from digest.adapters.database.suppressing import suppressed
from digest.model import Delivery, DeliveryState, Subscriber
from digest.model.plan import base_of

MOST_AT_ONCE = 1000
"""Deliveries in one claim, whatever is asked for: what is claimed and not sent waits for its lease to end."""

_ROW = deliveries.c
_PICKED = (_ROW.id, _ROW.issue, _ROW.subscriber, _ROW.attempts, _ROW.due, _ROW.welcome)


@dataclass(frozen=True, slots=True)
class OpenIssues:
    """The issues whose deliveries may leave, the earliest first, with the newsletters that they are of.

    Of `stale` ones only the copies that welcome somebody: who has just come asked for the newest, however old.
    """

    newsletters: Mapping[int, str]
    stale: frozenset[int]

    def lets(self, row: Row[Any]) -> bool:
        """Return whether a delivery may leave, as far as its issue goes."""
        return row.issue in self.newsletters and (row.welcome or row.issue not in self.stale)


def open_issues(connection: Connection, now: datetime) -> OpenIssues:
    """Return the issues that are neither paused, cancelled nor done."""
    of = issues.c
    rows = connection.execute(select(of.id, of.newsletter, of.stale).where(OPEN).order_by(of.due, of.id)).all()
    stale = frozenset(row.id for row in rows if row.stale is not None and row.stale <= now)
    return OpenIssues({row.id: base_of(row.newsletter) for row in rows}, stale)


def claim(
    connection: Connection, most: int, owner: str, *, now: datetime, until: datetime, hashes: KeyedHash
) -> list[Delivery]:
    """Lease due deliveries, overdue leases first; those whose reader left become suppressed and do not count."""
    most = min(most, MOST_AT_ONCE)
    if most <= 0:
        return []
    _walk_indexes(connection)
    opened = open_issues(connection, now)
    found: list[Delivery] = []
    for pick in _picks(opened, now):
        while len(found) < most and (rows := _lease(connection, pick.limit(most - len(found)), owner, until)):
            served = _served(connection, rows, opened, now=now, hashes=hashes)
            _suppress(connection, {row.id for row in rows} - served.keys())
            found += served.values()
    if len(found) < most:
        close_if_done(connection, opened.newsletters)
    return found


def still_due(
    connection: Connection, owner: str, keys: Collection[int], *, now: datetime, hashes: KeyedHash
) -> frozenset[int]:
    """Return which deliveries that `owner` holds may leave at this moment; the others become what they are now."""
    opened = open_issues(connection, now)
    held: Select[Any] = select(*_PICKED).where(_ROW.id.in_(keys), _ROW.lease_owner == owner)
    rows = connection.execute(held).all()
    allowed = [row for row in rows if opened.lets(row)]
    served = _served(connection, allowed, opened, now=now, hashes=hashes).keys()
    _suppress(connection, {row.id for row in allowed} - served)
    if halted := {row.id for row in rows} - {row.id for row in allowed}:
        put_back(connection, _ROW.id.in_(halted))
    return frozenset(served)


def _walk_indexes(connection: Connection) -> None:
    # A fan-out outdates PostgreSQL's statistics in one stroke: it still takes few rows for queued, and would sort
    # all of them for each claim. The setting lasts for this transaction.
    if connection.dialect.name == "postgresql":
        connection.execute(
            select(*(func.set_config(way, "off", true()) for way in ("enable_bitmapscan", "enable_seqscan")))
        )


def _picks(opened: OpenIssues, now: datetime) -> Iterable[Select[Any]]:
    """Yield the queries for what may be leased: leases that ran out, then issue by issue what is due.

    They walk deliveries_lease_idx and deliveries_due_idx in their order, so that none of them sorts a queue.
    """
    fresh = opened.newsletters.keys() - opened.stale
    issue_of = _ROW.issue + 0  # so that SQLite does not take the index on the issue, and all of its deliveries, instead
    of_open = or_(issue_of.in_(fresh), and_(issue_of.in_(opened.stale), _ROW.welcome))
    if opened.newsletters:
        ran_out = select(_ROW.id).where(LEASED, _ROW.lease_until <= now, of_open)
        yield ran_out.order_by(_ROW.lease_until, _ROW.id)
    for issue in opened.newsletters:
        due = select(_ROW.id).where(QUEUED, _ROW.issue == issue, _ROW.due <= now)
        yield (due.where(_ROW.welcome) if issue in opened.stale else due).order_by(_ROW.due, _ROW.id)


def _lease(connection: Connection, pick: Select[Any], owner: str, until: datetime) -> Sequence[Row[Any]]:
    picked = pick.with_for_update(skip_locked=True).cte("picked")
    leased = update(deliveries).where(_ROW.id.in_(select(picked.c.id)))
    values = {"state": DeliveryState.LEASED, "lease_owner": owner, "lease_until": until, "attempts": _ROW.attempts + 1}
    rows = connection.execute(leased.values(**values).returning(*_PICKED)).all()
    return sorted(rows, key=lambda row: (row.due, row.id))


def _served(
    connection: Connection, rows: Sequence[Row[Any]], opened: OpenIssues, *, now: datetime, hashes: KeyedHash
) -> dict[int, Delivery]:
    """Return the leased deliveries whose reader is still on the newsletter, has not paused and is not suppressed, by key."""
    readers = readers_by_key(connection, [row.subscriber for row in rows])
    barred = suppressed(connection, [reader.email for reader in readers.values()], hashes)
    return {
        row.id: Delivery(row.id, row.issue, replace(reader, newcomer=row.welcome), row.attempts - 1)
        for row in rows
        if opened.newsletters[row.issue] in (reader := readers[row.subscriber]).newsletters
        and not _paused(reader, now)
        and same_address(reader.email) not in barred
    }


def _paused(reader: Subscriber, now: datetime) -> bool:
    return reader.paused_until is not None and now < reader.paused_until


def _suppress(connection: Connection, keys: Collection[int]) -> None:
    if keys:
        gone = update(deliveries).where(_ROW.id.in_(keys))
        connection.execute(gone.values(state=DeliveryState.SUPPRESSED, attempts=_ROW.attempts - 1, **FREE))

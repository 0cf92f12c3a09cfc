"""Claims: deliveries are leased for a while to one sender, and their readers looked up once more before they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, bindparam, select, update

from digest.adapters.database import due
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import readers_by_key, same_address
from digest.adapters.database.schema import deliveries
from digest.adapters.database.sending import close_if_done
from digest.adapters.database.settling import FREE, put_back
from digest.adapters.database.suppressing import suppressed
from digest.model import Delivery, DeliveryState, Subscriber
from digest.model.plan import base_of

MOST_AT_ONCE = 1000
"""Deliveries in one claim, whatever is asked for: what is claimed and not sent waits for its lease to end."""

_ROW = deliveries.c
_HELD: Select[Any] = select(*due.PICKED).where(
    _ROW.id.in_(bindparam("keys", expanding=True)), _ROW.lease_owner == bindparam("owner")
)


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


def _opened(rows: Sequence[Row[Any]], now: datetime) -> OpenIssues:
    stale = frozenset(row.id for row in rows if row.stale is not None and row.stale <= now)
    return OpenIssues({row.id: base_of(row.newsletter) for row in rows}, stale)


def claim(
    connection: Connection,
    most: int,
    owner: str,
    *,
    now: datetime,
    until: datetime,
    hashes: KeyedHash,
    take_over: bool = True,
) -> list[Delivery]:
    """Lease due deliveries, overdue leases first; those whose reader left become suppressed and do not count."""
    most = min(most, MOST_AT_ONCE)
    if most <= 0:
        return []
    rows = connection.execute(due.TO_CLAIM[connection.dialect.name], {"now": now}).all()
    opened = _opened(rows, now)
    found: list[Delivery] = []
    for lease, of in _leases(opened, overdue=take_over and any(row.overdue for row in rows)):
        told = {**of, "owner": owner, "now": now, "until": until}
        while len(found) < most and (rows := connection.execute(lease, {**told, "most": most - len(found)}).all()):
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
    opened = _opened(connection.execute(due.OPEN_ISSUES).all(), now)
    rows = connection.execute(_HELD, {"keys": list(keys), "owner": owner}).all()
    allowed = [row for row in rows if opened.lets(row)]
    served = _served(connection, allowed, opened, now=now, hashes=hashes).keys()
    _suppress(connection, {row.id for row in allowed} - served)
    if halted := {row.id for row in rows} - {row.id for row in allowed}:
        put_back(connection, _ROW.id.in_(halted))
    return frozenset(served)


def _leases(opened: OpenIssues, *, overdue: bool) -> Iterator[tuple[Update, dict[str, Any]]]:
    """Yield the statements that lease, with what they are told: leases that ran out, then issue by issue what is due."""
    if overdue:
        yield due.LEASE_OVERDUE, {"fresh": list(opened.newsletters.keys() - opened.stale), "stale": list(opened.stale)}
    for issue in opened.newsletters:
        yield due.LEASE_WELCOMES if issue in opened.stale else due.LEASE_DUE, {"of_issue": issue}


def _served(
    connection: Connection, rows: Sequence[Row[Any]], opened: OpenIssues, *, now: datetime, hashes: KeyedHash
) -> dict[int, Delivery]:
    """Return the leased deliveries whose reader is still on the newsletter, has not paused and is not suppressed, by key."""
    readers = readers_by_key(connection, [row.subscriber for row in rows])
    barred = suppressed(connection, [reader.email for reader in readers.values()], hashes)
    return {
        row.id: Delivery(row.id, row.issue, replace(reader, newcomer=row.welcome), row.attempts - 1)
        for row in sorted(rows, key=lambda row: (row.due, row.id))
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

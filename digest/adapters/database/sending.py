"""Issues that go out: paused, resumed, cancelled, too late or done; and whether their deliveries add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, false, func, or_, select, update

from digest.adapters.database.schema import LEASED, OPEN, QUEUED, deliveries, issues
from digest.adapters.database.settling import FREE
from digest.model import DeliveryState
from digest.ports import Balance, Expired

STOPPED = "its sender stopped before it said what became of it"
"""What stands for a server's reply where a lease ran out that nobody may take over any more."""

_ROW = deliveries.c


def move(connection: Connection, issue: int, before: str, after: str) -> bool:
    """Take an issue from one state of sending to another; False where it was not in the first."""
    moved = update(issues).where(issues.c.id == issue, issues.c.sending == before).values(sending=after)
    return connection.execute(moved).rowcount == 1


def cancel(connection: Connection, issue: int) -> int | None:
    """Cancel what waits of an issue, for good; return how many deliveries that were. None: nothing can be cancelled any more.

    What a sender holds at this moment may still leave: it is settled as what became of it.
    """
    if not (move(connection, issue, "open", "cancelled") or move(connection, issue, "paused", "cancelled")):
        return None
    waiting = update(deliveries).where(QUEUED, _ROW.issue == issue)
    return connection.execute(waiting.values(state=DeliveryState.CANCELLED)).rowcount


def close_if_done(connection: Connection, open_issues: Collection[int]) -> None:
    """Mark the issues as done of which nothing waits and nobody holds anything."""
    # Locked first, looked at then: who opens an issue again has locked it too. Who is not done with it is not waited for.
    unlocked = select(issues.c.id).where(issues.c.id.in_(open_issues), OPEN).with_for_update(skip_locked=True)
    if keys := connection.scalars(unlocked).all():
        left = or_(*(exists().where(state, _ROW.issue == issues.c.id) for state in (QUEUED, LEASED)))
        connection.execute(update(issues).where(issues.c.id.in_(keys), ~left).values(sending="done"))


def reopen(connection: Connection, issue: int) -> None:
    """Let an issue that was done go out again: something of it is queued in this transaction."""
    move(connection, issue, "done", "open")


def add_one(connection: Connection, issue: int) -> None:
    """Count one reader more, whose delivery was queued in this transaction, and let the issue go out again for it."""
    larger = update(issues).where(issues.c.id == issue)
    connection.execute(larger.values(audience=issues.c.audience + 1))
    reopen(connection, issue)


def expire(connection: Connection, now: datetime) -> list[Expired]:
    """Give up what waits of issues that are too old; return those issues, with how many deliveries that were.

    Leases that ran out, of these issues and of cancelled ones, become unknown: nobody takes them over, and they may have
    arrived. Copies that welcome a reader who came later are let through.
    """
    late = and_(issues.c.stale <= now, or_(OPEN, issues.c.sending == "paused"))
    rows = connection.execute(select(issues).where(late).order_by(issues.c.due, issues.c.id)).all()
    told = [Expired(row.id, row.newsletter, row.slot, row.number, _expire(connection, row)) for row in rows]
    ended = select(issues.c.id).where(or_(late, issues.c.sending == "cancelled"))
    lost = update(deliveries).where(LEASED, _ROW.lease_until <= now, _ROW.issue.in_(ended), _ROW.welcome == false())
    connection.execute(lost.values(state=DeliveryState.UNKNOWN, reply=STOPPED, **FREE))
    return [each for each in told if each.deliveries]


def _expire(connection: Connection, issue: Row[Any]) -> int:
    waiting = update(deliveries).where(QUEUED, _ROW.issue == issue.id, _ROW.welcome == false())
    return connection.execute(waiting.values(state=DeliveryState.EXPIRED)).rowcount


def balances(connection: Connection, keys: Sequence[int]) -> dict[int, Balance]:
    """Count the deliveries of issues by state, against the audience that was written down when they were pressed."""
    counted = select(_ROW.issue, _ROW.state, func.count()).where(_ROW.issue.in_(keys)).group_by(_ROW.issue, _ROW.state)
    tallies: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for issue, state, count in connection.execute(counted):
        tallies[issue][state] = count
    audiences = connection.execute(select(issues.c.id, issues.c.audience).where(issues.c.id.in_(keys)))
    return {row.id: Balance(row.audience or 0, tallies[row.id]) for row in audiences}

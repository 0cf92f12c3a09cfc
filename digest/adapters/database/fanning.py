"""The fan-out: one delivery for each reader of an issue, in one statement, each due at its reader's own hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    values,
)

from digest.adapters.database.columns import Instant
from digest.adapters.database.engine import insert
from digest.adapters.database.schema import deliveries, subscribers, subscriptions
from digest.model import Newsletter
from digest.ports import OwnHour


def fan_out(
    connection: Connection, issue: int, newsletter: Newsletter, now: datetime, *, own_hour: OwnHour | None
) -> int:
    """Queue one delivery for each reader who gets this edition; return how many. No half audience, whatever its size.

    Who has paused is left out. With `own_hour`, readers who named an hour are due then, all others now.
    """
    chosen = audience(newsletter, now)
    hours = _hours(connection, chosen, own_hour) if own_hour else None
    due = func.coalesce(hours.c.due, literal(now, Instant())) if hours is not None else literal(now, Instant())
    fanned = chosen.with_only_columns(
        literal(issue), subscriptions.c.subscriber, literal("queued"), literal(0), due, maintain_column_froms=True
    )
    if hours is not None:
        at = and_(hours.c.zone == subscribers.c.zone, hours.c.hour == subscribers.c.hour)
        fanned = fanned.outerjoin(hours, at)
    columns = ["issue", "subscriber", "state", "attempts", "due"]
    queued = insert(connection, deliveries).from_select(columns, fanned.order_by(subscriptions.c.subscriber))
    connection.execute(queued.on_conflict_do_nothing())
    # Asked, not taken from the driver: SQLite's knows no number of rows of a statement that begins with WITH.
    fanned_out = select(func.count()).select_from(deliveries).where(deliveries.c.issue == issue)
    return connection.execute(fanned_out).scalar_one()


def audience(newsletter: Newsletter, now: datetime) -> Select[Any]:
    """Return the subscriptions that an edition goes to, joined with their readers."""
    of = subscriptions.c
    return (
        select(of.subscriber)
        .join_from(subscriptions, subscribers, of.subscriber == subscribers.c.id)
        .where(of.newsletter == newsletter.base, of.state == "subscribed", _often(newsletter))
        .where(or_(subscribers.c.paused_until.is_(None), subscribers.c.paused_until <= now))
    )


def _often(newsletter: Newsletter) -> ColumnElement[bool]:
    """An edition goes to those who chose it; each issue to all others, so that nobody waits for an edition that is no more."""
    if newsletter.edition_of:
        return subscriptions.c.frequency == newsletter.frequency
    return subscriptions.c.frequency.not_in([each for each in newsletter.frequencies if each != newsletter.frequency])


def _hours(connection: Connection, chosen: Select[Any], own_hour: OwnHour) -> CTE | None:
    """Return when each zone and hour that the audience has named comes round, as rows to be joined with."""
    named = chosen.with_only_columns(subscribers.c.zone, subscribers.c.hour, maintain_column_froms=True)
    rows = connection.execute(named.where(subscribers.c.hour.is_not(None)).distinct()).all()
    table = values(column("zone", Text), column("hour", Integer), column("due", Instant), name="hours")
    data = [(zone, hour, own_hour(zone, hour)) for zone, hour in rows]
    return table.data(data).cte("hours") if data else None

"""Subscriptions as they are held, streamed through a cursor of the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from digest.adapters.database.readers import same_address
from digest.adapters.database.schema import subscribers, subscriptions
from digest.model import Frequency, Standing
from digest.ports import Choosing, Holding

PAGE = 1_000
"""Rows that are fetched at once."""


_COLUMNS = (
    *(subscribers.c[name] for name in ("email", "language", "zone", "hour", "status", "paused_until")),
    *(subscriptions.c[name] for name in ("newsletter", "frequency", "consent", "state", "since")),
)


def holdings(connection: Connection, choosing: Choosing) -> Iterator[Holding]:
    """Yield the subscriptions that are meant, by address and newsletter."""
    rows = connection.execution_options(yield_per=PAGE).execute(_chosen(choosing))
    return (_holding(row) for row in rows)


def _chosen(choosing: Choosing) -> Select[Any]:
    chosen = select(*_COLUMNS).join_from(subscribers, subscriptions)
    chosen = chosen.order_by(subscribers.c.email_norm, subscriptions.c.newsletter)
    standing = choosing.standing
    if standing in {Standing.SUBSCRIBED, Standing.LEFT}:
        chosen = chosen.where(subscriptions.c.state == standing)
    if standing in {Standing.LEFT, Standing.GONE}:
        chosen = chosen.where(subscribers.c.status == ("left" if standing is Standing.GONE else "active"))
    if choosing.search:
        chosen = chosen.where(subscribers.c.email_norm.contains(choosing.search.casefold(), autoescape=True))
    exact = {
        subscriptions.c.newsletter: choosing.newsletter,
        subscribers.c.language: choosing.language,
        subscriptions.c.frequency: choosing.frequency,
    }
    chosen = chosen.where(*(column == value for column, value in exact.items() if value))
    return chosen.where(subscribers.c.email_norm > same_address(choosing.after))


def _holding(row: Row[Any]) -> Holding:
    return Holding(
        email=row.email,
        newsletter=row.newsletter,
        frequency=Frequency(row.frequency),
        language=row.language,
        zone=row.zone,
        hour=row.hour,
        consent=row.consent,
        since=row.since,
        standing=Standing.GONE if row.status == "left" else Standing(row.state),
        paused_until=row.paused_until,
    )

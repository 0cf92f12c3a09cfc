"""Confirming a request: the moment at which an address becomes a reader's."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from digest.adapters.database.engine import insert
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.letters import queue
from digest.adapters.database.schema import newsletters, signups, subscribers, subscriptions
from digest.adapters.database.suppressing import lift
from digest.errors import ConsentError
from digest.model import Choice, Frequency, LetterOrder, Visitor
from digest.ports import Joined


def confirm(connection: Connection, request: str, by: Visitor, now: datetime, *, hashes: KeyedHash) -> Joined:
    """Do what a request asks, once, and keep when and from where it was confirmed.

    An address that its owner had taken off is written to again: this is the same hand.
    """
    row = connection.execute(select(signups).where(signups.c.handle == request).with_for_update()).one_or_none()
    if row is None:
        raise ConsentError("unknown")
    if row.confirmed is not None:
        raise ConsentError("used")
    if row.expires <= now:
        raise ConsentError("expired")
    lift(connection, row.email, hashes)
    reader, handle = _move(connection, row, now) if row.kind == "move" else _join(connection, row, now)
    proof = {"confirmed_from": by.address, "confirmed_agent": by.agent[:300], "reader": reader}
    connection.execute(update(signups).where(signups.c.id == row.id).values(confirmed=now, **proof))
    chosen = tuple(newsletter for newsletter, _ in row.choices)
    return Joined(handle, row.email, chosen, moved=row.kind == "move")


def _join(connection: Connection, row: Row[Any], now: datetime) -> tuple[int, str]:
    wishes = {"email": row.email, "language": row.language, "zone": row.zone, "hour": row.hour, "status": "active"}
    new = insert(connection, subscribers).values(
        handle=secrets.token_hex(16), email_norm=row.email_norm, since=now, **wishes
    )
    joined = new.on_conflict_do_update(index_elements=["email_norm"], set_=wishes)
    reader = connection.execute(joined.returning(subscribers.c.id, subscribers.c.handle)).one()
    choices = [Choice(newsletter, Frequency(frequency)) for newsletter, frequency in row.choices]
    subscribe(connection, reader.id, choices, consent=f"sign-up {row.handle}", now=now)
    return reader.id, reader.handle


def subscribe(connection: Connection, reader: int, choices: Collection[Choice], *, consent: str, now: datetime) -> None:
    """Put a reader on newsletters, or on them again; who is on one already gets it as often as they now say."""
    if not choices:
        return
    known = insert(connection, newsletters).on_conflict_do_nothing()
    connection.execute(known, [{"id": newsletter} for newsletter in sorted({each.newsletter for each in choices})])
    rows = [
        {
            "newsletter": choice.newsletter,
            "subscriber": reader,
            "state": "subscribed",
            "frequency": choice.frequency,
            "consent": consent,
            "since": now,
        }
        for choice in sorted(choices, key=lambda choice: choice.newsletter)
    ]
    new = insert(connection, subscriptions)
    again = {name: new.excluded[name] for name in ("state", "frequency", "consent", "since")} | {"ended": None}
    connection.execute(new.on_conflict_do_update(index_elements=["newsletter", "subscriber"], set_=again), rows)


def _move(connection: Connection, row: Row[Any], now: datetime) -> tuple[int, str]:
    taken = select(subscribers.c.id).where(subscribers.c.email_norm == row.email_norm)
    if connection.execute(taken).one_or_none():
        raise ConsentError("taken")
    reader = connection.execute(
        select(subscribers).where(subscribers.c.id == row.reader).with_for_update()
    ).one_or_none()
    if reader is None:
        raise ConsentError("unknown")
    moved = {"email": row.email, "email_norm": row.email_norm}
    connection.execute(update(subscribers).where(subscribers.c.id == row.reader).values(**moved))
    told = LetterOrder(f"moved {row.handle}", "moved", reader.email, reader.language, {"reader": reader.handle})
    queue(connection, told, now)
    return reader.id, reader.handle

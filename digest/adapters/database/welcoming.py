"""What a new reader is welcomed with: the newest issue of each newsletter, a letter, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, false, select

from digest.adapters.database.engine import insert
from digest.adapters.database.letters import queue
from digest.adapters.database.schema import deliveries, issues, signups, subscribers
from digest.adapters.database.sending import add_one
from digest.model import Frequency, LetterOrder, Welcome
from digest.model.letters import Data

NEWS_FOR = timedelta(days=31)
"""How long an issue can welcome somebody: what came out before that is no news any more."""


def welcome_reader(connection: Connection, request: str, welcome: Welcome, now: datetime) -> None:
    """Queue what welcomes the reader of a request that has just been confirmed.

    An issue that welcomes is an ordinary delivery: whoever has one of it, in whatever state, gets no second.
    """
    if welcome is Welcome.NONE:
        return
    of, reader = signups.c, subscribers.c
    asked: Select[Any] = select(of.email, of.language, of.choices, reader.id, reader.handle, reader.paused_until)
    row = connection.execute(asked.join_from(signups, subscribers).where(of.handle == request)).one()
    shown = set(_newest(connection, row, now)) if welcome is Welcome.ISSUE and not _paused(row, now) else set()
    told = [newsletter for newsletter, _ in row.choices if newsletter not in shown]
    if told:
        data: Data = {"reader": row.handle, "newsletters": told}
        queue(connection, LetterOrder(f"welcome {request}", "welcome", row.email, row.language, data), now)


def _paused(row: Row[Any], now: datetime) -> bool:
    return row.paused_until is not None and now < row.paused_until


def _newest(connection: Connection, row: Row[Any], now: datetime) -> Iterable[str]:
    """Queue the newest issue of each chosen newsletter, and yield those that had one for this reader."""
    for newsletter, frequency in row.choices:
        edition = newsletter if frequency == Frequency.EACH else f"{newsletter}.{frequency}"
        public: Select[Any] = select(issues.c.id, issues.c.due).where(
            issues.c.private == false(), issues.c.sending != "cancelled"
        )
        pressed = public.where(issues.c.newsletter == edition, issues.c.state == "pressed")
        # Held, so that it is not cancelled or done with before the delivery is in it.
        last = pressed.order_by(issues.c.number.desc()).limit(1).with_for_update(key_share=True)
        newest = connection.execute(last).one_or_none()
        # Due since its slot: somebody waits for it, so it goes before the thousands of an issue that is going out.
        if newest and newest.due > now - NEWS_FOR and _queued(connection, newest, row.id):
            yield newsletter


def _queued(connection: Connection, issue: Row[Any], reader: int) -> bool:
    new = insert(connection, deliveries).values(
        issue=issue.id, subscriber=reader, state="queued", attempts=0, due=issue.due, welcome=True
    )
    queued = new.on_conflict_do_nothing(index_elements=["issue", "subscriber"]).returning(deliveries.c.id)
    if connection.execute(queued).one_or_none() is None:
        return False
    add_one(connection, issue.id)
    return True

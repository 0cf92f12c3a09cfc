"""What is held of a reader, shown to them or forgotten; and what has outlived its use."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, or_, select, update

from digest.adapters.database import capping
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.preferring import reader_row
from digest.adapters.database.schema import (
    bounces,
    deliveries,
    issues,
    letters,
    signups,
    subscribers,
    subscriptions,
    wordings,
)
from digest.adapters.database.suppressing import suppress
from digest.model import DeliveryState

KEPT = timedelta(days=30)
"""How long a letter's row is kept after it was queued: for whoever asks where it is. Its reader's data goes with it."""

_ASKED = ("confirm", "known", "welcome", "move", "moved")
"""The kinds of letters that are named after a request."""

_DONE = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.UNKNOWN)


def personal_data(connection: Connection, handle: str) -> dict[str, Any]:
    """Return all rows that are about a reader, with the wordings that they agreed to; row numbers left out."""
    reader = reader_row(connection, handle)
    return {
        "reader": _plain(reader),
        "subscriptions": _rows(connection, subscriptions, subscriptions.c.subscriber == reader.id),
        **correspondence(connection, reader.email_norm, reader.id),
        "deliveries": _deliveries(connection, reader.id),
        "bounces": _rows(connection, bounces, bounces.c.subscriber == reader.id),
    }


def correspondence(connection: Connection, email_norm: str, reader: int | None = None) -> dict[str, Any]:
    """Return what an address asked for, the wordings that it agreed to, and the letters to it; with all of its reader's."""
    asked = _rows(connection, signups, _about(email_norm, reader))
    return {
        "requests": asked,
        "wordings": _rows(connection, wordings, wordings.c.hash.in_({row["wording"] for row in asked})),
        "letters": _rows(connection, letters, letters.c.recipient_norm == email_norm),
    }


def _about(email_norm: str, reader: int | None) -> ColumnElement[bool]:
    of_address = signups.c.email_norm == email_norm
    return of_address if reader is None else or_(signups.c.reader == reader, of_address)


def _rows(connection: Connection, table: Table, condition: Any) -> list[dict[str, Any]]:
    return [_plain(row) for row in connection.execute(select(table).where(condition).order_by(*table.primary_key))]


def _deliveries(connection: Connection, reader: int) -> list[dict[str, Any]]:
    sent = select(
        issues.c.newsletter, issues.c.slot, deliveries.c.state, deliveries.c.due, deliveries.c.code, deliveries.c.reply
    ).join_from(deliveries, issues)
    to_reader = sent.where(deliveries.c.subscriber == reader).order_by(deliveries.c.id)
    return [_plain(row) for row in connection.execute(to_reader)]


_INNER = frozenset(
    {"id", "reader", "subscriber", "email_norm", "recipient_norm", "handle", "lease_owner", "name", "event", "address"}
)
"""Columns that are the program's own affair, or that open doors: a handle is half of a link."""


def _plain(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()  # noqa: SLF001 - SQLAlchemy's public name for it
        if name not in _INNER
    }


def erase(connection: Connection, handle: str, hashes: KeyedHash, now: datetime) -> None:
    """Forget a reader. The deliveries stay, for an issue's accounts must hold, but they lead to nobody any more."""
    reader = reader_row(connection, handle, lock=True)
    suppress(connection, hashes.address(reader.email), "erased", now)
    forget_correspondence(connection, reader.email_norm, reader.id)
    connection.execute(delete(subscriptions).where(subscriptions.c.subscriber == reader.id))
    connection.execute(delete(bounces).where(bounces.c.subscriber == reader.id))
    # A server's reply may name the address.
    connection.execute(update(deliveries).where(deliveries.c.subscriber == reader.id).values(reply=None))
    nobody = secrets.token_hex(16)
    nothing: Mapping[str, Any] = {"email": "", "language": "", "zone": "", "hour": None, "paused_until": None}
    forgotten = update(subscribers).where(subscribers.c.id == reader.id)
    connection.execute(forgotten.values(handle=nobody, email_norm=f"erased {nobody}", status="left", **nothing))


def forget_correspondence(connection: Connection, email_norm: str, reader: int | None = None) -> int:
    """Delete what an address asked for and the letters to it; return how many there were."""
    about = _about(email_norm, reader)
    gone = connection.execute(delete(letters).where(_letters_of(connection, email_norm, reader, about))).rowcount
    return gone + connection.execute(delete(signups).where(about)).rowcount


def _letters_of(
    connection: Connection, email_norm: str, reader: int | None, about: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The letters to a reader's address, to those that it had before, and to one that it was never moved to.

    An address that was left behind may have become another reader's: those letters stay.
    """
    asked = connection.execute(select(signups.c.handle, signups.c.email_norm, signups.c.confirmed).where(about)).all()
    names = [f"{kind} {row.handle}" for row in asked for kind in _ASKED]
    own = {email_norm} | {row.email_norm for row in asked if row.confirmed}
    others = select(subscribers.c.email_norm).where(
        subscribers.c.id != (reader or 0), subscribers.c.email_norm != email_norm
    )
    return or_(letters.c.name.in_(names), letters.c.recipient_norm.in_(own) & letters.c.recipient_norm.not_in(others))


def purge(connection: Connection, expired: datetime, now: datetime) -> dict[str, int]:
    """Delete what has outlived its use: unconfirmed requests, caps whose span is over, and letters after KEPT."""
    unconfirmed = delete(signups).where(signups.c.expires < expired, signups.c.confirmed.is_(None))
    old = delete(letters).where(letters.c.created < now - KEPT, letters.c.state.in_(_DONE))
    return {
        "requests": connection.execute(unconfirmed).rowcount,
        "letters": connection.execute(old).rowcount,
        "caps": capping.purge(connection, now),
    }

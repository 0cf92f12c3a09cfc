"""What a reader has chosen, and changes."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from digest.adapters.database.confirming import subscribe
from digest.adapters.database.engine import insert
from digest.adapters.database.schema import signups, subscribers, subscriptions
from digest.errors import ConsentError
from digest.model import Changes, Choice, Frequency, Preferences, Visitor


def reader_row(connection: Connection, handle: str, *, lock: bool = False) -> Row[Any]:
    """Return a reader's row.

    Raises:
        ConsentError: there is none of this handle.
    """
    found = select(subscribers).where(subscribers.c.handle == handle)
    row = connection.execute(found.with_for_update() if lock else found).one_or_none()
    if row is None:
        raise ConsentError("unknown")
    return row


def preferences(connection: Connection, handle: str) -> Preferences:
    """Return what a reader has chosen, newsletters by name, and the newest address that waits to be confirmed."""
    row = reader_row(connection, handle)
    waiting = select(signups.c.email).where(
        signups.c.reader == row.id, signups.c.kind == "move", signups.c.confirmed.is_(None)
    )
    pending = connection.scalar(waiting.order_by(signups.c.id.desc()).limit(1))
    return Preferences(
        reader=row.handle,
        email=row.email,
        choices=tuple(Choice(name, frequency) for name, frequency in sorted(_served(connection, row.id).items())),
        language=row.language,
        zone=row.zone,
        hour=row.hour,
        paused_until=row.paused_until,
        pending_email=pending or "",
    )


def _served(connection: Connection, reader: int) -> dict[str, Frequency]:
    on = select(subscriptions.c.newsletter, subscriptions.c.frequency).where(
        subscriptions.c.subscriber == reader, subscriptions.c.state == "subscribed"
    )
    return {row.newsletter: Frequency(row.frequency) for row in connection.execute(on)}


def change(connection: Connection, handle: str, changes: Changes, visitor: Visitor, *, now: datetime) -> None:
    """Make a reader's subscriptions what they now say; what is new or comes at other times is written down as consent."""
    reader = reader_row(connection, handle, lock=True)
    served = _served(connection, reader.id)
    wanted = {choice.newsletter: choice for choice in changes.choices}
    dropped = sorted(served.keys() - wanted.keys())
    _end(connection, reader.id, dropped, now)
    new = [choice for name, choice in sorted(wanted.items()) if served.get(name) != choice.frequency]
    proof = _proof(reader, changes, new, visitor, now=now)
    connection.execute(insert(connection, signups), [proof])
    subscribe(connection, reader.id, new, consent=f"sign-up {proof['handle']}", now=now)
    wishes = {"language": changes.language, "zone": changes.zone, "hour": changes.hour}
    status = {"status": "active"} if wanted else {}
    connection.execute(update(subscribers).where(subscribers.c.id == reader.id).values(**wishes, **status))


def _proof(
    reader: Row[Any], changes: Changes, new: list[Choice], visitor: Visitor, *, now: datetime
) -> dict[str, object]:
    return {
        "handle": secrets.token_hex(16),
        "kind": "change",
        "reader": reader.id,
        "email": reader.email,
        "email_norm": reader.email_norm,
        "language": changes.language,
        "zone": changes.zone,
        "hour": changes.hour,
        "choices": [[choice.newsletter, choice.frequency] for choice in new],
        "wording": changes.wording,
        "page": "",
        "door": visitor.door,
        "asked": now,
        "asked_from": visitor.address,
        "asked_agent": visitor.agent[:300],
        "expires": now,
        "confirmed": now,
        "confirmed_from": visitor.address,
        "confirmed_agent": visitor.agent[:300],
    }


def pause(connection: Connection, handle: str, until: datetime | None) -> None:
    """Hold back a reader's issues until a moment."""
    reader = reader_row(connection, handle, lock=True)
    connection.execute(update(subscribers).where(subscribers.c.id == reader.id).values(paused_until=until))


def leave(connection: Connection, handle: str, newsletter: str, now: datetime) -> tuple[str, ...]:
    """End one subscription or, for good, all; return those that were ended, by name."""
    reader = reader_row(connection, handle, lock=True)
    names = sorted(name for name in _served(connection, reader.id) if newsletter in {"", name})
    _end(connection, reader.id, names, now)
    if not newsletter:
        connection.execute(update(subscribers).where(subscribers.c.id == reader.id).values(status="left"))
    return tuple(names)


def end_all(connection: Connection, email_norm: str, now: datetime) -> None:
    """End all subscriptions of an address, for good; of one that is no reader's, nothing."""
    row = connection.execute(select(subscribers.c.handle).where(subscribers.c.email_norm == email_norm)).one_or_none()
    if row:
        leave(connection, row.handle, "", now)


def _end(connection: Connection, reader: int, names: list[str], now: datetime) -> None:
    on = update(subscriptions).where(
        subscriptions.c.subscriber == reader,
        subscriptions.c.newsletter.in_(names),
        subscriptions.c.state == "subscribed",
    )
    connection.execute(on.values(state="left", ended=now))

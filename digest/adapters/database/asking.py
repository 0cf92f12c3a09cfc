"""Taking a request. Whoever asks can tell nothing from the answer or the time it takes: the same statements are run for all."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, Row, select

from digest.adapters.database import capping
from digest.adapters.database.engine import insert
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.letters import queue
from digest.adapters.database.readers import same_address, tidy_address
from digest.adapters.database.schema import signups, subscribers, subscriptions
from digest.adapters.database.suppressing import barred
from digest.model import Choice, LetterOrder
from digest.ports import Asked, Became, Terms

Known = Row[int, str]
"""A reader's row: number and handle."""


def ask(connection: Connection, asked: Asked, terms: Terms, hashes: KeyedHash) -> Became:
    """Write a request down and queue its letter. For who must not get one, both are written and taken back."""
    became = _judge(connection, asked, terms, hashes)
    known, mover = _reader(connection, asked.email), _by_handle(connection, asked.reader)
    served = _served(connection, known)
    nothing_new = bool(known) and (bool(asked.reader) or served >= set(asked.choices))
    handle = secrets.token_hex(16)
    with connection.begin_nested() as trial:
        row = _row(asked, terms, handle) | {"reader": mover.id if mover else None}
        connection.execute(insert(connection, signups), [row])
        queue(connection, _letter(asked, handle, known.handle if known and nothing_new else ""), terms.now)
        if became is not Became.ASKED:
            trial.rollback()
    capping.count(connection, terms.caps, hashes, int(became is Became.ASKED))
    return Became.KNOWN if became is Became.ASKED and nothing_new else became


def ask_leave(connection: Connection, asked: Asked, terms: Terms, hashes: KeyedHash) -> Became:
    """Queue the letter with a reader's way out. For who is no reader, it is written and taken back."""
    became = _judge(connection, asked, terms, hashes)
    known = _reader(connection, asked.email)
    served = _served(connection, known)
    with connection.begin_nested() as trial:
        data = {"reader": known.handle if known else ""}
        order = LetterOrder(f"leave {secrets.token_hex(16)}", "leave", asked.email, asked.language, data)
        queue(connection, order, terms.now)
        if became is not Became.ASKED or not served:
            trial.rollback()
    # Counted for strangers, too: what a reader's neighbour may try costs as much as what the reader may.
    capping.count(connection, terms.caps, hashes, int(became is Became.ASKED))
    return Became.KNOWN if became is Became.ASKED and not served else became


def _judge(connection: Connection, asked: Asked, terms: Terms, hashes: KeyedHash) -> Became:
    room = capping.room_for_one(connection, terms.caps, hashes, terms.now)
    never = barred(connection, [asked.email], hashes)
    if not asked.welcome:
        return Became.UNWELCOME
    if never:
        return Became.SUPPRESSED
    return Became.ASKED if room else Became.CAPPED


def _reader(connection: Connection, email: str) -> Known | None:
    found = select(subscribers.c.id, subscribers.c.handle).where(subscribers.c.email_norm == same_address(email))
    return connection.execute(found).one_or_none()


def _by_handle(connection: Connection, handle: str) -> Known | None:
    found = select(subscribers.c.id, subscribers.c.handle).where(subscribers.c.handle == handle)
    return connection.execute(found).one_or_none()


def _served(connection: Connection, known: Known | None) -> set[Choice]:
    on = select(subscriptions.c.newsletter, subscriptions.c.frequency).where(
        subscriptions.c.subscriber == (known.id if known else 0), subscriptions.c.state == "subscribed"
    )
    return {Choice(row.newsletter, row.frequency) for row in connection.execute(on)}


def _letter(asked: Asked, handle: str, known: str) -> LetterOrder:
    """The letter that asks to confirm; where there is nothing new for a known reader, the one that tells so."""
    if known:
        return LetterOrder(f"known {handle}", "known", asked.email, asked.language, {"reader": known})
    kind = "move" if asked.reader else "confirm"
    newsletters = [choice.newsletter for choice in asked.choices]
    return LetterOrder(
        f"{kind} {handle}", kind, asked.email, asked.language, {"request": handle, "newsletters": newsletters}
    )


def _row(asked: Asked, terms: Terms, handle: str) -> dict[str, object]:
    return {
        "handle": handle,
        "kind": "move" if asked.reader else "join",
        "email": tidy_address(asked.email),
        "email_norm": same_address(asked.email),
        "language": asked.language,
        "zone": asked.zone,
        "hour": asked.hour,
        "choices": [[choice.newsletter, choice.frequency] for choice in asked.choices],
        "wording": asked.wording,
        "page": asked.page,
        "door": terms.visitor.door,
        "asked": terms.now,
        "asked_from": terms.visitor.address,
        "asked_agent": terms.visitor.agent[:300],
        "expires": terms.expires,
        "confirmed_from": "",
        "confirmed_agent": "",
    }

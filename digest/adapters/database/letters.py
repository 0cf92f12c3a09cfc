"""Letters as rows: queued under a name once, leased to one sender, then settled."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, select, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import same_address
from digest.adapters.database.schema import WAITING, letters
from digest.adapters.database.settling import NO_ATTEMPT
from digest.adapters.database.settling import WAITING as AGAIN
from digest.adapters.database.suppressing import barred, suppressed
from digest.model import DeliveryState, LetterOrder, QueuedLetter, Settlement

FREE = {"lease_owner": None}
ASKING = frozenset({"confirm", "move"})
"""Letters that ask an owner's own word: they go to who was taken off by that very hand, too."""


@dataclass(frozen=True, slots=True)
class SqlLetters:
    """The port `Letters` over SQL: every method is one transaction."""

    engine: Engine
    hashes: KeyedHash = field(default_factory=KeyedHash)

    def queue(self, order: LetterOrder, now: datetime) -> bool:
        """Queue a letter; False, and nothing is done, where one of its name is known already."""
        with writing(self.engine) as connection:
            return queue(connection, order, now)

    def claim(self, most: int, owner: str, now: datetime, until: datetime) -> Sequence[QueuedLetter]:
        """Lease up to `most` due letters, the longest due first; those to a suppressed address are not sent, but for ASKING."""
        found: list[QueuedLetter] = []
        with writing(self.engine) as connection:
            while len(found) < most and (picked := _pick(connection, most - len(found), now)):
                found += _lease(connection, picked, owner=owner, until=until, hashes=self.hashes)
        return found

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of letters that `owner` holds; others are left alone."""
        rows = [
            {
                "key": each.key,
                "owner": owner,
                "new_state": DeliveryState.QUEUED if each.state in AGAIN else each.state,
                "next_due": each.due,
                "reply_code": each.receipt.code,
                "reply_text": each.receipt.reply,
                "uncounted": int(each.receipt.outcome in NO_ATTEMPT),
            }
            for each in settlements
        ]
        held = update(letters).where(letters.c.id == bindparam("key"), letters.c.lease_owner == bindparam("owner"))
        if rows:
            with writing(self.engine) as connection:
                connection.execute(held.values(_SETTLED), rows)

    def release(self, owner: str) -> None:
        """Put back what `owner` holds, as if it had not been claimed."""
        held = update(letters).where(WAITING, letters.c.lease_owner == owner)
        values = {"state": DeliveryState.QUEUED, "due": letters.c.created, "attempts": letters.c.attempts - 1, **FREE}
        with writing(self.engine) as connection:
            connection.execute(held.values(**values))

    def tally(self) -> Mapping[str, int]:
        """Count the letters by state (states with none are left out)."""
        counted = select(letters.c.state, func.count().label("letters")).group_by(letters.c.state)
        with reading(self.engine) as connection:
            return {row.state: row.letters for row in connection.execute(counted)}


_SETTLED = {
    "state": bindparam("new_state"),
    "due": func.coalesce(bindparam("next_due", type_=Instant()), letters.c.due),
    "code": bindparam("reply_code"),
    "reply": bindparam("reply_text"),
    "attempts": letters.c.attempts - bindparam("uncounted"),
    "lease_owner": None,
}


def queue(connection: Connection, order: LetterOrder, now: datetime) -> bool:
    """Queue a letter, due at once; a second one of its name is none."""
    row = {
        "handle": secrets.token_hex(16),
        "name": order.name,
        "kind": order.kind,
        "recipient": order.recipient,
        "recipient_norm": same_address(order.recipient),
        "language": order.language,
        "data": dict(order.data),
        "created": now,
        "due": now,
        "state": DeliveryState.QUEUED,
        "attempts": 0,
    }
    new = insert(connection, letters).on_conflict_do_nothing(index_elements=["name"])
    return connection.execute(new.returning(letters.c.id), [row]).one_or_none() is not None


def _pick(connection: Connection, most: int, now: datetime) -> Sequence[Row[Any]]:
    due = select(letters).where(WAITING, letters.c.due <= now).order_by(letters.c.due, letters.c.id)
    return connection.execute(due.limit(most).with_for_update(skip_locked=True)).all()


def _lease(
    connection: Connection, picked: Sequence[Row[Any]], *, owner: str, until: datetime, hashes: KeyedHash
) -> list[QueuedLetter]:
    recipients = [row.recipient for row in picked]
    off, never = suppressed(connection, recipients, hashes), barred(connection, recipients, hashes)
    found = [row for row in picked if row.recipient_norm not in (never if row.kind in ASKING else off)]
    gone = {row.id for row in picked} - {row.id for row in found}
    _set(connection, gone, {"state": DeliveryState.SUPPRESSED, **FREE})
    leased = {"state": DeliveryState.LEASED, "lease_owner": owner, "due": until}
    _set(connection, [row.id for row in found], leased | {"attempts": letters.c.attempts + 1})
    return [_letter(row) for row in found]


def _set(connection: Connection, keys: Collection[int], values: Mapping[str, Any]) -> None:
    if keys:
        connection.execute(update(letters).where(letters.c.id.in_(keys)).values(**values))


def _letter(row: Row[Any]) -> QueuedLetter:
    order = LetterOrder(row.name, row.kind, row.recipient, row.language, row.data)
    return QueuedLetter(row.id, row.handle, order, row.created, row.attempts)

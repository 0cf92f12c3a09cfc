"""Readers as rows: how an address is compared, and who is on a newsletter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, select

from digest.adapters.database.schema import subscribers, subscriptions
from digest.model import Subscriber
from digest.model.text import clean_line

ADDRESS_LENGTH = 320
"""The longest address in characters: 64 before the @, 255 after it (RFC 5321 4.5.3.1)."""


def tidy_address(email: str) -> str:
    """Return the address trimmed and with its domain in lower case; "" for what no address can be.

    That is: an empty one, one over ADDRESS_LENGTH, or one with characters that nobody can see.
    """
    email = email.strip()
    if clean_line(email) != email or len(email) > ADDRESS_LENGTH:
        return ""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def same_address(email: str) -> str:
    """Return what two spellings of one address share; by it an address is in the register once."""
    return tidy_address(email).casefold()


_READER = subscribers.c
_ON = and_(subscriptions.c.subscriber == _READER.id, subscriptions.c.state == "subscribed")
_READERS = (
    select(
        _READER.id,
        _READER.handle,
        _READER.email,
        _READER.language,
        _READER.zone,
        _READER.paused_until,
        subscriptions.c.newsletter,
    )
    .outerjoin_from(subscribers, subscriptions, _ON)
    .where(_READER.id.in_(bindparam("keys", expanding=True)))
)


def readers_by_key(connection: Connection, keys: Sequence[int]) -> dict[int, Subscriber]:
    """Return readers with the newsletters that they are on, by row number."""
    rows = connection.execute(_READERS, {"keys": keys}).all()
    served: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.newsletter is not None:
            served[row.id].append(row.newsletter)
    return {
        row.id: Subscriber(
            row.handle, row.email, row.language, row.zone, tuple(sorted(served[row.id])), row.paused_until
        )
        for row in rows
    }

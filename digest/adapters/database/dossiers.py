"""What is held about one address, reader or not: shown, forgotten, suppressed, allowed again."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select, update

from digest.adapters.database.engine import insert
from digest.adapters.database.erasing import correspondence, erase, forget_correspondence, personal_data
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import same_address, tidy_address
from digest.adapters.database.schema import signups, subscribers, subscriptions, suppressions, wordings
from digest.adapters.database.suppressing import barred, suppress, suppressed
from digest.model import Door


def dossier(connection: Connection, email: str, hashes: KeyedHash) -> Mapping[str, Any]:
    """Return all that is held about an address: a reader's data, requests and letters, and why nothing may be sent to it."""
    handle = _handle(connection, email)
    held = personal_data(connection, handle) if handle else correspondence(connection, same_address(email))
    known_as = suppressions.c.hash.in_(hashes.addresses([email]))
    reason = connection.execute(select(suppressions.c.reason, suppressions.c.since).where(known_as)).first()
    if reason:
        held["suppressed"] = {"reason": reason.reason, "since": reason.since.isoformat()}
    if handle:
        held["delivery_counts"] = dict(Counter(each["state"] for each in held["deliveries"]))
    return {name: value for name, value in held.items() if value}


def forget(connection: Connection, email: str, hashes: KeyedHash, now: datetime) -> bool:
    """Erase all about an address, a reader's or not, and keep its keyed hash; False where nothing was held of it."""
    handle = _handle(connection, email)
    if handle:
        erase(connection, handle, hashes, now)
        return True
    suppress(connection, hashes.address(email), "erased", now)
    return forget_correspondence(connection, same_address(email)) > 0


def new_to_that(connection: Connection, emails: Sequence[str], hashes: KeyedHash) -> set[str]:
    """Return those of some addresses that are not suppressed, as they are compared."""
    addresses = _comparable(emails)
    return addresses - suppressed(connection, addresses, hashes)


def _comparable(emails: Sequence[str]) -> set[str]:
    return {address for address in map(same_address, emails) if address}


def suppress_all(
    connection: Connection, emails: Sequence[str], hashes: KeyedHash, *, reason: str, now: datetime
) -> int:
    """Suppress addresses and end their subscriptions for good; return how many are new to that."""
    addresses = _comparable(emails)
    new = new_to_that(connection, emails, hashes)
    # Those who had themselves taken off are barred too: their reason would let them in again by their own hand.
    for address in sorted(addresses - barred(connection, addresses, hashes)):
        suppress(connection, hashes.of(address), reason, now)
    readers = subscribers.c.email_norm.in_(sorted(addresses))
    keys = select(subscribers.c.id).where(readers)
    on = subscriptions.c.subscriber.in_(keys), subscriptions.c.state == "subscribed"
    connection.execute(update(subscriptions).where(*on).values(state="left", ended=now))
    connection.execute(update(subscribers).where(readers).values(status="left"))
    return len(new)


def lift(connection: Connection, email: str, hashes: KeyedHash, *, consent: str, now: datetime) -> bool:
    """Allow an address again, and keep the words of its owner's consent as a request; False where it was not suppressed.

    Nobody is put on a newsletter by it. Who left stays off what they left, until they sign up again themselves.
    """
    known_as = suppressions.c.hash.in_(hashes.addresses([email]))
    if not connection.execute(delete(suppressions).where(known_as)).rowcount:
        return False
    wording = sha256(consent.encode("utf-8", "surrogatepass")).hexdigest()
    words = insert(connection, wordings).on_conflict_do_nothing()
    connection.execute(words.values(hash=wording, text=consent, since=now))
    connection.execute(insert(connection, signups).values(_proof(email, wording, now)))
    readers = update(subscribers).where(subscribers.c.email_norm == same_address(email))
    connection.execute(readers.values(status="active"))
    return True


def _proof(email: str, wording: str, now: datetime) -> dict[str, Any]:
    unsaid = dict.fromkeys(
        ("language", "zone", "page", "asked_from", "asked_agent", "confirmed_from", "confirmed_agent"), ""
    )
    return unsaid | {
        "handle": secrets.token_hex(16),
        "kind": "join",
        "email": tidy_address(email),
        "email_norm": same_address(email),
        "choices": [],
        "wording": wording,
        "door": Door.CLI,
        "asked": now,
        "expires": now,
        "confirmed": now,
    }


def _handle(connection: Connection, email: str) -> str:
    found = select(subscribers.c.handle).where(subscribers.c.email_norm == same_address(email))
    return connection.scalar(found) or ""

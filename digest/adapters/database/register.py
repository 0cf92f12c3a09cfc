"""The readers and what they asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, Engine, Select, func, select, update

from digest.adapters.database import fanning
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import readers_by_key, same_address, tidy_address
from digest.adapters.database.schema import newsletters, subscribers, subscriptions
from digest.adapters.database.suppressing import suppressed
from digest.model import Newsletter, Subscriber
from digest.ports import Enrolment

BATCH = 500
"""Readers that are enrolled in one transaction, and that are read at once."""


@dataclass(frozen=True, slots=True)
class SqlRegister:
    """The port `Register` over SQL."""

    engine: Engine
    hashes: KeyedHash = field(default_factory=KeyedHash)

    def enrol(self, enrolments: Iterable[Enrolment], now: datetime) -> tuple[int, int]:
        """Add readers and subscriptions; return (new readers, new subscriptions). Those who left, or must not be written to, are not added.

        BATCH enrolments are one transaction, so that a list of any length fits; after a fault, enrol the list again.
        An address that is empty, too long or unprintable is left out. A known reader keeps language and zone.
        """
        stream = iter(enrolments)
        readers = subscribed = 0
        while batch := list(islice(stream, BATCH)):
            with writing(self.engine) as connection:
                new_readers, new_subscriptions = _enrol(connection, batch, self.hashes, now)
            readers, subscribed = readers + new_readers, subscribed + new_subscriptions
        return readers, subscribed

    def remove(self, email: str, newsletter: str, now: datetime) -> bool:
        """Take an address off a newsletter ("" = all, and for good); False when it was not on it."""
        with writing(self.engine) as connection:
            key = connection.scalar(select(subscribers.c.id).where(subscribers.c.email_norm == same_address(email)))
            leave = update(subscriptions).where(
                subscriptions.c.subscriber == key, subscriptions.c.state == "subscribed"
            )
            if newsletter:
                leave = leave.where(subscriptions.c.newsletter == newsletter)
            else:
                connection.execute(update(subscribers).where(subscribers.c.id == key).values(status="left"))
            return connection.execute(leave.values(state="left", ended=now)).rowcount > 0

    def readers(self, newsletter: str) -> Iterator[Subscriber]:
        """Yield the readers of a newsletter ("" = all), by address.

        They are read BATCH at a time, each batch anew from after the last address: no transaction stays open
        while the caller works, and a register of any length fits.
        """
        after = ""
        while True:
            with reading(self.engine) as connection:
                page = connection.execute(_page(after)).all()
                found = readers_by_key(connection, [row.id for row in page])
            if not page:
                return
            yield from (found[row.id] for row in page if _is_on(found[row.id], newsletter))
            after = page[-1].email_norm

    def audience(self, newsletter: Newsletter, now: datetime) -> int:
        """Return how many readers an issue of a newsletter or an edition would go to now: those who pause are left out."""
        with reading(self.engine) as connection:
            return connection.execute(
                select(func.count()).select_from(fanning.audience(newsletter, now).subquery())
            ).scalar_one()


def _is_on(reader: Subscriber, newsletter: str) -> bool:
    return newsletter in reader.newsletters if newsletter else bool(reader.newsletters)


def _page(after: str) -> Select[int, str]:
    # The newsletter is looked at afterwards: the index alone gives the next addresses, whatever the statistics say.
    page = select(subscribers.c.id, subscribers.c.email_norm).where(subscribers.c.email_norm > after)
    return page.order_by(subscribers.c.email_norm).limit(BATCH)


def _enrol(connection: Connection, batch: Sequence[Enrolment], hashes: KeyedHash, now: datetime) -> tuple[int, int]:
    by_address: dict[str, list[Enrolment]] = {}
    for enrolment in batch:
        by_address.setdefault(same_address(enrolment.email), []).append(enrolment)
    for address in {"", *suppressed(connection, by_address, hashes)}:
        by_address.pop(address, None)
    if not by_address:
        return 0, 0
    # In one order for all: two processes that enrol the same people must not wait for each other in a ring.
    addresses = sorted(by_address)
    readers = _add_readers(connection, [(address, by_address[address][0]) for address in addresses], now)
    return readers, _add_subscriptions(connection, by_address, now)


def _add_readers(connection: Connection, firsts: Sequence[tuple[str, Enrolment]], now: datetime) -> int:
    rows = [
        {
            "handle": secrets.token_hex(16),  # hex: some mail systems change the case of what a link carries
            "email": tidy_address(first.email),
            "email_norm": address,
            "language": first.language,
            "zone": first.zone,
            "status": "active",
            "since": now,
        }
        for address, first in firsts
    ]
    new = insert(connection, subscribers).on_conflict_do_nothing(index_elements=["email_norm"])
    return len(connection.execute(new.returning(subscribers.c.id), rows).all())


def _add_subscriptions(connection: Connection, by_address: dict[str, list[Enrolment]], now: datetime) -> int:
    wanted = {
        (address, newsletter): enrolment.consent
        for address, enrolments in by_address.items()
        for enrolment in reversed(enrolments)
        for newsletter in enrolment.newsletters
    }
    if not wanted:
        return 0
    _add_newsletters(connection, sorted({newsletter for _, newsletter in wanted}))
    active = select(subscribers.c.email_norm, subscribers.c.id).where(
        subscribers.c.email_norm.in_(by_address), subscribers.c.status == "active"
    )
    # Locked: who leaves for good meanwhile must not come out of it with a subscription.
    keys = {row.email_norm: row.id for row in connection.execute(active.with_for_update(read=True))}
    rows = [
        {"newsletter": newsletter, "subscriber": keys[address], "state": "subscribed", "consent": consent, "since": now}
        for (address, newsletter), consent in sorted(wanted.items())
        if address in keys
    ]
    if not rows:
        return 0
    new = insert(connection, subscriptions).on_conflict_do_nothing()
    return len(connection.execute(new.returning(subscriptions.c.subscriber), rows).all())


def _add_newsletters(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(insert(connection, newsletters).on_conflict_do_nothing(), [{"id": id_} for id_ in ids])

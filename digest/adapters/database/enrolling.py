"""Taking readers in: a batch at a time, with what became of each enrolment."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from digest.adapters.database.engine import insert
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import same_address, tidy_address
from digest.adapters.database.schema import newsletters, subscribers, subscriptions
from digest.adapters.database.suppressing import suppressed
from digest.model import Enrolment, Standing
from digest.ports import Tally

Pair = tuple[str, str]
"""An address as it is compared, and a newsletter."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Enrolments by address, in one order for all, and without those that may not be written to.

    In one order: two processes that enrol the same people must not wait for each other in a ring.
    """

    by_address: dict[str, list[Enrolment]]
    suppressed: int
    unusable: int

    def wanted(self) -> dict[Pair, Enrolment]:
        """Return the enrolment that counts for each address and newsletter: the first."""
        wanted = {
            (address, newsletter): enrolment
            for address, enrolments in self.by_address.items()
            for enrolment in reversed(enrolments)
            for newsletter in enrolment.newsletters
        }
        return dict(sorted(wanted.items()))


@dataclass(slots=True)
class Outcome:
    """What a batch did or would do: addresses that are new, pairs that are, addresses that may have more, pairs that are on."""

    new: set[str] = field(default_factory=set)
    added: set[Pair] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    on: set[Pair] = field(default_factory=set)


def enrol(connection: Connection, batch: Sequence[Enrolment], hashes: KeyedHash, now: datetime) -> Tally:
    """Add those of a batch who may be added; return what became of each."""
    arranged = arrange(connection, batch, hashes)
    if not arranged.by_address:
        return tally(arranged, Outcome())
    wanted, new = arranged.wanted(), _add_readers(connection, arranged, now)
    keys = _keys(connection, arranged, new)
    added = _add_subscriptions(connection, wanted, keys, now)
    undecided = {keys[address]: address for address, _ in wanted.keys() - added if address in keys}
    on = {
        (undecided[row.subscriber], row.newsletter) for row in held(connection, undecided) if row.state == "subscribed"
    }
    return tally(arranged, Outcome(new, added, set(keys), on - added))


def arrange(connection: Connection, batch: Sequence[Enrolment], hashes: KeyedHash) -> Sorted:
    """Sort a batch by address; what cannot or must not be written to is only counted."""
    by_address: dict[str, list[Enrolment]] = {}
    for enrolment in batch:
        by_address.setdefault(same_address(enrolment.email), []).append(enrolment)
    unusable = len(by_address.pop("", ()))
    barred = sum(len(by_address.pop(address)) for address in suppressed(connection, by_address, hashes))
    return Sorted(dict(sorted(by_address.items())), barred, unusable)


def held(connection: Connection, keys: Collection[int]) -> Iterable[Row[Any]]:
    """Return the subscriptions of some readers, those that ended too."""
    if not keys:
        return ()
    which = select(subscriptions.c.subscriber, subscriptions.c.newsletter, subscriptions.c.state)
    return connection.execute(which.where(subscriptions.c.subscriber.in_(keys)))


def tally(arranged: Sorted, outcome: Outcome) -> Tally:
    """Count what became of each enrolment."""
    fates = Counter(
        fate for address, enrolments in arranged.by_address.items() for fate in _fates(address, enrolments, outcome)
    )
    wanted = arranged.wanted()
    subscribed = sum(wanted[pair].standing is Standing.SUBSCRIBED for pair in outcome.added)
    return Tally(arranged.suppressed, **fates, unusable=arranged.unusable, subscriptions=subscribed)


def _fates(address: str, enrolments: list[Enrolment], outcome: Outcome) -> Iterator[str]:
    on = {newsletter for each in enrolments for newsletter in each.newsletters if (address, newsletter) in outcome.on}
    claimed: set[str] = set()
    for position, enrolment in enumerate(enrolments):
        gained = {name for name in enrolment.newsletters if (address, name) in outcome.added} - claimed
        claimed |= gained
        if enrolment.standing is not Standing.SUBSCRIBED:
            yield "left"
        elif address in outcome.new and not position:
            yield "readers"
        elif gained:
            yield "joined"
        else:
            has_all = not enrolment.newsletters or not on.isdisjoint(enrolment.newsletters)
            yield "known" if address in outcome.active and has_all else "left"
        if enrolment.standing is Standing.SUBSCRIBED:
            on |= gained


def _add_readers(connection: Connection, arranged: Sorted, now: datetime) -> set[str]:
    # Links carry the handle; who is taken in together shares its beginning, so that one batch writes few pages of its
    # index: with nothing in common, each reader of a long list would cost a page. 96 bits stay each one's own.
    begins = secrets.token_hex(4)
    rows = [_reader(address, enrolments[0], begins, now) for address, enrolments in arranged.by_address.items()]
    new = insert(connection, subscribers).on_conflict_do_nothing(index_elements=["email_norm"])
    return set(connection.scalars(new.returning(subscribers.c.email_norm), rows))


def _reader(address: str, first: Enrolment, begins: str, now: datetime) -> dict[str, Any]:
    return {
        "handle": begins + secrets.token_hex(12),  # hex: some mail systems change the case of what a link carries
        "email": tidy_address(first.email),
        "email_norm": address,
        "language": first.language,
        "zone": first.zone,
        "hour": first.hour,
        "paused_until": first.paused_until,
        "status": "left" if first.standing is Standing.GONE else "active",
        "since": first.since or now,
    }


def _keys(connection: Connection, arranged: Sorted, new: set[str]) -> dict[str, int]:
    """The rows of readers who may get more, by address: those who did not leave for good, and who is new with what they left."""
    chosen = select(subscribers.c.email_norm, subscribers.c.id, subscribers.c.status).where(
        subscribers.c.email_norm.in_(arranged.by_address)
    )
    # Locked: who leaves for good meanwhile must not come out of it with a subscription.
    rows = connection.execute(chosen.with_for_update(read=True))
    return {row.email_norm: row.id for row in rows if row.status == "active" or row.email_norm in new}


def _add_subscriptions(
    connection: Connection, wanted: dict[Pair, Enrolment], keys: dict[str, int], now: datetime
) -> set[Pair]:
    rows = [
        _subscription(keys[address], newsletter, enrolment, now)
        for (address, newsletter), enrolment in wanted.items()
        if address in keys
    ]
    if not rows:
        return set()
    ids = sorted({newsletter for _, newsletter in wanted})
    connection.execute(insert(connection, newsletters).on_conflict_do_nothing(), [{"id": id_} for id_ in ids])
    new = insert(connection, subscriptions).on_conflict_do_nothing()
    added = connection.execute(new.returning(subscriptions.c.subscriber, subscriptions.c.newsletter), rows)
    addresses = {key: address for address, key in keys.items()}
    return {(addresses[row.subscriber], row.newsletter) for row in added}


def _subscription(reader: int, newsletter: str, enrolment: Enrolment, now: datetime) -> dict[str, Any]:
    subscribed = enrolment.standing is Standing.SUBSCRIBED
    return {
        "newsletter": newsletter,
        "subscriber": reader,
        "state": "subscribed" if subscribed else "left",
        "ended": None if subscribed else now,
        "consent": enrolment.consent,
        "frequency": enrolment.frequency,
        "since": enrolment.since or now,
    }

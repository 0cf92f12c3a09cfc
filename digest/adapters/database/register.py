"""The readers and what they asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine, Select, func, select, update

from digest.adapters.database import fanning
from digest.adapters.database.dossiers import dossier, forget, lift, new_to_that, suppress_all
from digest.adapters.database.engine import reading, writing
from digest.adapters.database.enrolling import enrol
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.holding import holdings
from digest.adapters.database.readers import readers_by_key, same_address
from digest.adapters.database.schema import subscribers, subscriptions
from digest.adapters.database.surveying import survey
from digest.model import Newsletter, Subscriber
from digest.ports import Choosing, Enrolment, Holding, Intake, Tally

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
        total = Tally()
        while batch := list(islice(stream, BATCH)):
            with writing(self.engine) as connection:
                total += enrol(connection, batch, self.hashes, now)
        return total.readers, total.subscriptions

    @contextmanager
    def intake(self, now: datetime, *, dry_run: bool = False) -> Iterator[Intake]:
        """Give what takes a list in, a batch a transaction; on a dry run it tells what would become of it, and nothing is written.

        Raises:
            StoreError: see `in_plain_words`.
        """
        if dry_run:
            with reading(self.engine) as connection:
                yield survey(connection, self.hashes)
            return

        def take(batch: Sequence[Enrolment]) -> Tally:
            with writing(self.engine) as connection:
                return enrol(connection, batch, self.hashes, now)

        yield take

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

    def holdings(self, choosing: Choosing) -> Iterator[Holding]:
        """Yield subscriptions by address and newsletter, as they were at one moment, in bounded memory.

        They are read through a cursor of the server: a transaction stays open until the last one is taken.
        """
        with reading(self.engine) as connection:
            yield from holdings(connection, choosing)

    def dossier(self, email: str) -> Mapping[str, Any]:
        """Return all that is held about an address, plain enough for JSON: empty for an unknown one."""
        with reading(self.engine) as connection:
            return dossier(connection, email, self.hashes)

    def forget(self, email: str, now: datetime) -> bool:
        """Erase an address, a reader's or not, and keep its keyed hash; False where nothing was held of it."""
        with writing(self.engine) as connection:
            return forget(connection, email, self.hashes, now)

    def suppress(self, emails: Sequence[str], reason: str, now: datetime, *, dry_run: bool = False) -> int:
        """See to it that nothing is ever sent to some addresses; return how many are new to that. On a dry run only count.

        BATCH of them are one transaction.
        """
        batches = [emails[start : start + BATCH] for start in range(0, len(emails), BATCH)]
        if dry_run:
            with reading(self.engine) as connection:
                return sum(len(new_to_that(connection, batch, self.hashes)) for batch in batches)
        new = 0
        for batch in batches:
            with writing(self.engine) as connection:
                new += suppress_all(connection, batch, self.hashes, reason=reason, now=now)
        return new

    def lift(self, email: str, consent: str, now: datetime) -> bool:
        """Allow an address again, and keep the words of its owner's consent; False where it was not suppressed."""
        with writing(self.engine) as connection:
            return lift(connection, email, self.hashes, consent=consent, now=now)

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

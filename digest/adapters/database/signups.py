"""Requests as rows: asked for under caps, confirmed once, and kept as the proof of consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from digest.adapters.database import asking, confirming, erasing, preferring
from digest.adapters.database.engine import forget_pages, insert, reading, writing
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import same_address
from digest.adapters.database.schema import wordings
from digest.adapters.database.suppressing import suppress, suppressed
from digest.adapters.database.welcoming import welcome_reader
from digest.model import Changes, Preferences, Visitor, Welcome
from digest.ports import Asked, Became, Joined, Terms


@dataclass(frozen=True, slots=True)
class SqlSignUps:
    """The port `SignUps` over SQL: every method is one transaction."""

    engine: Engine
    hashes: KeyedHash = field(default_factory=KeyedHash)

    def keep_wording(self, hash_: str, text: str, now: datetime) -> None:
        """Keep a text of consent under its hash; one that is known stays as it is."""
        with reading(
            self.engine
        ) as connection:  # every form shows the same few: only the first one need wait for the disk
            if connection.execute(select(wordings.c.hash).where(wordings.c.hash == hash_)).one_or_none():
                return
        with writing(self.engine) as connection:
            new = insert(connection, wordings).on_conflict_do_nothing()
            connection.execute(new.values(hash=hash_, text=text, since=now))

    def ask(self, asked: Asked, terms: Terms) -> Became:
        """Take a request: write it down and queue its letter, or neither. The same work is done whatever becomes of it."""
        with writing(self.engine) as connection:
            return asking.ask(connection, asked, terms, self.hashes)

    def ask_leave(self, email: str, language: str, terms: Terms) -> Became:
        """Queue the letter by which an address can leave, where it is a reader's. The same work is done whoever it is."""
        with writing(self.engine) as connection:
            return asking.ask_leave(connection, Asked(email, language=language), terms, self.hashes)

    def confirm(self, request: str, visitor: Visitor, now: datetime, *, welcome: Welcome = Welcome.PLAIN) -> Joined:
        """Do what the request of this handle asks, once, and queue what welcomes a new reader.

        Raises:
            ConsentError: it is unknown, expired, used, or its new address is another reader's by now.
        """
        with writing(self.engine) as connection:
            joined = confirming.confirm(connection, request, visitor, now, hashes=self.hashes)
            if not joined.moved:
                welcome_reader(connection, request, welcome, now)
            return joined

    def preferences(self, reader: str) -> Preferences:
        """Return what a reader has chosen.

        Raises:
            ConsentError: there is no such reader.
        """
        with reading(self.engine) as connection:
            return preferring.preferences(connection, reader)

    def change(self, reader: str, changes: Changes, visitor: Visitor, now: datetime) -> None:
        """Make a reader's subscriptions what `changes` says, and keep who asked for it. Raises as `preferences`."""
        with writing(self.engine) as connection:
            preferring.change(connection, reader, changes, visitor, now=now)

    def pause(self, reader: str, until: datetime | None) -> None:
        """Hold back all issues until a moment; None: no longer. Raises as `preferences`."""
        with writing(self.engine) as connection:
            preferring.pause(connection, reader, until)

    def leave(self, reader: str, newsletter: str, now: datetime) -> tuple[str, ...]:
        """End a subscription ("" = all) and return those that were ended. Raises as `preferences`."""
        with writing(self.engine) as connection:
            return preferring.leave(connection, reader, newsletter, now)

    def personal_data(self, reader: str) -> Mapping[str, Any]:
        """Return all that is held of a reader, plain enough for JSON. Raises as `preferences`."""
        with reading(self.engine) as connection:
            return erasing.personal_data(connection, reader)

    def erase(self, reader: str, now: datetime) -> None:
        """Forget a reader; what stays is a keyed hash that keeps the address from being added again. Raises as `preferences`."""
        with writing(self.engine) as connection:
            erasing.erase(connection, reader, self.hashes, now)
        forget_pages(self.engine)

    def suppress(self, email: str, reason: str, now: datetime) -> None:
        """See to it that nothing is ever sent to an address, and nobody adds it."""
        with writing(self.engine) as connection:
            suppress(connection, self.hashes.address(email), reason, now)
            preferring.end_all(connection, same_address(email), now)

    def is_suppressed(self, email: str) -> bool:
        """Return whether nothing may be sent to an address."""
        with reading(self.engine) as connection:
            return bool(suppressed(connection, [email], self.hashes))

    def purge(self, expired: datetime, now: datetime) -> Mapping[str, int]:
        """Delete requests that expired unconfirmed before a moment, ended caps and old letters; return how many of each."""
        with writing(self.engine) as connection:
            return erasing.purge(connection, expired, now)

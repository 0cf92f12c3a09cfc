"""The truth about issues and deliveries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from digest.adapters.database import leasing, pressing, sending, settling
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.faults import name
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.letters import queue
from digest.adapters.database.schema import accounts, issue_stories, issues, newsletters
from digest.errors import StoreError
from digest.model import Delivery, Issue, LetterOrder, Proof, Settlement
from digest.ports import (
    NO_RECORDS,
    Balance,
    Expired,
    IssueRow,
    NextEdition,
    OwnHour,
    Planned,
    Records,
    Slot,
)


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """The port `Ledger` over SQL: every method is one transaction."""

    engine: Engine
    hashes: KeyedHash = field(default_factory=KeyedHash)

    def cursor(self, newsletter: str) -> datetime | None:
        """Return the instant up to which slots were decided; None for a newsletter never planned."""
        with reading(self.engine) as connection:
            return connection.scalar(select(newsletters.c.cursor).where(newsletters.c.id == newsletter))

    def plan(self, newsletter: str, slots: Sequence[Slot], cursor: datetime, now: datetime) -> None:
        """Write the slots (known ones are left alone) and move the cursor forward, in one transaction."""
        with writing(self.engine) as connection:
            pressing.move_cursor(connection, newsletter, cursor)
            pressing.plan(connection, newsletter, slots, now)

    def planned(self) -> Sequence[Planned]:
        """Return the issues that are due and not yet pressed, earliest first.

        The second of one newsletter has the number after the first's: press them in this order. `since` is the end
        of the last pressed window for all of them; what an issue ran is no candidate for the next.
        """
        with reading(self.engine) as connection:
            return pressing.planned(connection)

    def next_edition(self, newsletter: str, before: datetime | None = None) -> NextEdition:
        """Return what the next issue will be, for a preview; nothing is written.

        `before`: as it stood then; issues due at that moment or later are left out of account.
        """
        with reading(self.engine) as connection:
            return pressing.next_edition(connection, newsletter, before)

    def press(
        self,
        planned: Planned,
        issue: Issue,
        proof: Proof,
        *,
        window_end: datetime,
        now: datetime,
        own_hour: OwnHour | None = None,
        records: Records = NO_RECORDS,
    ) -> int | None:
        """Write proof, stories, one queued delivery per subscribed reader, and the records, in one transaction.

        With `own_hour`, readers who named an hour get it then.

        Returns:
            The number of deliveries. None, and nothing written, when somebody else pressed or skipped this slot
            meanwhile, or when the issue's number is not the newsletter's next: numbers have no gaps and no doubles.
        """
        with writing(self.engine) as connection:
            readers = pressing.press(
                connection, planned, issue, proof, window_end=window_end, now=now, own_hour=own_hour
            )
            if readers is not None:
                _record(connection, planned, records, readers, now=now)
            return readers

    def skip(self, planned: Planned, reason: str, now: datetime, letters: Sequence[LetterOrder] = ()) -> bool:
        """Mark a planned issue as skipped, with the reason, and queue the letters; False when it was decided meanwhile."""
        with writing(self.engine) as connection:
            done = pressing.skip(connection, planned, reason, now)
            _queue(connection, letters if done else (), now)
            return done

    def hold(self, planned: Planned, reason: str, now: datetime, letters: Sequence[LetterOrder] = ()) -> bool:
        """Mark a planned issue as held, with the newest reason, and queue the letters; False when it was decided meanwhile."""
        with writing(self.engine) as connection:
            done = pressing.hold(connection, planned, reason, now)
            _queue(connection, letters if done else (), now)
            return done

    def proof(self, issue: int) -> tuple[str, str, Proof]:
        """Return newsletter id, slot label and proof of a pressed issue.

        Raises:
            StoreError: there is no such issue, or it is not pressed.
        """
        wanted = select(issues).where(issues.c.id == issue, issues.c.state == "pressed")
        with reading(self.engine) as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise StoreError(f"{name(self.engine.url)} has no pressed issue {issue}")
        proof = Proof(f"{row.newsletter}@{row.slot}", row.subject, row.html, row.text, row.trimmed)
        return row.newsletter, row.slot, proof

    def claim(
        self, most: int, owner: str, now: datetime, until: datetime, *, take_over: bool = True
    ) -> Sequence[Delivery]:
        """Lease up to `most` due deliveries to `owner` until `until`: leases that ran out, then queued ones.

        Issues that are paused, cancelled or too late give nothing. Readers who left meanwhile, or must not be written to,
        are set to suppressed instead, and not returned. At most leasing.MOST_AT_ONCE.
        """
        with writing(self.engine) as connection:
            return leasing.claim(connection, most, owner, now=now, until=until, hashes=self.hashes, take_over=take_over)

    def still_due(self, owner: str, keys: Collection[int], now: datetime) -> frozenset[int]:
        """Return which deliveries that `owner` holds may leave at this moment; the others are settled as what they are now."""
        with writing(self.engine) as connection:
            return leasing.still_due(connection, owner, keys, now=now, hashes=self.hashes)

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of deliveries that `owner` holds; others are left alone."""
        with writing(self.engine) as connection:
            settling.settle(connection, owner, settlements)

    def release(self, owner: str) -> None:
        """Put every delivery that `owner` still holds back into the queue."""
        with writing(self.engine) as connection:
            settling.release(connection, owner)

    def pause(self, issue: int) -> bool:
        """Let nothing more of an issue leave until it is resumed; False where it is not going out."""
        with writing(self.engine) as connection:
            return sending.move(connection, issue, "open", "paused")

    def resume(self, issue: int) -> bool:
        """Let a paused issue go out again; False where it is not paused."""
        with writing(self.engine) as connection:
            return sending.move(connection, issue, "paused", "open")

    def cancel(self, issue: int) -> int | None:
        """Cancel what waits of an issue, for good; return how many deliveries that were. None: it is not going out."""
        with writing(self.engine) as connection:
            return sending.cancel(connection, issue)

    def expire(self, now: datetime, letters: Callable[[Expired], Sequence[LetterOrder]]) -> Sequence[Expired]:
        """Give up what waits of issues that are too late, and queue the letters on it; return those issues."""
        with writing(self.engine) as connection:
            expired = sending.expire(connection, now)
            for issue in expired:
                _queue(connection, letters(issue), now)
        return expired

    def balance(self, issue: int) -> Balance:
        """Return whether an issue's deliveries add up: its audience, and what became of it.

        Raises:
            StoreError: there is no such issue.
        """
        with reading(self.engine) as connection:
            found = sending.balances(connection, [issue])
        if issue not in found:
            raise StoreError(f"{name(self.engine.url)} has no issue {issue}")
        return found[issue]

    def tally(self, issue: int) -> Mapping[str, int]:
        """Count an issue's deliveries by state (states with none are left out); the sum is its audience, always."""
        return self.balance(issue).tally

    def pressed(self, newsletter: str, number: int | None = None) -> IssueRow | None:
        """Return a pressed issue by its number, without one the newest; None where there is none."""
        wanted = select(issues).where(issues.c.newsletter == newsletter, issues.c.number.is_not(None))
        if number is not None:
            wanted = wanted.where(issues.c.number == number)
        with reading(self.engine) as connection:
            return next(iter(_issue_rows(connection, wanted.order_by(issues.c.number.desc()).limit(1))), None)

    def issues(self, most: int) -> Sequence[IssueRow]:
        """Return the newest issues, newest first."""
        newest = select(issues).order_by(issues.c.due.desc(), issues.c.id.desc()).limit(most)
        with reading(self.engine) as connection:
            return _issue_rows(connection, newest)


def _record(connection: Connection, planned: Planned, records: Records, readers: int, *, now: datetime) -> None:
    if records.account is not None:
        connection.execute(insert(connection, accounts).values(issue=planned.key, document=dict(records.account)))
    _queue(connection, records.letters(readers), now)


def _queue(connection: Connection, letters: Sequence[LetterOrder], now: datetime) -> None:
    for order in letters:
        queue(connection, order, now)


def _issue_rows(connection: Connection, wanted: Select[Any]) -> list[IssueRow]:
    rows = connection.execute(wanted).all()
    keys = [row.id for row in rows]
    balances, stories = sending.balances(connection, keys), _stories(connection, keys)
    return [
        IssueRow(
            key=row.id,
            newsletter=row.newsletter,
            slot=row.slot,
            due=row.due,
            state="held" if row.held and row.state == "planned" else row.state,
            reason=row.reason,
            number=row.number or 0,
            subject=row.subject or "",
            stories=stories.get(row.id, 0),
            tally=balances[row.id].tally,
            sending=row.sending or "",
            stale=row.stale,
            audience=row.audience or 0,
        )
        for row in rows
    ]


def _stories(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    counted = select(issue_stories.c.issue, func.count().label("stories")).where(issue_stories.c.issue.in_(keys))
    return {row.issue: row.stories for row in connection.execute(counted.group_by(issue_stories.c.issue))}

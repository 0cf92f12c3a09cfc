"""Deliveries in doubt: held where a sender vanished at its work, until a person settles them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, bindparam, select, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.engine import reading, writing
from digest.adapters.database.schema import LEASED, deliveries, issues, subscribers
from digest.adapters.database.sending import reopen
from digest.adapters.database.settling import CANCELLED
from digest.model import DeliveryState
from digest.ports.doubts import Doubt

_ROW = deliveries.c

VANISHED = "the sender ended before it could write down an answer"


@dataclass(frozen=True, slots=True)
class SqlDoubts:
    """The port `Doubts` over SQL: every method is one transaction."""

    engine: Engine

    def hold(self, now: datetime) -> int:
        """Set what a sender held when it vanished (its lease ran out) to unknown; return how many."""
        ran_out = update(deliveries).where(LEASED, deliveries.c.lease_until <= now)
        values = {"state": DeliveryState.UNKNOWN, "lease_owner": None, "lease_until": None, "reply": VANISHED}
        with writing(self.engine) as connection:
            return connection.execute(ran_out.values(**values)).rowcount

    def all(self, issue: int | None = None) -> Sequence[Doubt]:
        """Return the deliveries in doubt, of one issue or of all, in the order of their keys."""
        row = deliveries.c
        wanted = (
            select(row.id, row.issue, issues.c.newsletter, issues.c.slot, subscribers.c.email, row.attempts, row.reply)
            .join_from(deliveries, issues, issues.c.id == row.issue)
            .join(subscribers, subscribers.c.id == row.subscriber)
            .where(row.state == DeliveryState.UNKNOWN)
            .order_by(row.id)
        )
        with reading(self.engine) as connection:
            found = connection.execute(wanted if issue is None else wanted.where(row.issue == issue))
            return [Doubt(*each[:-1], each.reply or "") for each in found]

    def settle(self, keys: Sequence[int], state: DeliveryState, now: datetime) -> int:
        """Set these, where they are still in doubt, to sent, or queue them again (due now); return how many.

        Those of a cancelled issue are not queued again; an issue that was done is open again.
        """
        again = state is DeliveryState.QUEUED
        values = {"state": state, "due": bindparam("now", type_=Instant())} if again else {"state": state}
        settled = 0
        with writing(self.engine) as connection:
            for key in keys:
                doubted = [_ROW.id == bindparam("key"), _ROW.state == DeliveryState.UNKNOWN]
                if again:
                    issue = connection.scalars(select(_ROW.issue).where(_ROW.id == key)).one()
                    reopen(connection, issue)  # first, so that it is locked before its row is queued
                    doubted.append(_ROW.issue.not_in(CANCELLED))
                settling = update(deliveries).where(*doubted).values(**values)
                settled += connection.execute(settling, {"key": key, "now": now}).rowcount
        return settled

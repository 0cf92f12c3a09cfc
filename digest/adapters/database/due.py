"""What may be leased, as statements: built once, since to build one costs more than to run it, and they run for every few messages.

The queries walk deliveries_lease_idx and deliveries_due_idx in their order, so that none of them sorts a queue.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, exists, func, or_, select, true, update

from digest.adapters.database.schema import LEASED, OPEN, QUEUED, deliveries, issues
from digest.model import DeliveryState

_ROW = deliveries.c
_ISSUE = issues.c

PICKED = (_ROW.id, _ROW.issue, _ROW.subscriber, _ROW.attempts, _ROW.due, _ROW.welcome)
"""What is read of a delivery."""

OPEN_ISSUES: Select[Any] = (
    select(_ISSUE.id, _ISSUE.newsletter, _ISSUE.stale).where(OPEN).order_by(_ISSUE.due, _ISSUE.id)
)

_OVERDUE = exists().where(LEASED, _ROW.lease_until <= bindparam("now"))

_WALK_INDEXES = [func.set_config(way, "off", true()) for way in ("enable_bitmapscan", "enable_seqscan")]

TO_CLAIM = {
    "sqlite": OPEN_ISSUES.add_columns(_OVERDUE.label("overdue")),
    # A fan-out outdates PostgreSQL's statistics in one stroke: it still takes few rows for queued, and would sort
    # all of them for each claim. The settings last for the transaction.
    "postgresql": OPEN_ISSUES.add_columns(_OVERDUE.label("overdue"), *_WALK_INDEXES),
}
"""The open issues, with whether any lease at all has run out, by dialect."""


def _leasing(pick: Select[Any]) -> Update:
    picked = pick.limit(bindparam("most")).with_for_update(skip_locked=True).cte("picked")
    values = {
        "state": DeliveryState.LEASED,
        "lease_owner": bindparam("owner"),
        "lease_until": bindparam("until"),
        "attempts": _ROW.attempts + 1,
    }
    return update(deliveries).where(_ROW.id.in_(select(picked.c.id))).values(**values).returning(*PICKED)


# + 0 so that SQLite does not take the index on the issue, and all of its deliveries, instead.
_OF_OPEN = or_(
    (_ROW.issue + 0).in_(bindparam("fresh", expanding=True)),
    and_((_ROW.issue + 0).in_(bindparam("stale", expanding=True)), _ROW.welcome),
)
_RAN_OUT: Select[Any] = select(_ROW.id).where(LEASED, _ROW.lease_until <= bindparam("now"), _OF_OPEN)
_DUE: Select[Any] = select(_ROW.id).where(QUEUED, _ROW.issue == bindparam("of_issue"), _ROW.due <= bindparam("now"))

LEASE_OVERDUE = _leasing(_RAN_OUT.order_by(_ROW.lease_until, _ROW.id))
"""Leases what another let run out, of the issues `fresh` and, where it welcomes somebody, `stale`."""

LEASE_DUE = _leasing(_DUE.order_by(_ROW.due, _ROW.id))
LEASE_WELCOMES = _leasing(_DUE.where(_ROW.welcome).order_by(_ROW.due, _ROW.id))
"""Lease what is due of one issue; of a stale one, what welcomes somebody."""

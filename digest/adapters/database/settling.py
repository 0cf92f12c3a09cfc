"""Outcomes: what became of the deliveries that a sender holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Case, ColumnElement, Connection, bindparam, case, func, select, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.schema import LEASED, QUEUED, deliveries, issues
from digest.model import DeliveryState, Outcome, Settlement

NO_ATTEMPT = frozenset({Outcome.RELAY_DOWN, Outcome.UNSENT})
"""Outcomes that say nothing about the reader: the attempt that the claim counted is taken back."""

FREE: dict[str, Any] = {"lease_owner": None, "lease_until": None}

WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.DEFERRED})
"""The states of a delivery that is to be tried, again or for the first time."""

_ROW = deliveries.c
CANCELLED = select(issues.c.id).where(issues.c.sending == "cancelled")


def settle(connection: Connection, owner: str, settlements: Sequence[Settlement]) -> None:
    """Write outcomes of what `owner` holds; an attempt that the relay cut short counts for no reader."""
    if not settlements:
        return
    again = [settlement.key for settlement in settlements if settlement.state in WAITING]
    if again:
        _hold_issues(connection, _ROW.id.in_(again))
    connection.execute(_SETTLE, [_outcome(owner, settlement) for settlement in settlements])
    if again:
        gone = update(deliveries).where(_ROW.id.in_(again), QUEUED, _ROW.issue.in_(CANCELLED))
        connection.execute(gone.values(state=DeliveryState.CANCELLED))


def _outcome(owner: str, settlement: Settlement) -> dict[str, Any]:
    return {
        "key": settlement.key,
        "owner": owner,
        "new_state": settlement.state,
        "next_due": settlement.due,
        "reply_code": settlement.receipt.code,
        "reply_text": settlement.receipt.reply,
        "reply_status": settlement.receipt.enhanced or None,
        "uncounted": int(settlement.receipt.outcome in NO_ATTEMPT),
    }


_SETTLED: dict[str, Any] = {
    "state": bindparam("new_state"),
    "due": func.coalesce(bindparam("next_due", type_=Instant()), _ROW.due),
    "code": bindparam("reply_code"),
    "reply": bindparam("reply_text"),
    "enhanced": bindparam("reply_status"),
    "attempts": _ROW.attempts - bindparam("uncounted"),
    **FREE,
}
# By owner and not by state: statistics taken while few rows are leased lead PostgreSQL to the wrong index.
_HELD = update(deliveries).where(_ROW.id == bindparam("key"), _ROW.lease_owner == bindparam("owner"))
_SETTLE = _HELD.values(_SETTLED)  # built once: to build it costs more than to run it


def release(connection: Connection, owner: str) -> None:
    """Put back what `owner` holds, as if it had not been claimed."""
    put_back(connection, LEASED & (_ROW.lease_owner == owner))


def put_back(connection: Connection, held: ColumnElement[bool]) -> None:
    """Let leased deliveries wait again; those of an issue that was cancelled meanwhile are cancelled."""
    _hold_issues(connection, held)
    waiting = update(deliveries).where(held)
    connection.execute(waiting.values(state=_waiting_again(), attempts=_ROW.attempts - 1, **FREE))


def _waiting_again() -> Case[Any]:
    return case(
        (_ROW.issue.in_(CANCELLED), DeliveryState.CANCELLED.value),
        (_ROW.attempts > 1, DeliveryState.DEFERRED.value),
        else_=DeliveryState.QUEUED.value,
    )


def _hold_issues(connection: Connection, held: ColumnElement[bool]) -> None:
    # Who cancels an issue cancels what waits at that moment: what is about to wait again must be seen, or see it.
    if connection.dialect.name == "postgresql":
        of = select(issues.c.id).where(issues.c.id.in_(select(_ROW.issue).where(held)))
        connection.execute(of.order_by(issues.c.id).with_for_update(read=True))

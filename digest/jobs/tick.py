"""Tick: one turn of the scheduler. Whatever it does is written in the store, so a lost tick costs only delay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest.jobs.collect import Desk, Visit, collect
from digest.jobs.deliver import DeliveryReport, PostOffice, deliver
from digest.jobs.hubs import Exchange, ask_hubs, due_sources
from digest.jobs.lateness import drop_stale
from digest.jobs.press import Pressed, Pressroom, plan_due, press_planned
from digest.ports import Expired


@dataclass(frozen=True, slots=True)
class Turn:
    """What one tick did: the sources visited, the slots that were due, the mail sent, and what hubs refused."""

    visits: tuple[Visit, ...]
    pressed: tuple[Pressed, ...]
    deliveries: DeliveryReport
    problems: tuple[str, ...] = ()
    expired: tuple[Expired, ...] = ()
    """Issues that were too late for some of their readers."""


def tick(desk: Desk, room: Pressroom, office: PostOffice, exchange: Exchange | None = None) -> Turn:
    """Collect from the sources that are due, press what is due, give up what is too late, deliver what is queued; with an exchange, ask the hubs."""
    plan_due(tuple(room.plan.newsletters.values()), room.ledger, desk.clock.now())
    soon = any(not planned.held for planned in room.ledger.planned())  # a held issue may wait for hours
    visits = collect(due_sources(exchange, room.plan.sources.values(), desk, soon=soon), desk)
    turn = Turn(visits, press_planned(room), expired=drop_stale(room), deliveries=deliver(office))
    return replace(turn, problems=ask_hubs(exchange)) if exchange else turn

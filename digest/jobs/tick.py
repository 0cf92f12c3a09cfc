"""Tick: one turn of the scheduler. Whatever it does is written in the store, so a lost tick costs only delay."""

from __future__ import annotations

from dataclasses import dataclass

from digest.collector.polling import is_due
from digest.jobs.collect import Desk, Visit, collect, standing
from digest.jobs.deliver import DeliveryReport, PostOffice, deliver
from digest.jobs.press import Pressed, Pressroom, plan_due, press_planned
from digest.model import Source


@dataclass(frozen=True, slots=True)
class Turn:
    """What one tick did: the sources visited, the slots that were due, and the mail sent."""

    visits: tuple[Visit, ...]
    pressed: tuple[Pressed, ...]
    deliveries: DeliveryReport


def tick(desk: Desk, room: Pressroom, office: PostOffice) -> Turn:
    """Collect from the sources that are due, press what is due, deliver what is queued."""
    plan_due(tuple(room.plan.newsletters.values()), room.ledger, desk.clock.now())
    soon = any(not planned.held for planned in room.ledger.planned())  # a held issue may wait for hours
    visits = collect([source for source in room.plan.sources.values() if _is_due(source, desk, soon=soon)], desk)
    return Turn(visits, press_planned(room), deliver(office))


def _is_due(source: Source, desk: Desk, *, soon: bool) -> bool:
    state = standing(source, desk.articles)
    return is_due(state.pace, state.checked, desk.clock.now(), soon=soon)

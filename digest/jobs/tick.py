"""Tick: one turn of the scheduler. Whatever it does is written in the store, so a lost tick costs only delay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.jobs.collect import Desk, Visit, collect
from digest.jobs.deliver import DeliveryReport, PostOffice, deliver
from digest.jobs.press import Pressed, Pressroom, plan_due, press_planned
from digest.model import Source
from digest.ports import Articles

FRESH = timedelta(minutes=5)
"""Before an issue is pressed, sources that were not visited for so long are visited once more."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one tick did: the sources visited, the slots that were due, and the mail sent."""

    visits: tuple[Visit, ...]
    pressed: tuple[Pressed, ...]
    deliveries: DeliveryReport


def tick(desk: Desk, room: Pressroom, office: PostOffice, *, every: timedelta) -> Turn:
    """Collect what is `every` old (FRESH, where an issue is due), press what is due, deliver what is queued."""
    now = desk.clock.now()
    plan_due(tuple(room.plan.newsletters.values()), room.ledger, now)
    patience = FRESH if room.ledger.planned() else every
    visits = collect(_stale(tuple(room.plan.sources.values()), desk.articles, now - patience), desk)
    return Turn(visits, press_planned(room), deliver(office))


def _stale(sources: Sequence[Source], articles: Articles, before: datetime) -> list[Source]:
    """The sources whose last visit, whatever came of it, lies before an instant."""
    visited = {source.id: articles.fetch_state(source.id).checked for source in sources}
    return [source for source in sources if (checked := visited[source.id]) is None or checked <= before]

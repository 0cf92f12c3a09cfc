"""Lateness: what could not leave in time is given up, written down and told; nobody gets old news as new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from digest.jobs.drawing import Pressroom
from digest.jobs.telling import letters_on
from digest.model import LetterOrder, Newsletter
from digest.model.text import counted
from digest.ports import Expired, Planned


def too_late(planned: Planned, newsletter: Newsletter, room: Pressroom) -> str:
    """Return why a planned issue is not pressed any more, "" where it is."""
    # A cadence that allows more lateness than that was given it on purpose.
    hours = max(newsletter.lateness_hours, newsletter.cadence.late_hours)
    return f"not pressed within {hours} hours" if room.clock.now() - planned.due > timedelta(hours=hours) else ""


def drop_stale(room: Pressroom) -> tuple[Expired, ...]:
    """Give up what waits of issues that are too late, and tell their editors; return those issues."""

    def letters(issue: Expired) -> Sequence[LetterOrder]:
        readers = counted(issue.deliveries, "reader")
        return letters_on(issue, "too late", f"too late for {readers}, who will not get it any more", room)

    return tuple(room.ledger.expire(room.clock.now(), letters))

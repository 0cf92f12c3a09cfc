"""Holding: an issue below its newsletter's minimum waits for news, for an editor, or until it is too late."""

from __future__ import annotations

from datetime import timedelta

from digest.jobs.drawing import Draft, Pressroom
from digest.model import Newsletter
from digest.model.text import counted
from digest.ports import Planned


def shortfall(drawn: Draft, room: Pressroom) -> str:
    """Return in words what a draft lacks of its newsletter's minimum, "" where it lacks nothing."""
    minimum = drawn.edition.newsletter.minimum
    stories = len(drawn.issue.stories) - drawn.proof.trimmed if drawn.issue and drawn.proof else 0
    lacks = []
    if stories < minimum.stories:
        lacks.append(f"{stories} of at least {counted(minimum.stories, 'story', 'stories')}")
    # A source that was never visited is not known to be down.
    failed = [room.articles.fetch_state(source).failures > 0 for source in room.plan.sources]
    up = len(failed) - sum(failed)
    if up < minimum.sources_up * len(failed):
        lacks.append(f"{up} of {counted(len(failed), 'source')} up")
    return ", ".join(lacks)


def late(planned: Planned, newsletter: Newsletter, room: Pressroom) -> str:
    """Return why a held issue is not waited for any longer, "" where it is."""
    others = room.ledger.planned()
    if any(one.newsletter == planned.newsletter and one.due > planned.due for one in others):
        return "the next issue takes its place"
    hours = newsletter.cadence.late_hours
    return f"held for {counted(hours, 'hour')}" if room.clock.now() - planned.due > timedelta(hours=hours) else ""

"""Issues: planned for a slot, then pressed or skipped, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.engine import insert
from digest.adapters.database.fanning import fan_out
from digest.adapters.database.revising import write_amendments
from digest.adapters.database.schema import (
    PLANNED,
    QUEUED,
    deliveries,
    issue_stories,
    issues,
    newsletters,
)
from digest.model import Issue, Newsletter, Proof
from digest.model.text import clean_line
from digest.ports import NextEdition, OwnHour, Planned, Slot


def plan(connection: Connection, newsletter: str, slots: Sequence[Slot], now: datetime) -> None:
    """Write slots as planned or skipped issues; a known slot is left as it is."""
    rows = [
        {
            "newsletter": newsletter,
            "slot": slot.label,
            "due": slot.due,
            "state": "skipped" if slot.skipped else "planned",
            "reason": slot.skipped,
            "decided": now if slot.skipped else None,
        }
        for slot in slots
    ]
    if rows:
        connection.execute(insert(connection, issues).on_conflict_do_nothing(), rows)


def move_cursor(connection: Connection, newsletter: str, cursor: datetime) -> None:
    """Move a newsletter's cursor forward, never back; a new newsletter is written down."""
    connection.execute(insert(connection, newsletters).values(id=newsletter).on_conflict_do_nothing())
    behind = or_(newsletters.c.cursor.is_(None), newsletters.c.cursor < cursor)
    connection.execute(update(newsletters).where(newsletters.c.id == newsletter, behind).values(cursor=cursor))


def planned(connection: Connection) -> list[Planned]:
    """Return the planned issues, earliest first, each numbered as if those before it had been pressed."""
    waiting = connection.execute(
        select(issues.c.id, issues.c.newsletter, issues.c.slot, issues.c.due, issues.c.held)
        .where(PLANNED)
        .order_by(issues.c.due, issues.c.id)
    ).all()
    following = {newsletter: next_edition(connection, newsletter) for newsletter in {row.newsletter for row in waiting}}
    found = []
    for row in waiting:
        edition = following[row.newsletter]
        found.append(Planned(row.id, row.newsletter, row.slot, row.due, edition.number, edition.since, row.held))
        following[row.newsletter] = replace(edition, number=edition.number + 1)
    return found


def next_edition(connection: Connection, newsletter: str, before: datetime | None = None) -> NextEdition:
    """Return number and window of the issue after a newsletter's last pressed one (of those due before a moment)."""
    pressed = select(issues.c.number, issues.c.window_end).where(
        issues.c.newsletter == newsletter, issues.c.number.is_not(None)
    )
    if before:
        pressed = pressed.where(issues.c.due < before)
    last = connection.execute(pressed.order_by(issues.c.number.desc()).limit(1)).one_or_none()
    return NextEdition(last.number + 1, last.window_end) if last else NextEdition(1, None)


def press(
    connection: Connection,
    planned: Planned,
    issue: Issue,
    proof: Proof,
    *,
    window_end: datetime,
    now: datetime,
    own_hour: OwnHour | None = None,
) -> int | None:
    """Write proof, stories and deliveries; return the number of deliveries, or None where the plan is out of date."""
    number = _next_number(connection, planned.newsletter)
    values = {
        "state": "pressed",
        "reason": "",
        "decided": now,
        "number": issue.number,
        "window_start": planned.since,
        "window_end": window_end,
        "subject": proof.subject,
        "trimmed": proof.trimmed,
        "html": proof.html,
        "text": proof.text,
        **_face(issue),
    }
    if issue.number != number or not _decide(connection, planned, values):
        return None
    _write_stories(connection, planned, issue)
    write_amendments(connection, planned.key, issue)
    audience = fan_out(connection, planned.key, issue.newsletter, now, own_hour=own_hour)
    _open(connection, planned.key, issue.newsletter, audience, now=now)
    return audience


def _open(connection: Connection, key: int, newsletter: Newsletter, audience: int, *, now: datetime) -> None:
    """Let an issue go out, until it is too late for the reader to whom it was due last."""
    last = connection.scalar(select(func.max(deliveries.c.due)).where(QUEUED, deliveries.c.issue == key)) or now
    stale = last + timedelta(hours=newsletter.lateness_hours)
    opened = update(issues).where(issues.c.id == key)
    connection.execute(opened.values(sending="open", audience=audience, stale=stale))


def _face(issue: Issue) -> dict[str, Any]:
    """What the archive lists an issue by, kept for the day when its newsletter is renamed or gone from the settings."""
    stories, newsletter = issue.stories, issue.newsletter
    opening = next((story.brief.lede.text for story in stories if story.brief.lede), "")
    return {
        "title": clean_line(newsletter.title),
        "preheader": clean_line(issue.preheader) or clean_line(opening),
        "language": newsletter.language,
        "picture": next((story.image.url for story in stories if story.image), ""),
        "private": newsletter.private,
    }


def skip(connection: Connection, planned: Planned, reason: str, now: datetime) -> bool:
    """Mark a planned issue as skipped; one that was decided meanwhile is left as it is."""
    return _decide(connection, planned, {"state": "skipped", "reason": reason, "decided": now})


def hold(connection: Connection, planned: Planned, reason: str, now: datetime) -> bool:
    """Mark a planned issue as held since the first time that it was; one that was decided meanwhile is left as it is."""
    held = func.coalesce(issues.c.held, literal(now, Instant()))
    return _decide(connection, planned, {"reason": reason, "held": held})


def _next_number(connection: Connection, newsletter: str) -> int:
    # The newsletter's row is the lock under which its issues are numbered. Not the strongest kind (key_share):
    # readers may subscribe meanwhile.
    row = select(newsletters.c.id).where(newsletters.c.id == newsletter)
    connection.execute(row.with_for_update(key_share=True))
    return next_edition(connection, newsletter).number


def _decide(connection: Connection, planned: Planned, values: dict[str, Any]) -> bool:
    still = update(issues).where(issues.c.id == planned.key, PLANNED)
    return connection.execute(still.values(**values)).rowcount == 1


def _write_stories(connection: Connection, planned: Planned, issue: Issue) -> None:
    rows = [
        {"issue": planned.key, "position": position, "newsletter": planned.newsletter, "article": story.key}
        for position, story in enumerate(issue.stories)
    ]
    if rows:
        connection.execute(insert(connection, issue_stories), rows)

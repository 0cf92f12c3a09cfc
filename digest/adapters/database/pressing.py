"""Issues: planned for a slot, then pressed or skipped, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, literal, or_, select, update

from digest.adapters.database.columns import Instant
from digest.adapters.database.engine import insert
from digest.adapters.database.schema import (
    PLANNED,
    deliveries,
    issue_stories,
    issues,
    newsletters,
    subscribers,
    subscriptions,
)
from digest.model import Issue, Proof
from digest.ports import Planned, Slot


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
    last = {row.newsletter: row for row in connection.execute(_last_pressed())}
    waiting = connection.execute(
        select(issues.c.id, issues.c.newsletter, issues.c.slot, issues.c.due)
        .where(PLANNED)
        .order_by(issues.c.due, issues.c.id)
    )
    numbers = {newsletter: row.number for newsletter, row in last.items()}
    found = []
    for row in waiting:
        number = numbers[row.newsletter] = numbers.get(row.newsletter, 0) + 1
        since = last[row.newsletter].window_end if row.newsletter in last else None
        found.append(Planned(row.id, row.newsletter, row.slot, row.due, number, since))
    return found


def _last_pressed() -> Select[str, int, datetime]:
    newest = func.max(issues.c.number).label("number"), func.max(issues.c.window_end).label("window_end")
    pressed = select(issues.c.newsletter, *newest).where(issues.c.number.is_not(None))
    return pressed.group_by(issues.c.newsletter)


def press(
    connection: Connection, planned: Planned, issue: Issue, proof: Proof, *, window_end: datetime, now: datetime
) -> int | None:
    """Write proof, stories and deliveries; return the number of deliveries, or None where the plan is out of date."""
    number = _next_number(connection, planned.newsletter)
    values = {
        "state": "pressed",
        "decided": now,
        "number": issue.number,
        "window_start": planned.since,
        "window_end": window_end,
        "subject": proof.subject,
        "trimmed": proof.trimmed,
        "html": proof.html,
        "text": proof.text,
    }
    if issue.number != number or not _decide(connection, planned, values):
        return None
    _write_stories(connection, planned, issue)
    return _fan_out(connection, planned, now)


def skip(connection: Connection, planned: Planned, reason: str, now: datetime) -> None:
    """Mark a planned issue as skipped; one that was decided meanwhile is left as it is."""
    _decide(connection, planned, {"state": "skipped", "reason": reason, "decided": now})


def _next_number(connection: Connection, newsletter: str) -> int:
    # The newsletter's row is the lock under which its issues are numbered. Not the strongest kind (key_share):
    # readers may subscribe meanwhile.
    row = select(newsletters.c.id).where(newsletters.c.id == newsletter)
    connection.execute(row.with_for_update(key_share=True))
    highest = connection.scalar(select(func.max(issues.c.number)).where(issues.c.newsletter == newsletter))
    return (highest or 0) + 1


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


def _fan_out(connection: Connection, planned: Planned, now: datetime) -> int:
    """Queue one delivery for each reader, in one statement: no half audience, whatever its size."""
    audience = (
        select(literal(planned.key), subscribers.c.id, literal("queued"), literal(0), literal(now, Instant()))
        .join_from(subscriptions, subscribers)
        .where(
            subscriptions.c.newsletter == planned.newsletter,
            subscriptions.c.state == "subscribed",
            subscribers.c.status == "active",
        )
        .order_by(subscribers.c.id)
    )
    columns = ["issue", "subscriber", "state", "attempts", "due"]
    fanned = insert(connection, deliveries).from_select(columns, audience).on_conflict_do_nothing()
    return connection.execute(fanned, execution_options={"preserve_rowcount": True}).rowcount

"""Press: make the issues that are due, freeze each with its proof, and queue one delivery per reader.

What is due is decided by the pure `schedule` from cadence, zone, cursor and now; that each slot is pressed once is
held by the ledger's unique (newsletter, slot), so two schedulers, a restart or a clock change cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.editor import Choice, Edition, choose, make_issue
from digest.errors import DigestError
from digest.model import Candidate, Issue, Newsletter, Proof, Source, Topic
from digest.ports import Articles, Clock, Ledger, Planned, Slot
from digest.schedule import due, local_time, wall_label

MAX_WINDOW = timedelta(days=7)
"""The furthest back that an issue reaches, however long the one before it is ago: older news is no news."""

OVERLAP = timedelta(minutes=15)
"""How far a window reaches back over the one before it: an article that was being stored while that issue was pressed
is still seen. What that issue ran is no candidate any more, so nothing runs twice."""

EMPTY = "nothing to run"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the editor wrote in the configuration, by id."""

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    newsletters: Mapping[str, Newsletter]


@dataclass(frozen=True, slots=True)
class Pressroom:
    """What pressing needs: the editor's plan, the ports, and the renderer."""

    plan: Plan
    articles: Articles
    ledger: Ledger
    clock: Clock
    prove: Callable[[Issue], Proof]


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as it would be now: `issue` and `proof` are None where there is nothing to run.

    `candidates` are the articles that it was chosen from, with everything that is known of them.
    """

    edition: Edition
    choice: Choice
    issue: Issue | None
    proof: Proof | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a due slot: readers queued, or why it was skipped or failed."""

    newsletter: str
    slot: str
    stories: int = 0
    readers: int = 0
    skipped: str = ""
    failed: str = ""


def plan_due(newsletters: Sequence[Newsletter], ledger: Ledger, now: datetime) -> None:
    """Write every slot that has fallen due since a newsletter's cursor, and move the cursor to now."""
    for newsletter in newsletters:
        cursor = ledger.cursor(newsletter.id)
        slots = [Slot(slot.label, slot.due, slot.skipped) for slot in due(newsletter.cadence, cursor, now)]
        ledger.plan(newsletter.id, slots, now if cursor is None else max(cursor, now), now)


def plan_now(newsletter: Newsletter, ledger: Ledger, now: datetime) -> str:
    """Write a slot for this very minute, outside the cadence, and return its label. The cursor stays."""
    label = wall_label(newsletter.cadence, now)
    ledger.plan(newsletter.id, [Slot(label, now)], ledger.cursor(newsletter.id) or now, now)
    return label


def press_planned(room: Pressroom) -> tuple[Pressed, ...]:
    """Press every planned issue, earliest first; one that fails stays planned, is told, and is tried at the next tick."""
    results: dict[int, Pressed] = {}
    # Asked anew each time: number and window of an issue depend on what became of the one before it.
    while waiting := [planned for planned in room.ledger.planned() if planned.key not in results]:
        results[waiting[0].key] = _press(waiting[0], room)
    return tuple(results.values())


def _press(planned: Planned, room: Pressroom) -> Pressed:
    newsletter = room.plan.newsletters.get(planned.newsletter)
    if newsletter is None:
        return _skip(planned, "its newsletter is no longer in the configuration", room)
    now = room.clock.now()
    try:
        drawn = _draw(_edition(newsletter, planned, now, room.plan), room)
    except DigestError as error:
        return Pressed(planned.newsletter, planned.slot, failed=str(error))
    if drawn.issue is None or drawn.proof is None:
        return _skip(planned, EMPTY, room)
    # What the size budget took out was not run: it stays a candidate for the next issue.
    printed = drawn.issue.first(len(drawn.issue.stories) - drawn.proof.trimmed)
    readers = room.ledger.press(planned, printed, drawn.proof, window_end=drawn.edition.until, now=now)
    if readers is None:
        return Pressed(planned.newsletter, planned.slot, skipped="already pressed by another process")
    return Pressed(planned.newsletter, planned.slot, len(printed.stories), readers)


def _skip(planned: Planned, reason: str, room: Pressroom) -> Pressed:
    room.ledger.skip(planned, reason, room.clock.now())
    return Pressed(planned.newsletter, planned.slot, skipped=reason)


def _edition(newsletter: Newsletter, planned: Planned, now: datetime, plan: Plan) -> Edition:
    since = planned.since - OVERLAP if planned.since else now - timedelta(hours=newsletter.lookback_hours)
    titles = {source.id: source.title for source in plan.sources.values()}
    date = local_time(newsletter.cadence, planned.due)
    return Edition(newsletter, planned.slot, planned.number, date, max(since, now - MAX_WINDOW), now, titles)


def _draw(edition: Edition, room: Pressroom, *, replay: bool = False) -> Draft:
    newsletter = edition.newsletter
    candidates = room.articles.candidates(newsletter.id, edition.since, edition.until, replay=replay)
    choice = choose(edition, [room.plan.topics[topic] for topic in newsletter.topics], candidates)
    issue = make_issue(edition, choice)
    return Draft(edition, choice, issue, room.prove(issue) if issue else None, tuple(candidates))


def draft(newsletter: Newsletter, room: Pressroom, at: datetime | None = None) -> Draft:
    """Return the issue as it would be pressed this minute, or at the moment `at`; nothing is written.

    A moment in the past knows only the articles and issues of before; an article that was revised since then has the
    words that it has now, because the store keeps no older ones.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    now = at or room.clock.now()
    coming = room.ledger.next_edition(newsletter.id, at)
    label = wall_label(newsletter.cadence, now)
    planned = Planned(0, newsletter.id, label, now, coming.number, coming.since)
    return _draw(_edition(newsletter, planned, now, room.plan), room, replay=at is not None)

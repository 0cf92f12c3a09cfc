"""Press: make the issues that are due, freeze each with its proof, and queue one delivery per reader.

What is due is decided by the pure `schedule` from cadence, zone, cursor and now; that each slot is pressed once is
held by the ledger's unique (newsletter, slot), so two schedulers, a restart or a clock change cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from digest.errors import DigestError
from digest.jobs.accounting import account_for
from digest.jobs.drawing import MAX_WINDOW, OVERLAP, Draft, Plan, Pressroom, draft, edition_of
from digest.jobs.holding import late, shortfall
from digest.jobs.lateness import too_late
from digest.jobs.recheck import draw_checked
from digest.jobs.telling import letters_on, short_form, stories, tell_failure
from digest.model import LetterOrder, Newsletter
from digest.model.text import counted
from digest.ports import Ledger, OwnHour, Planned, Records, Slot
from digest.schedule import due, reader_hour, wall_label

__all__ = [
    "EMPTY",
    "MAX_WINDOW",
    "OVERLAP",
    "Draft",
    "Plan",
    "Pressed",
    "Pressroom",
    "draft",
    "plan_due",
    "plan_now",
    "press_planned",
    "skip_held",
]

EMPTY = "nothing to run"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a due slot: readers queued, or why it was skipped, failed or is held.

    `report` is what its editor should know of one that was pressed or held, without the candidates one by one.
    """

    newsletter: str
    slot: str
    stories: int = 0
    readers: int = 0
    skipped: str = ""
    failed: str = ""
    held: str = ""
    report: Mapping[str, Any] | None = field(default=None, compare=False)


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


def press_planned(room: Pressroom, release: str = "") -> tuple[Pressed, ...]:
    """Press every planned issue, earliest first; one that fails stays planned, is told, and is tried at the next tick.

    An issue below its newsletter's minimum is held, and tried again; those of the newsletter `release` go out as they are.
    """
    results: dict[int, Pressed] = {}
    # Asked anew each time: number and window of an issue depend on what became of the one before it.
    while waiting := [planned for planned in room.ledger.planned() if planned.key not in results]:
        results[waiting[0].key] = _press(waiting[0], room, anyway=waiting[0].newsletter == release)
    return tuple(results.values())


def skip_held(newsletter: str, reason: str, room: Pressroom) -> tuple[Pressed, ...]:
    """Skip the held issues of a newsletter, and return what became of them."""
    held = [one for one in room.ledger.planned() if one.held and one.newsletter == newsletter]
    return tuple(_skip(planned, reason, room) for planned in held)


def _press(planned: Planned, room: Pressroom, *, anyway: bool) -> Pressed:
    newsletter = room.plan.newsletters.get(planned.newsletter)
    if newsletter is None:
        return _skip(planned, "its newsletter is no longer in the configuration", room)
    if not (anyway or planned.held) and (reason := too_late(planned, newsletter, room)):
        return _skip(planned, reason, room)
    try:
        drawn = draw_checked(edition_of(newsletter, planned, room.clock.now(), room.plan), room)
    except DigestError as error:
        tell_failure(planned, error, room)
        return Pressed(planned.newsletter, planned.slot, failed=str(error))
    if not anyway and (lacks := shortfall(drawn, room)):
        return _hold(planned, lacks, drawn, room)
    return _print(planned, drawn, room)


def _own_hour(newsletter: Newsletter, planned: Planned, now: datetime) -> OwnHour | None:
    """When each reader is to have an issue, where they may say: at their hour of its day, or now where that is over."""
    if not newsletter.own_hour:
        return None
    return lambda zone, hour: max(now, reader_hour(newsletter.cadence, planned.due, zone, hour))


def _print(planned: Planned, drawn: Draft, room: Pressroom) -> Pressed:
    if drawn.issue is None or drawn.proof is None:
        return _skip(planned, EMPTY, room)
    # What the size budget took out was not run: it stays a candidate for the next issue.
    printed = drawn.issue.first(len(drawn.issue.stories) - drawn.proof.trimmed)
    now = drawn.edition.until
    account = account_for(drawn, room)

    def letters(readers: int) -> Sequence[LetterOrder]:
        told = f"{stories(len(printed.stories))} for {counted(readers, 'reader')}"
        return letters_on(planned, "pressed", told, room, account=account)

    readers = room.ledger.press(
        planned,
        printed,
        drawn.proof,
        window_end=now,
        now=now,
        own_hour=_own_hour(drawn.edition.newsletter, planned, now),
        records=Records(account if room.accounts else None, letters),
    )
    if readers is None:
        return Pressed(planned.newsletter, planned.slot, skipped="already pressed by another process")
    return Pressed(planned.newsletter, planned.slot, len(printed.stories), readers, report=short_form(account))


def _hold(planned: Planned, lacks: str, drawn: Draft, room: Pressroom) -> Pressed:
    """Hold an issue, or skip one that nobody waits for any more."""
    if given_up := late(planned, drawn.edition.newsletter, room):
        return _skip(planned, f"{lacks}; {given_up}", room)
    account = account_for(drawn, room)
    letters = letters_on(planned, "held", f"{lacks}; digest release or digest skip decides", room, account=account)
    room.ledger.hold(planned, lacks, room.clock.now(), letters)
    return Pressed(planned.newsletter, planned.slot, held=lacks, report=short_form(account))


def _skip(planned: Planned, reason: str, room: Pressroom) -> Pressed:
    room.ledger.skip(planned, reason, room.clock.now(), letters_on(planned, "skipped", reason, room))
    return Pressed(planned.newsletter, planned.slot, skipped=reason)

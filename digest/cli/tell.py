"""What came of a job, as tables for a person and as plain values for a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from digest.cli.console import out, table
from digest.jobs.collect import Visit
from digest.jobs.deliver import DeliveryReport
from digest.jobs.press import Draft, Pressed
from digest.jobs.preview import Sheet
from digest.jobs.telling import report_lines
from digest.model.text import counted
from digest.ports import Expired

MAX_PROBLEMS = 20
"""The most problems printed of one run; all of them are in `--json`."""


def tell_visits(visits: Sequence[Visit]) -> None:
    """Print a row for each source, and what could not be read."""
    table("Sources", ("Source", "Listed", "New", "Revised", "What happened"), [_visit_row(visit) for visit in visits])
    problems = [problem for visit in visits for problem in visit.problems]
    for problem in problems[:MAX_PROBLEMS]:
        out.print(f"  not as it should be: {problem}", style="yellow", markup=False, soft_wrap=True)
    if len(problems) > MAX_PROBLEMS:
        out.print(f"  and {len(problems) - MAX_PROBLEMS} more (--json tells all)", style="yellow")


def _visit_row(visit: Visit) -> tuple[object, ...]:
    if visit.error:
        return visit.source, "", "", "", f"failed: {visit.error}"
    if visit.held:
        return visit.source, "", "", "", f"not asked: {visit.held} (--force asks)"
    if visit.unchanged:
        return visit.source, "", "", "", "not changed since the last visit"
    told = f"read, {len(visit.problems)} with problems" if visit.problems else "read"
    return visit.source, visit.listed, visit.new, visit.revised, told


def tell_pressed(pressed: Sequence[Pressed]) -> None:
    """Print a row for each slot that was due."""
    table("Issues", ("Newsletter", "Slot", "Stories", "Readers", "What happened"), [_pressed_row(p) for p in pressed])


def _pressed_row(pressed: Pressed) -> tuple[object, ...]:
    slot = pressed.slot.replace("T", " ")
    for became, why in (("failed", pressed.failed), ("skipped", pressed.skipped), ("held", pressed.held)):
        if why:
            return pressed.newsletter, slot, "", "", f"{became}: {why}"
    return pressed.newsletter, slot, pressed.stories, pressed.readers, "pressed"


def tell_reports(pressed: Sequence[Pressed]) -> None:
    """Print what an editor should know of each issue that was pressed or is held."""
    for line in (line for each in pressed if each.report for line in report_lines(each.report)):
        out.print(f"  {line}", style="dim", markup=False, soft_wrap=True)


def tell_deliveries(report: DeliveryReport) -> None:
    """Print how many deliveries ended in each state, and the replies that were no success."""
    if report.letters:
        table("Letters", ("State", "Messages"), [(state.value, count) for state, count in report.letters.items()])
    if report.states:
        table("Deliveries", ("State", "Messages"), [(state.value, count) for state, count in report.states.items()])
    table("Replies", ("Reply", "Times"), report.replies.most_common(5))
    if report.relay_down:
        out.print(f"The mail system is not taking mail: {report.relay_down}", style="red", markup=False)


def tell_expired(expired: Sequence[Expired]) -> None:
    """Print which issues were too late, and for how many readers."""
    for issue in expired:
        readers = counted(issue.deliveries, "reader")
        told = f"{issue.newsletter} {issue.number} was too late for {readers}, who will not get it any more"
        out.print(f"  {told}", style="yellow", markup=False, soft_wrap=True)


def delivery_values(report: DeliveryReport) -> dict[str, Any]:
    """Return a delivery report as plain values."""
    return {
        "states": {state.value: count for state, count in report.states.items()},
        "letters": {state.value: count for state, count in report.letters.items()},
        "replies": dict(report.replies),
        "relay_down": report.relay_down,
    }


def visit_values(visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """Return visits as plain values."""
    return [asdict(visit) for visit in visits]


def tell_draft(draft: Draft) -> None:
    """Print why each story is in the issue and why each of the others is not."""
    tell_stories(draft)
    left_out = [(left.headline, left.source_title, left.reason) for left in draft.choice.left_out]
    table("Left out", ("Story", "Source", "Why not"), left_out)


def tell_stories(draft: Draft) -> None:
    """Print why each story is in the issue, and how many were left out for each reason."""
    stories = [
        (section.kind.value, story.brief.entry.headline, story.source_title, story.reason)
        for section in draft.choice.sections
        for story in section.stories
    ]
    table("In the issue", ("Section", "Story", "Source", "Why"), stories)
    if draft.choice.uncompared:
        out.print(f"  {uncompared_words(draft.choice.uncompared)}", style="yellow", markup=False)
    reasons = Counter(left.reason.split(" http")[0] for left in draft.choice.left_out)
    for reason, count in reasons.most_common():
        out.print(f"  left out {count}: {reason}", style="dim", markup=False)


def uncompared_words(count: int) -> str:
    """Return that a window held more stories than are compared by what they say."""
    return f"the oldest {count} stories of the window were compared by equal texts only: of their events some may run twice"


def sheet_values(sheet: Sheet) -> dict[str, Any]:
    """Return what a preview's table of candidates shows, as plain values: each candidate once, and what holds the issue."""
    return {
        "lacks": sheet.lacks,
        "held_since": sheet.held,
        "sources_down": sheet.down,
        "candidates": sheet.candidates,
    }


def draft_values(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain values: every candidate once, in or out."""
    return {
        "newsletter": draft.edition.newsletter.id,
        "slot": draft.edition.slot,
        "number": draft.edition.number,
        "subject": draft.issue.subject if draft.issue else None,
        "preheader": draft.issue.preheader if draft.issue else None,
        "html_bytes": draft.proof.size if draft.proof else 0,
        "trimmed": draft.proof.trimmed if draft.proof else 0,
        "stories": [
            {
                "section": section.kind.value,
                "headline": story.brief.entry.headline,
                "url": story.brief.entry.url,
                "source": story.source_title,
                "reason": story.reason,
                "lede": story.brief.lede.text if story.brief.lede else None,
                "quotes": [
                    {
                        "quote": [words.text for words in quote.words],
                        "speaker": quote.speaker,
                        "role": quote.role,
                        "confidence": quote.confidence,
                        "from": quote.origin.url if quote.origin else story.brief.entry.url,
                    }
                    for quote in story.brief.quotes
                ],
                "chosen_by": story.brief.chosen_by,
            }
            for section in draft.choice.sections
            for story in section.stories
        ],
        "left_out": [asdict(left) for left in draft.choice.left_out],
        "uncompared": draft.choice.uncompared,
    }

"""`digest status`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from digest.cli.console import ConfigOption, JsonOption, newsroom, print_json, table
from digest.ports import IssueRow
from digest.schedule import describe, next_slots
from digest.wiring import Newsroom


def status(
    most: Annotated[int, typer.Option("--most", min=1, max=1000, metavar="N", help="The newest N issues.")] = 10,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show the newsletters and when they are due, the sources' last visits, and what became of each issue.

    Example: digest status --json
    """
    with newsroom(config) as room:
        newsletters, sources = _newsletters(room), _sources(room)
        issues, letters = room.pressroom.ledger.issues(most), room.letters.queue.tally()
    if json:
        print_json(
            {
                "newsletters": newsletters,
                "sources": sources,
                "issues": [asdict(row) for row in issues],
                "letters": dict(letters),
            }
        )
        return
    table("Newsletters", ("Newsletter", "Goes out", "Next", "Readers"), [tuple(row.values()) for row in newsletters])
    table("Sources", ("Source", "Last visit", "Failures", "Last error"), [tuple(row.values()) for row in sources])
    table("Letters", ("State", "Letters"), list(letters.items()))
    table(
        "Issues",
        ("Newsletter", "Slot", "No.", "State", "Stories", "Deliveries", "Subject or reason"),
        [_row(i) for i in issues],
    )


def _newsletters(room: Newsroom) -> list[dict[str, Any]]:
    now = room.clock.now()
    rows = []
    for newsletter in room.plan.newsletters.values():
        coming = next_slots(newsletter.cadence, now, 1)
        rows.append(
            {
                "newsletter": newsletter.id,
                "goes_out": describe(newsletter.cadence),
                "next": coming[0].label.replace("T", " ") if coming else "never",
                "readers": room.register.audience(newsletter, now),
            }
        )
    return rows


def _sources(room: Newsroom) -> list[dict[str, Any]]:
    states = {source: room.desk.articles.fetch_state(source) for source in room.plan.sources}
    return [
        {
            "source": source,
            "last_visit": state.checked.isoformat(" ", "seconds") if state.checked else "never",
            "failures": state.failures,
            "error": state.error,
        }
        for source, state in states.items()
    ]


def _row(issue: IssueRow) -> tuple[object, ...]:
    deliveries = ", ".join(f"{count} {state}" for state, count in issue.tally.items() if count)
    told = issue.reason or issue.subject
    return (
        issue.newsletter,
        issue.slot.replace("T", " "),
        issue.number or "",
        issue.state,
        issue.stories,
        deliveries,
        told,
    )

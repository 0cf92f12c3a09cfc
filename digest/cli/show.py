"""`digest status`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, newsroom, print_json, table
from digest.ports import IssueRow
from digest.schedule import describe, next_slots
from digest.wiring import Newsroom


def status(
    most: Annotated[int, typer.Option("--most", min=1, max=1000, metavar="N", help="The newest N issues.")] = 10,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show the newsletters and when they are due, the sources' last visits, and what became of each issue.

    It ends with status 1 where an issue's deliveries do not add up to the readers whom it was pressed for.

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
                "issues": [asdict(row) | {"missing": row.balance.missing} for row in issues],
                "letters": dict(letters),
            }
        )
    else:
        _tell(newsletters, sources, issues, letters)
    if wrong := [row for row in issues if row.balance.missing]:
        for row in wrong:
            said = f"{row.newsletter}/{row.number} does not add up: {row.audience} readers, {_deliveries(row) or 'no deliveries'}"
            err.print(said, style="bold red", markup=False, soft_wrap=True)
        raise typer.Exit(IN_PART)


def _tell(
    newsletters: list[dict[str, Any]],
    sources: list[dict[str, Any]],
    issues: Sequence[IssueRow],
    letters: Mapping[str, int],
) -> None:
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


def _deliveries(issue: IssueRow) -> str:
    return ", ".join(f"{count} {state}" for state, count in issue.tally.items() if count)


def _row(issue: IssueRow) -> tuple[object, ...]:
    told = issue.reason or issue.subject
    return (
        issue.newsletter,
        issue.slot.replace("T", " "),
        issue.number or "",
        issue.sending if issue.sending in {"paused", "cancelled"} else issue.state,
        issue.stories,
        _deliveries(issue),
        told,
    )

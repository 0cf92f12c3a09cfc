"""`digest delivery ...`: deliveries that nobody knows the end of."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import WRONG_INPUT, ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.model import DeliveryState
from digest.wiring import Newsroom

app = typer.Typer(help="Deliveries in doubt: messages that may have arrived.", no_args_is_help=True)

IssueOption = Annotated[
    int | None, typer.Option("--issue", metavar="ISSUE", help="Only of this issue (its key in `digest status --json`).")
]


@app.command(name="list")
def list_(issue: IssueOption = None, config: ConfigOption = None, json: JsonOption = False) -> None:
    """List the deliveries in doubt: whose message a server may have taken, though nobody knows.

    Examples: digest delivery list · digest delivery list --issue 12 --json
    """
    with newsroom(config) as room:
        doubts = room.doubts.all(issue)
    if json:
        print_json(doubts)
        return
    if not doubts:
        out.print("No delivery is in doubt.")
    rows = [(each.issue, each.newsletter, each.slot, each.email, each.attempts, each.reply) for each in doubts]
    table("In doubt", ("Issue", "Newsletter", "Slot", "Reader", "Attempts", "Last heard"), rows)


@app.command()
def settle(
    sent: Annotated[bool, typer.Option("--sent", help="They have arrived.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send them again, the same messages.")] = False,
    issue: IssueOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Say what became of the deliveries in doubt: they have arrived, or they shall be sent again.

    Your mail server's log tells, by the Message-ID. With --again a reader who did get the message gets it twice.

    Examples: digest delivery settle --sent --issue 12 · digest delivery settle --again --dry-run
    """
    if sent == again:
        fail("say either --sent or --again", WRONG_INPUT)
    state = DeliveryState.SENT if sent else DeliveryState.QUEUED
    with newsroom(config) as room:
        count = _settle(room, state, issue, dry_run=dry_run)
    if json:
        print_json({"settled": count, "state": state, "dry_run": dry_run})
    else:
        fate = "sent" if sent else "queued"
        out.print(
            f"{count:,} {'delivery' if count == 1 else 'deliveries'} {'would be set' if dry_run else 'set'} to {fate}."
        )


def _settle(room: Newsroom, state: DeliveryState, issue: int | None, *, dry_run: bool) -> int:
    doubts = room.doubts.all(issue)
    return len(doubts) if dry_run else room.doubts.settle([each.key for each in doubts], state, room.clock.now())

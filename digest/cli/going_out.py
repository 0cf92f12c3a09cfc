"""`digest issues ...`: an issue that is going out is paused, resumed or cancelled."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.cli.issues import newsletter_of
from digest.model.text import counted
from digest.ports import Balance, IssueRow
from digest.wiring import Newsroom

app = typer.Typer(help="Issues that are going out: pause, resume or cancel one.", no_args_is_help=True)

IssueArgument = Annotated[
    str, typer.Argument(help="NEWSLETTER/NUMBER, or a newsletter for its newest pressed issue.", metavar="ISSUE")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")]


@app.command()
def pause(issue: IssueArgument, dry_run: DryRun = False, config: ConfigOption = None, json: JsonOption = False) -> None:
    """Let nothing more of an issue leave, until `digest issues resume`.

    Examples: digest issues pause morning · digest issues pause morning/12 --dry-run
    """
    with newsroom(config) as room:
        row = _in_state(room, issue, "open")
        if not dry_run and not room.pressroom.ledger.pause(row.key):
            fail(f"{issue} has just come to its end", IN_PART)
        _tell(room, row, "open" if dry_run else "paused", json=json)


@app.command()
def resume(
    issue: IssueArgument, dry_run: DryRun = False, config: ConfigOption = None, json: JsonOption = False
) -> None:
    """Let a paused issue go out again: who has it gets no second, who waits gets it.

    Example: digest issues resume morning/12
    """
    with newsroom(config) as room:
        row = _in_state(room, issue, "paused")
        if not dry_run and not room.pressroom.ledger.resume(row.key):
            fail(f"{issue} is not paused any more", IN_PART)
        _tell(room, row, "paused" if dry_run else "open", json=json)


@app.command()
def cancel(
    issue: IssueArgument, dry_run: DryRun = False, config: ConfigOption = None, json: JsonOption = False
) -> None:
    """Cancel what has not left of an issue, for good. What was sent stays sent, and you are told how many that were.

    Examples: digest issues cancel morning/12 --dry-run · digest issues cancel morning/12
    """
    with newsroom(config) as room:
        row = _in_state(room, issue, "open", "paused")
        if not dry_run and room.pressroom.ledger.cancel(row.key) is None:
            fail(f"{issue} has just come to its end", IN_PART)
        _tell(room, row, row.sending if dry_run else "cancelled", json=json)


def _in_state(room: Newsroom, issue: str, *states: str) -> IssueRow:
    """Return the issue that is meant, or end with a clear line where there is none or it is in no such state."""
    newsletter, _, number = issue.partition("/")
    newsletter_of(room, newsletter)
    if number and not (number.isascii() and number.isdigit() and len(number) < 10):
        fail(f"{issue!r} is no issue: write {newsletter}/12, or {newsletter} for its newest")
    row = room.pressroom.ledger.pressed(newsletter, int(number) if number else None)
    if row is None:
        fail(f"{newsletter} has no pressed issue {number}".rstrip(), IN_PART)
    if row.sending not in states:
        fail(f"{row.newsletter}/{row.number} is {row.sending}, not {' or '.join(states)}", IN_PART)
    return row


def _tell(room: Newsroom, row: IssueRow, sending: str, *, json: bool) -> None:
    balance = room.pressroom.ledger.balance(row.key)
    if json:
        print_json(
            {
                "newsletter": row.newsletter,
                "number": row.number,
                "slot": row.slot,
                "sending": sending,
                "audience": balance.audience,
                "deliveries": balance.tally,
            }
        )
        return
    out.print(f"{row.newsletter}/{row.number} is {sending}: {_words(balance)}.", markup=False, soft_wrap=True)


def _words(balance: Balance) -> str:
    held = balance.tally.get("leased", 0)
    parts = [
        f"{counted(balance.tally.get('sent', 0), 'reader')} of {balance.audience} had it before",
        f"{balance.ready} wait" if balance.ready else "nobody waits",
    ]
    if cancelled := balance.tally.get("cancelled", 0):
        parts.append(f"{cancelled} will not get it")
    if held:
        parts.append(f"{held} being sent at this moment")
    return ", ".join(parts)

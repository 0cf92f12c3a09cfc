"""`digest send` and `digest press`."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import (
    IN_PART,
    ConfigOption,
    JsonOption,
    fail,
    newsroom,
    out,
    print_json,
)
from digest.cli.tell import draft_values, tell_draft, tell_pressed, tell_reports
from digest.jobs.press import Pressed, draft, plan_now, press_planned
from digest.jobs.send import send_copy
from digest.model import Newsletter, Outcome
from digest.signup import read_address
from digest.wiring import Newsroom

NewsletterArgument = Annotated[str, typer.Argument(help="The newsletter's id.", metavar="NEWSLETTER")]


def newsletter_of(room: Newsroom, name: str) -> Newsletter:
    """Return the newsletter of this id, or end with a clear line that names those there are."""
    if name not in room.plan.newsletters:
        fail(f"there is no newsletter {name!r} (known: {', '.join(room.plan.newsletters)})")
    return room.plan.newsletters[name]


def send(
    newsletter: NewsletterArgument,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Who gets the copy.")],
    config: ConfigOption = None,
) -> None:
    """Send a test copy of the issue as it would go out now to one address. Nothing is recorded.

    Example: digest send morning --to me@example.com
    """
    with newsroom(config) as room:
        chosen = newsletter_of(room, newsletter)
        receipt = send_copy(chosen, read_address(to), room.pressroom, room.posting)
    if receipt is None:
        fail(f"there is nothing to run in {newsletter} now", IN_PART)
    if receipt.outcome is not Outcome.ACCEPTED:
        fail(f"not sent: {receipt.code or ''} {receipt.reply}", IN_PART)
    out.print(f"Sent to {to}: {receipt.reply}", markup=False)


def press(
    newsletter: NewsletterArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be pressed; write nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Make the issue now, outside the newsletter's cadence, and queue a delivery for each reader.

    What is queued leaves with `digest deliver` or `digest run`.

    Examples: digest press morning --dry-run · digest press morning
    """
    with newsroom(config) as room:
        chosen = newsletter_of(room, newsletter)
        if dry_run:
            drawn = draft(chosen, room.pressroom)
            print_json(draft_values(drawn)) if json else tell_draft(drawn)
            return
        slot = plan_now(chosen, room.pressroom.ledger, room.clock.now())
        pressed = [one for one in press_planned(room.pressroom) if (one.newsletter, one.slot) == (newsletter, slot)]
    result = pressed or [Pressed(newsletter, slot, skipped="this slot was pressed before")]
    if json:
        print_json({"issues": result})
    else:
        tell_pressed(result)
        tell_reports(result)
    if any(one.failed for one in result):
        raise typer.Exit(IN_PART)

"""`digest release` and `digest skip`: what an editor decides about an issue that is held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.cli.issues import NewsletterArgument, newsletter_of
from digest.cli.tell import tell_pressed, tell_reports
from digest.jobs.press import Pressed, press_planned, skip_held
from digest.wiring import Newsroom

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say which issues are meant; write nothing.")]


def release(
    newsletter: NewsletterArgument, dry_run: DryRun = False, config: ConfigOption = None, json: JsonOption = False
) -> None:
    """Press the issue of a newsletter that is held for want of its minimum, as it is now.

    Example: digest release morning
    """
    with newsroom(config) as room:
        held = _held(room, newsletter)
        if not dry_run:
            pressed = [one for one in press_planned(room.pressroom, newsletter) if one.newsletter == newsletter]
    _tell(held if dry_run else pressed, json=json)


def skip(
    newsletter: NewsletterArgument,
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="Why, for the record.")
    ] = "an editor skipped it",
    dry_run: DryRun = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Drop the issue of a newsletter that is held; its stories are candidates for the next one.

    Example: digest skip morning --reason "holiday"
    """
    with newsroom(config) as room:
        held = _held(room, newsletter)
        skipped = held if dry_run else skip_held(newsletter, reason, room.pressroom)
    _tell(skipped, json=json)


def _held(room: Newsroom, newsletter: str) -> list[Pressed]:
    newsletter_of(room, newsletter)
    planned = room.pressroom.ledger.planned()
    held = [Pressed(newsletter, one.slot, held="yes") for one in planned if one.held and one.newsletter == newsletter]
    if not held:
        fail(f"no issue of {newsletter} is held", IN_PART)
    return held


def _tell(pressed: Sequence[Pressed], *, json: bool) -> None:
    if json:
        print_json({"issues": pressed})
    else:
        tell_pressed(pressed)
        tell_reports(pressed)
    if any(one.failed for one in pressed):
        out.print("What failed is tried again by `digest run`.")
        raise typer.Exit(IN_PART)

"""`digest preview`, `digest send` and `digest press`."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from digest.cli.console import (
    IN_PART,
    ConfigOption,
    JsonOption,
    fail,
    newsroom,
    out,
    print_json,
)
from digest.cli.tell import draft_values, tell_draft, tell_pressed
from digest.jobs.collect import collect
from digest.jobs.press import Pressed, draft, plan_now, press_planned
from digest.jobs.preview import Sheet
from digest.jobs.preview import preview as draw_sheet
from digest.jobs.send import send_copy
from digest.model import Newsletter, Outcome
from digest.signup import read_address
from digest.web.preview import preview_app
from digest.web.sheets import preview_files, stylesheet
from digest.wiring import Newsroom

NewsletterArgument = Annotated[str, typer.Argument(help="The newsletter's id.", metavar="NEWSLETTER")]


def newsletter_of(room: Newsroom, name: str) -> Newsletter:
    """Return the newsletter of this id, or end with a clear line that names those there are."""
    if name not in room.plan.newsletters:
        fail(f"there is no newsletter {name!r} (known: {', '.join(room.plan.newsletters)})")
    return room.plan.newsletters[name]


def preview(
    newsletter: Annotated[
        str | None, typer.Argument(help="The newsletter's id; without it the first.", metavar="[NEWSLETTER]")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the pages there instead of serving them.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8025,
    browse: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    fresh: Annotated[bool, typer.Option("--collect/--no-collect", help="Visit the sources first.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show the issue as it would go out now: the mail itself, its text, and why each story is in it or not.

    Nothing is written to the database and nothing is sent. Each reload of the page draws the issue anew.

    Examples: digest preview · digest preview morning --out preview · digest preview morning --json
    """
    with newsroom(config) as room:
        first = newsletter_of(room, newsletter) if newsletter else next(iter(room.plan.newsletters.values()))
        if fresh:
            collect(list(room.plan.sources.values()), room.desk)
        if json:
            print_json(draft_values(draft(first, room.pressroom)))
        elif folder:
            wanted = [first] if newsletter else list(room.plan.newsletters.values())
            write_preview(folder, [_sheet(room, each) for each in wanted], wanted)
        else:
            _serve(room, first, port=port, browse=browse)


def _sheet(room: Newsroom, newsletter: Newsletter) -> Sheet:
    return draw_sheet(newsletter, room.pressroom, room.envelop)


def write_preview(folder: Path, sheets: Sequence[Sheet], newsletters: Sequence[Newsletter]) -> None:
    """Write the previews and their stylesheet into a folder, and say where to look."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "preview.css").write_bytes(stylesheet().body)
    for sheet in sheets:
        for name, file in preview_files(sheet, newsletters).items():
            (folder / name).write_bytes(file.body)
        out.print(f"{sheet.newsletter.title}: open {folder / f'{sheet.newsletter.id}.page.html'}", markup=False)


def _serve(room: Newsroom, first: Newsletter, *, port: int, browse: bool) -> None:
    newsletters = [first, *(other for other in room.plan.newsletters.values() if other is not first)]
    app = preview_app(newsletters, lambda newsletter: _sheet(room, newsletter))
    url = f"http://127.0.0.1:{port}/{first.id}.page.html"
    out.print(f"Preview: {url}  (Ctrl+C ends it)", markup=False)
    if browse:
        webbrowser.open(url)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


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
    print_json({"issues": result}) if json else tell_pressed(result)
    if any(one.failed for one in result):
        raise typer.Exit(IN_PART)

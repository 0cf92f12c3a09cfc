"""`digest preview`: the issue as it would go out, served on loopback or written to a folder."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.console import ConfigOption, JsonOption, newsroom, out, print_json, settings_file
from digest.cli.issues import newsletter_of
from digest.cli.tell import draft_values, sheet_values
from digest.jobs.collect import collect
from digest.jobs.preview import Sheet, moment
from digest.jobs.preview import preview as draw_sheet
from digest.model import Newsletter
from digest.web.rooms import Rooms, room_of
from digest.web.serve import PreviewServer
from digest.web.sheets import STATIC, static_file, written_files
from digest.web.studio import Look, Studio
from digest.wiring import Newsroom


def preview(
    newsletter: Annotated[
        str | None, typer.Argument(help="The newsletter's id; without it the first.", metavar="[NEWSLETTER]")
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="WHEN", help="The moment of the issue in the newsletter's zone: 2026-11-24T07:30."
        ),
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the pages there instead of serving them.")
    ] = None,
    links: Annotated[bool, typer.Option("--links", help="With --out: ask links and the spam filter, too.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8025,
    browse: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    fresh: Annotated[bool, typer.Option("--collect/--no-collect", help="Visit the sources first.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show the issue as it would go out now, or at a moment: the mail itself, its judgement, and why each story is in it or not.

    Nothing is written to the database, and nothing is sent unless you send yourself a test from the page. The page draws
    itself anew when the settings, a template or the collected articles change.

    Examples: digest preview · digest preview morning --at 2026-11-24T07:30 · digest preview --out preview
    """
    with newsroom(config) as room:
        first = newsletter_of(room, newsletter) if newsletter else next(iter(room.plan.newsletters.values()))
        if fresh:
            collect(list(room.plan.sources.values()), room.desk)
        if json:
            sheet = _sheet(room, first, at)
            print_json(draft_values(sheet.draft) | sheet_values(sheet))
        elif folder:
            wanted = [first] if newsletter else list(room.plan.newsletters.values())
            write_preview(folder, [_sheet(room, each, at) for each in wanted], room, at=at, links=links)
    if not (json or folder):
        _serve(settings_file(config), first, at=at, port=port, browse=browse)


def _sheet(room: Newsroom, newsletter: Newsletter, at: str) -> Sheet:
    return draw_sheet(newsletter, room.pressroom, room.envelop, moment(newsletter, at) if at else None)


def write_preview(
    folder: Path, sheets: Sequence[Sheet], newsroom: Newsroom, *, at: str = "", links: bool = False
) -> None:
    """Write previews with their judgements into a folder, and say where to look."""
    judge, newsletters = room_of(newsroom).judge, tuple(sheet.newsletter for sheet in sheets)
    (folder / "why").mkdir(parents=True, exist_ok=True)
    pages = {name: file for name in STATIC if (file := static_file(name))}
    for sheet in sheets:
        pages |= written_files(Look(newsletters, sheet.newsletter, sheet, at=at), judge(sheet, links))
        out.print(f"{sheet.newsletter.title}: open {folder / f'{sheet.newsletter.id}.page.html'}", markup=False)
    for name, file in pages.items():
        (folder / name).write_bytes(file.body)


def _serve(file: Path, first: Newsletter, *, at: str, port: int, browse: bool) -> None:
    with closing(Rooms(file)) as rooms:
        server = PreviewServer(Studio(rooms), first.id, port)
        url = f"http://127.0.0.1:{port}/{first.id}.page.html{f'?at={at}' if at else ''}"
        out.print(f"Preview: {url}  (Ctrl+C ends it)", markup=False)
        if browse:
            webbrowser.open(url)
        with suppress(KeyboardInterrupt):  # which uvicorn hands on once it has stopped
            server.run()

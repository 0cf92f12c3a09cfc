"""`digest archive`: the issues that were sent, listed, and written as a web site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from digest.adapters.folder import KeptFolder
from digest.cli.console import ConfigOption, JsonOption, fail, newsroom, out, print_json, progress_bar, table
from digest.web.archive.export import count_files, files
from digest.web.archive.places import Written
from digest.web.archive.reading import ReadingRoom
from digest.web.public.opening import house_of
from digest.wiring import Newsroom

app = typer.Typer(help="The issues that were sent, as pages for everybody.", no_args_is_help=True)

NewsletterOption = Annotated[
    list[str] | None, typer.Option("--newsletter", metavar="ID", help="Only this newsletter. Repeatable.")
]


@app.command("list")
def list_(newsletter: NewsletterOption = None, config: ConfigOption = None, json: JsonOption = False) -> None:
    """List the newsletters of the archive: those that are not private, and those that left the settings.

    Example: digest archive list
    """
    with newsroom(config) as room:
        shelves = [
            {
                "newsletter": shelf.id,
                "title": shelf.title,
                "issues": shelf.count,
                "newest": shelf.newest.subject if shelf.newest else "",
                "pressed": shelf.newest.pressed if shelf.newest else None,
            }
            for shelf in _open(room, Written("", ""), newsletter).shelves().values()
        ]
    if json:
        print_json({"newsletters": shelves})
        return
    rows = [[each["newsletter"], each["title"], each["issues"], each["newest"]] for each in shelves]
    table("Archive", ["newsletter", "title", "issues", "newest"], rows)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    base_url: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Public address of the folder; without it there are no feeds and no site map."
        ),
    ] = "",
    newsletter: NewsletterOption = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE", formats=["%Y-%m-%d"], help="Of the issues, only those pressed from this day on (UTC)."
        ),
    ] = None,
    prune: Annotated[bool, typer.Option(help="Take away files of an earlier export that are not written now.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change; write nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Write the archive as a web site: pages, lists, feeds and site map, for any host that serves a folder.

    Links are relative. Files that did not change are not written again; files of others are never touched.
    With --since the folder is one that has the earlier issues; lists, feeds and site map are whole.

    Examples: digest archive export public/ --base-url https://news.example/archive · digest archive export out/ --prune --dry-run
    """
    if base_url and not base_url.startswith(("https://", "http://")):
        fail(f"--base-url is no web address: {base_url}")
    if since and prune:
        fail("--prune would take away the issues before --since: use one of them")
    kept, day = KeptFolder(folder, dry_run), since.replace(tzinfo=UTC) if since else None
    with newsroom(config) as room, progress_bar(hidden=json) as watch:
        reading = _open(room, Written(base_url, room.settings.readers.url), newsletter)
        total = count_files(reading)
        for done, (name, body) in enumerate(files(reading, day), 1):
            kept.put(name, body)
            watch("archive", min(done, total), total)
    gone = kept.finish(prune=prune)
    if json:
        print_json({"written": kept.written, "unchanged": kept.unchanged, "removed": gone, "dry_run": dry_run})
        return
    would = "would be " if dry_run else ""
    out.print(
        f"{folder}: {len(kept.written)} {would}written, {kept.unchanged} unchanged, {len(gone)} {would}removed",
        markup=False,
    )


def _open(room: Newsroom, places: Written, newsletters: list[str] | None) -> ReadingRoom:
    reading = ReadingRoom(house_of(room), room.archive, places)
    known = reading.shelves()
    for name in newsletters or ():
        if name not in known:
            fail(f"there is no newsletter {name!r} in the archive (known: {', '.join(known)})")
    return replace(reading, only=frozenset(newsletters or ()))

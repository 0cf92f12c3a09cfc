"""`digest demo`: the whole way once, from an invented newspaper to mails in a folder."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from digest.adapters.clock import SystemClock
from digest.adapters.folder import KeptFolder
from digest.cli.console import out, progress_bar
from digest.cli.preview import write_preview
from digest.cli.tell import tell_deliveries, tell_pressed, tell_stories, tell_visits
from digest.config import Settings
from digest.demo import demo_settings, save_pages, serve_newspaper
from digest.jobs.collect import collect
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.jobs.preview import preview
from digest.ports import Enrolment
from digest.web.archive.export import files as archive_files
from digest.web.archive.places import Written
from digest.web.archive.reading import ReadingRoom
from digest.web.public.opening import house_of
from digest.wiring import Newsroom, open_newsroom

READERS = ("ida@example.com", "otto@example.com", "mara@example.com")
"""The invented readers of the demo; their mail is written to a folder and goes nowhere."""


def demo(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where everything is written.")] = Path("out"),
) -> None:
    """Collect an invented newspaper on loopback, press its digests, and write them as HTML, text and .eml.

    Needs no network and sends nothing. Whatever an earlier demo wrote is written anew.

    Example: digest demo --out out
    """
    began, now = time.perf_counter(), SystemClock().now()
    folder.mkdir(parents=True, exist_ok=True)
    with serve_newspaper(now) as base_url, open_newsroom(_settings(base_url, folder, now)) as room:
        out.print(f"The Harbour Lantern, an invented newspaper, is served at {base_url} for a moment.\n", markup=False)
        _run(room, folder)
        _write_archive(room, folder / "archive")
    _keep_pictures(folder, base_url)
    newsletter = next(iter(room.plan.newsletters))
    out.print(f"\nDone in {time.perf_counter() - began:.1f} s. Look at it:", markup=False)
    out.print(f"  {folder / newsletter}.page.html   the preview, with why each story is in it", markup=False)
    out.print(f"  {folder / newsletter}.html        the mail", markup=False)
    out.print(f"  {folder / 'mail'}{os.sep}                 what each reader got, as .eml", markup=False)
    out.print(f"  {folder / 'archive' / 'index.html'}  what everybody may read: the archive", markup=False)
    out.print("Then make your own: digest init my-digest", markup=False)


def _settings(base_url: str, folder: Path, now: datetime) -> Settings:
    """The shipped example over the loopback newspaper, with a database and an outbox of its own, both new."""
    for old in (*folder.glob("demo.db*"), *folder.glob("mail/**/*.eml")):
        old.unlink()
    save_pages(folder, now)
    settings = demo_settings(base_url, folder)
    mail = settings.mail.model_copy(update={"transport": "outbox", "outbox": str(folder / "mail")})
    return settings.model_copy(update={"database": str(folder / "demo.db"), "mail": mail})


def _keep_pictures(folder: Path, base_url: str) -> None:
    """Let the written pages show their pictures when the newspaper is no longer served. The mails keep its addresses."""
    shutil.copytree(str(files("digest.demo") / "pictures"), folder / "pictures", dirs_exist_ok=True)
    for page in (*folder.glob("*.html"), *folder.glob("archive/**/*.html")):
        text, up = page.read_text(encoding="utf-8"), "../" * (len(page.relative_to(folder).parts) - 1)
        page.write_text(text.replace(f"{base_url}/pictures/", f"{up}pictures/"), encoding="utf-8")


def _write_archive(room: Newsroom, folder: Path) -> None:
    kept = KeptFolder(folder)
    for name, body in archive_files(ReadingRoom(house_of(room), room.archive, Written("", ""))):
        kept.put(name, body)
    kept.finish(prune=True)


def _run(room: Newsroom, folder: Path) -> None:
    newsletters = list(room.plan.newsletters.values())
    enrolments = [Enrolment(email, tuple(room.plan.newsletters), consent="invented for the demo") for email in READERS]
    room.register.enrol(enrolments, room.clock.now())
    with progress_bar() as watch:
        tell_visits(collect(list(room.plan.sources.values()), room.desk, watch))
    sheets = [preview(newsletter, room.pressroom, room.envelop) for newsletter in newsletters]
    for sheet in sheets:
        out.print(f"\n[bold]{sheet.newsletter.title}[/]: {sheet.draft.issue.subject if sheet.draft.issue else ''}")
        tell_stories(sheet.draft)
        plan_now(sheet.newsletter, room.pressroom.ledger, room.clock.now())
    out.print()
    tell_pressed(press_planned(room.pressroom))
    tell_deliveries(deliver(room.office()))
    write_preview(folder, sheets, room)

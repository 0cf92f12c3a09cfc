"""`digest bounces read`: bounces from a maildir, a mailbox file, or the pipe of a mail system."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from digest.adapters.imap import ImapBox, OpenBox
from digest.adapters.maildir import Maildir
from digest.adapters.mbox import read_mbox
from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.jobs.bouncing import Returned, take_back
from digest.mailer.bounces import MOST
from digest.wiring.bounces import imap_of

PIPE = "-"


def read(
    mail: Annotated[str, typer.Option("--mail", metavar="FILE", help="A mail; - is standard input.")] = "",
    maildir: Annotated[Path | None, typer.Option("--maildir", metavar="DIR", help="A folder with new and cur.")] = None,
    mbox: Annotated[
        Path | None, typer.Option("--mbox", metavar="FILE", help="A mailbox file; it stays as it is.")
    ] = None,
    imap: Annotated[bool, typer.Option("--imap", help="The mailbox of `bounces.imap` in the settings.")] = False,
    envelope: Annotated[
        str,
        typer.Option("--envelope", metavar="ADDRESS", help="Where a single mail was sent to, if no header says so."),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what each mail means; change nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Take in mail that came back: reports of delivery and complaints. Read twice, a bounce counts once.

    The address that it came back to proves whose it is. Of a maildir what was understood is moved to cur, by
    IMAP it is marked as read; the rest stays for somebody to read, and the exit status is 1.

    Examples: digest bounces read --maildir /var/mail/bounces · digest bounces read --mail - --envelope "$ORIGINAL_RECIPIENT"
    """
    if sum(map(bool, (mail, maildir, mbox, imap))) != 1:
        fail("name one: --mail FILE (- for standard input), --maildir DIR, --mbox FILE or --imap")
    took: list[tuple[str, Returned]] = []
    with newsroom(config) as room, _box(maildir, imap_of(room.settings, os.environ) if imap else None) as box:
        if imap and not box:
            fail("the settings name no mailbox: give bounces.imap a host, a user and a password_env")
        mails = box.waiting(MOST) if box else read_mbox(mbox, MOST) if mbox else _single(mail)
        for name, raw in mails:
            door = "imap" if imap else "mail"
            returned = take_back(raw, door, room.bounce_desk, envelope=envelope, dry_run=dry_run)
            took.append((name, returned))
            if box and not dry_run and returned.is_settled:
                box.put_away(name)
    tell_returned(took, json=json)


@contextmanager
def _box(maildir: Path | None, imap: ImapBox | None) -> Iterator[Maildir | OpenBox | None]:
    """What mails are put away in, once they are understood."""
    if imap is None:
        yield Maildir(maildir) if maildir else None
        return
    with imap.opened() as box:
        yield box


def _single(mail: str) -> Iterator[tuple[str, bytes]]:
    try:
        if mail != PIPE:
            with Path(mail).open("rb") as file:
                yield mail, file.read(MOST)
            return
    except OSError as error:
        fail(f"{mail}: {error.strerror}")
    pipe = sys.stdin.buffer
    raw = pipe.read(MOST)
    while pipe.read(MOST):  # a mail system takes a closed pipe for a failure
        pass
    yield mail, raw


def tell_returned(took: list[tuple[str, Returned]], *, json: bool) -> None:
    """Print what became of each mail; the exit status says whether somebody should look at one."""
    if json:
        print_json([{"mail": name, **_values(each)} for name, each in took])
    for name, each in () if json else took:
        said = f": {each.kind} {each.email} {each.status}".rstrip() if each.kind else ""
        out.print(f"{name}: {each.became}{said}", markup=False, soft_wrap=True)
    if not all(each.is_settled for _, each in took):
        raise typer.Exit(IN_PART)


def _values(each: Returned) -> dict[str, str | None]:
    return {
        "became": each.became,
        "kind": each.kind,
        "email": each.email,
        "status": each.status,
        "reply": each.reply,
    }

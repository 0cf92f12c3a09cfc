"""`digest readers leave`: mail that asks to leave, as a mail system hands it over or a maildir keeps it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from digest.adapters.maildir import Maildir
from digest.cli.console import ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.jobs.subscribe import Heard, Heeded, leave_by_mail
from digest.signup.leave_mail import HEADERS

PIPE = "-"


def leave(
    mail: Annotated[str, typer.Option("--mail", metavar="FILE", help="A mail; - is standard input.")] = "",
    maildir: Annotated[Path | None, typer.Option("--maildir", metavar="DIR", help="A folder with new and cur.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what each mail asks; change nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Do what mail to the mailbox for leaving asks: from a pipe of the mail system, or a maildir.

    The code in the subject or the recipient's address decides, never the sender. What machines write by themselves is
    passed over; what names no reader is told, and stays where it is. The rest of a maildir is moved to cur.

    Examples: digest readers leave --mail - · digest readers leave --maildir /var/mail/leave --json
    """
    if bool(mail) == bool(maildir):
        fail("name one: --mail FILE (- for standard input) or --maildir DIR")
    box = Maildir(maildir) if maildir else None
    heard: list[tuple[str, Heeded]] = []
    with newsroom(config) as room:
        for name, raw in box.waiting(HEADERS) if box else _single(mail):
            heeded = leave_by_mail(raw, room.sign_up_desk, dry_run=dry_run)
            heard.append((name, heeded))
            if box and not dry_run and heeded.became is not Heard.STRANGE:
                box.put_away(name)
    _tell(heard, json=json)


def _single(mail: str) -> Iterator[tuple[str, bytes]]:
    try:
        if mail == PIPE:
            yield mail, _heard_out(sys.stdin.buffer)
            return
        with Path(mail).open("rb") as file:
            yield mail, file.read(HEADERS)
    except OSError as error:
        fail(f"{mail}: {error.strerror}")


def _heard_out(pipe: BinaryIO) -> bytes:
    """The head of a mail; its rest is heard out, for a mail system takes a closed pipe for a failure."""
    head = pipe.read(HEADERS)
    while pipe.read(HEADERS):
        pass
    return head


def _tell(heard: list[tuple[str, Heeded]], *, json: bool) -> None:
    if json:
        print_json([{"mail": name, "became": each.became, "newsletters": each.newsletters} for name, each in heard])
        return
    for name, each in heard:
        ended = f": {', '.join(each.newsletters)}" if each.newsletters else ""
        out.print(f"{name}: {each.became}{ended}", markup=False, soft_wrap=True)

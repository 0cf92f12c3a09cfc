"""Options that the verbs about readers share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from digest.cli.console import fail
from digest.jobs.progress import Progress
from digest.model import Standing
from digest.signup import AddressError, read_address
from digest.wiring import Newsroom

CHUNK = 1 << 18
"""Bytes of a list that are read at once."""

AddressArgument = Annotated[str, typer.Argument(help="The e-mail address.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")]

ForOption = Annotated[str, typer.Option("--newsletter", metavar="ID", help="The newsletter meant where none is named.")]

StateOption = Annotated[
    str, typer.Option("--state", metavar="STATE", help="subscribed, left, gone (left everything, for good), or all.")
]


def standing_of(state: str) -> Standing | None:
    """Return the standing that is meant; None for all."""
    if state == "all":
        return None
    try:
        return Standing(state)
    except ValueError:
        fail(f"--state is none of {', '.join(Standing)}, all")


def check_newsletter(room: Newsroom, newsletter: str) -> None:
    """End the run where a newsletter is named that readers cannot be on."""
    if newsletter and newsletter not in room.sign_up_desk.offer:
        fail(f"there is no newsletter {newsletter!r} (known: {', '.join(room.sign_up_desk.offer)})")


def kept_address(email: str) -> str:
    """Return an address as it is kept: an odd one is taken as it is, for it may have come in under older rules."""
    try:
        return read_address(email)
    except AddressError:
        return email.strip()


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """Open a list; end the run where it cannot be."""
    try:
        found = file.open("rb")
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    with found:
        yield found


def pieces(file: BinaryIO, watch: Progress) -> Iterator[bytes]:
    """Yield a list in pieces of CHUNK bytes, and tell how far it is read."""
    size = os.fstat(file.fileno()).st_size
    while chunk := file.read(CHUNK):
        yield chunk
        watch("reading", file.tell(), size)

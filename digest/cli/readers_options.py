"""Options that the verbs about readers share."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import fail
from digest.model import Standing
from digest.wiring import Newsroom

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

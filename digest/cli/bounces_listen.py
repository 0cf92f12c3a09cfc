"""`digest bounces listen`: a post box that a mail server of the house hands bounces to."""

from __future__ import annotations

import signal
from typing import Annotated

import typer

from digest.adapters.post_box import PostBox
from digest.cli.console import ConfigOption, err, fail, newsroom
from digest.jobs.bouncing import BounceDesk, take_back
from digest.web.public.server import listen as listening


def listen(
    host: Annotated[
        str, typer.Option(help="Address to listen at; without it that of the settings.", show_default=False)
    ] = "",
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Port (0: any free one); without it that of the settings.", show_default=False
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Take bounces from a mail server by LMTP (or SMTP, `bounces.listen.protocol`), until stopped.

    It takes mail to `mail.bounces` and its extensions, and refuses what is no bounce, so that nothing is swallowed.
    Nobody but your own mail server should reach it: it knows no encryption.

    Example: digest bounces listen --port 8024
    """
    with newsroom(config) as room:
        settings, mailbox = room.settings.bounces.listen, room.settings.mail.bounces
        if not mailbox:
            fail("the settings name no mailbox for bounces: give mail.bounces")
        box = PostBox(mailbox, lambda raw, to: reply(raw, to, room.bounce_desk), lmtp=settings.protocol == "lmtp")
        with listening(host or settings.host, settings.port if port is None else port) as listener:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: box.stop())
            at = "{}:{}".format(*listener.getsockname()[:2])
            err.print(f"Taking bounces by {settings.protocol.upper()} at {at}. Ctrl+C ends it.", markup=False)
            box.serve_at(listener)


def reply(raw: bytes, to: str, desk: BounceDesk) -> str:
    """Take a mail and return what its server is told: what nobody can place it is to keep."""
    took = take_back(raw, "lmtp", desk, envelope=to)
    return f"250 2.0.0 {took.became}" if took.is_settled else "550 5.6.0 this mailbox takes reports of delivery"

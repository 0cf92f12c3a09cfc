"""A newsroom as the preview sees it, and one that can be opened again and again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from digest.collector import canonical_url
from digest.config import database_address
from digest.jobs import picking
from digest.jobs.judge import judge_sheet
from digest.jobs.preview import Sheet, preview
from digest.jobs.send import send_copy
from digest.model import Judgement, Newsletter, Receipt
from digest.ports import HandPick
from digest.web.studio import Room, Watched
from digest.wiring import Newsroom, open_newsroom, read_settings, template_folders


def room_of(newsroom: Newsroom, watched: Watched | None = None) -> Room:
    """Return what a preview needs of this newsroom."""

    def draw(newsletter: Newsletter, at: datetime | None) -> Sheet:
        return preview(newsletter, newsroom.pressroom, newsroom.envelop, at)

    def send(newsletter: Newsletter, address: str, at: datetime | None) -> Receipt | None:
        return send_copy(newsletter, address, newsroom.pressroom, newsroom.posting, at=at)

    def judge(sheet: Sheet, probing: bool) -> Sequence[Judgement]:
        return judge_sheet(sheet, newsroom.jury(links=probing, spam=probing))

    def decide(newsletter: Newsletter, url: str, what: str) -> None:
        pick = HandPick(newsletter.id, canonical_url(url), "any", pinned=False, made=newsroom.clock.now())
        picking.decide(what, pick, newsroom.picks)

    return Room(
        newsroom.plan.newsletters,
        draw,
        judge,
        send,
        newsroom.pressroom.articles.stamp,
        watched,
        decide,
    )


@dataclass
class Rooms:
    """Opens the newsroom of a settings file anew at each call, and closes the one before once the new one stands."""

    file: Path
    _open: ExitStack = field(init=False, default_factory=ExitStack)

    def __call__(self) -> Room:
        """Open the newsroom.

        Raises:
            DigestError: the settings, a template or the database cannot be used; the newsroom before stays open.
        """
        settings = read_settings(self.file, os.environ)
        with ExitStack() as stack:
            newsroom = stack.enter_context(open_newsroom(settings))
            database = _file(database_address(settings, os.environ))
            room = room_of(newsroom, Watched(self.file, template_folders(settings.templates), database))
            self.close()
            self._open = stack.pop_all()
        return room

    def close(self) -> None:
        """Close the newsroom that is open."""
        self._open.close()


def _file(address: str) -> Path | None:
    """The database's own file, where it is one: a server's database cannot be watched on disk."""
    if "://" not in address:
        return Path(address).expanduser()
    scheme, _, path = address.partition(":///")
    return Path(path.partition("?")[0]) if scheme.partition("+")[0] == "sqlite" else None

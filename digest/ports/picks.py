"""What an editor decided about single stories by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HandPick:
    """A word on the story at a canonical URL. `place` is `picks`, `top`, `any` (the newsletter decides) or `out`.

    `pinned` puts it before all others of its section; it holds until `until` (None: until it ran or was undone).
    """

    newsletter: str
    url: str
    place: str
    pinned: bool
    made: datetime
    until: datetime | None = None


class Picks(Protocol):
    """The store of picks: one for each newsletter and address, the newest word counts."""

    def put(self, pick: HandPick) -> None:
        """Remember a pick, in place of any earlier one of this newsletter and address."""

    def undo(self, newsletter: str, url: str) -> bool:
        """Forget a pick; False where there is none."""

    def standing(self, newsletter: str, now: datetime) -> Sequence[HandPick]:
        """Return the picks of a newsletter that hold at a moment, the oldest first."""

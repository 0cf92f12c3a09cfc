"""How a job says how far it is, to whoever watches."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told by a job after each step: what it does, how many are done, how many there are in all."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Show it, or not."""


def unwatched(doing: str, done: int, total: int) -> None:
    """Watch nothing."""

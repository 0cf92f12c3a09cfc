"""A language model that chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Chooser(Protocol):
    """A language model that chooses among passages. Only numbers come back: it has no way to put in a word."""

    @property
    def name(self) -> str:
        """The model's name, kept with what it chose."""

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        """Return places of passages (0-based, distinct, in range), the best first; () and places left out: no opinion.

        Raises:
            ModelError: no usable answer came in time.
        """

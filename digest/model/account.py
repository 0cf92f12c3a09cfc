"""Why a candidate stands where it stands: an account whose parts add up to its score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a story's place: its name (`freshness`), its points (below 0: against it), and what it is in words."""

    name: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Account:
    """The reasons for a candidate's score, in the order in which they are told; none where it was never ranked.

    Whatever tells a score (an issue's table, a preview, a command) tells these parts: they add up to it.
    """

    parts: tuple[Part, ...] = ()

    @property
    def score(self) -> float:
        """The sum of all points, to three decimals."""
        return round(sum(part.points for part in self.parts), 3)

    @property
    def sentence(self) -> str:
        """The account on one line, its score last; "" where there is none."""
        return f"{', '.join(part.words for part in self.parts)} (score {self.score:g})" if self.parts else ""


UNRANKED = Account()
"""The account of a candidate that was never ranked."""

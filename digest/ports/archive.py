"""What was sent, for everybody to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PastIssue:
    """A pressed issue as an index lists it. `slot` is the local wall label, `pressed` UTC.

    `title` is its newsletter's at that time. `language`, `preheader` and `picture` (an address) are "" where they were
    not kept; `private` is whether its newsletter was.
    """

    newsletter: str
    number: int
    slot: str
    pressed: datetime
    subject: str
    title: str
    preheader: str
    language: str
    picture: str
    stories: int
    private: bool = False


@dataclass(frozen=True, slots=True)
class LaterWord:
    """A story of an issue that was corrected or added to afterwards, and the number of the issue that told so."""

    headline: str
    url: str
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A pressed issue with its HTML as it was proved, tokens and all, and what later issues said about its stories."""

    issue: PastIssue
    html: str
    later: tuple[LaterWord, ...] = ()


class Archive(Protocol):
    """The pressed issues. Numbers of a newsletter run from 1 to its newest without gaps."""

    def newest(self) -> Sequence[PastIssue]:
        """Return the newest issue of every newsletter that ever had one, by newsletter."""

    def issues(self, newsletter: str, most: int, before: int | None = None) -> Sequence[PastIssue]:
        """Return a newsletter's issues, the newest first; `before`: only those of a smaller number."""

    def sheet(self, newsletter: str, number: int) -> Sheet | None:
        """Return one issue whole; None where there is none."""

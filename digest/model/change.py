"""What a newsroom changed in an article after it came out, in the article's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from digest.model.news import Passage, TextOrigin


@dataclass(frozen=True, slots=True)
class Former:
    """The words that an article had until `until` (UTC): its headline, its text, its correction notes."""

    headline: str
    text: str
    until: datetime
    corrections: tuple[str, ...] = ()
    origin: TextOrigin = TextOrigin.PAGE


class ChangeKind(StrEnum):
    """What was changed, the weightiest first."""

    CORRECTION = "correction"
    """The article prints a note that says what was wrong."""
    HEADLINE = "headline"
    """Another headline; typing errors do not count."""
    FACT = "fact"
    """A sentence now says another number or name."""
    ADDED = "added"
    """A paragraph that was not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `words` are the article's own, now; `former` what stood in their place ("" for what is new).

    `passage` is where the words stand in the article's text; None for a headline, and for a note that stands beside it.
    """

    kind: ChangeKind
    words: str
    former: str = ""
    passage: Passage | None = None

    @property
    def mark(self) -> str:
        """A digest by which a change that was told once is known again."""
        folded = " ".join(self.words.casefold().split())
        return sha256(f"{self.kind} {folded}".encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A story that the newsletter ran and that was changed since, for the block of corrections and updates."""

    key: int
    headline: str
    url: str
    source_title: str
    language: str
    changes: tuple[Change, ...]

    @property
    def corrects(self) -> bool:
        """Whether it sets something right, and does not merely go on."""
        return any(change.kind is not ChangeKind.ADDED for change in self.changes)

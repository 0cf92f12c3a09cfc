"""Saved pages on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.errors import SourceError


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file of a saved source: its absolute path as a file URL, its bytes, and when it was last written (UTC)."""

    url: str
    body: bytes
    modified: datetime


class Shelf(Protocol):
    """Reads saved pages."""

    def pages(self, pattern: str) -> Iterator[SavedPage | SourceError]:
        """Yield the files that match a glob, by name; a file that cannot be read is a SourceError in its place."""

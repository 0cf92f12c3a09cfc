"""Ids for sources that nobody has named yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import urlsplit

SLUG_CHARACTERS = 40
"""The longest id that is made; the settings take longer ones."""
_FACES = re.compile(r"^(?:www\d?|m|feeds?|rss)\.")


def slug_of(title: str, url: str, taken: Collection[str] = ()) -> str:
    """Return an id made of a title, or of its host where the title has no Latin letter; none of those `taken`."""
    name = _slug(title) or _slug(_FACES.sub("", urlsplit(url).hostname or "")) or "source"
    numbers = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbers if slug not in taken)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    return (
        words
        if len(words) <= SLUG_CHARACTERS
        else words[: SLUG_CHARACTERS + 1].rpartition("-")[0] or words[:SLUG_CHARACTERS]
    )

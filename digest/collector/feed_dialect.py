"""Under which names a feed tells each thing, best first.

Formats and modules have many names for one thing, a feed has one or two. So the names are narrowed to the feed's own
once, and its thousand items are not asked for the others.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

Names = tuple[str, ...]


class Dialect(NamedTuple):
    """The names of each thing that an item may tell; as it stands, every name that a feed can have for it."""

    identity: Names = ("guid", "id")
    title: Names = ("title", "dc:title", "media:title", "itunes:title")
    summary: Names = ("description", "summary", "abstract", "dc:description", "itunes:summary", "itunes:subtitle")
    content: Names = ("content:encoded", "content", "xhtml:body", "body", "fullitem")
    author: Names = ("author", "dc:creator", "dc:author", "itunes:author")
    published: Names = (
        "pubdate",
        "published",
        "issued",
        "dcterms:issued",
        "dcterms:created",
        "created",
        "dc:date",
        "prism:publicationdate",
    )
    updated: Names = ("updated", "modified", "dcterms:modified", "dc:date")
    media: Names = (
        "media:content",
        "media:group",
        "media:thumbnail",
        "enclosure",
        "itunes:image",
        "itunes:link",
        "image",
    )
    category: Names = ("category", "dc:subject")
    nested: Names = ("categories", "itunes:category")
    language: Names = ("language", "dc:language")
    origin: Names = ("feedburner:origlink",)


ANY = Dialect()


def dialect_of(used: Set[str]) -> Dialect:
    """Return the dialect of a feed that uses these names."""
    return Dialect._make(tuple(name for name in names if name in used) for names in ANY)

"""`parse_feed(body, url)` in the contract of the feed scorers: what the collector reads, before it judges."""

from __future__ import annotations

from typing import Any

from digest.collector.feed import read_feed
from digest.collector.feed_item import Item, Reading
from digest.collector.feed_text import mend_c1


def parse_feed(body: bytes, url: str | None = None) -> dict[str, Any]:
    reading = read_feed(body, url or "")
    return {"feed": feed_dict(reading), "entries": [entry_dict(item) for item in reading.items]}


def feed_dict(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "link": reading.link,
        "description": reading.description,
        "language": reading.language,
        "image": reading.image or None,
    }


def entry_dict(item: Item) -> dict[str, Any]:
    pictures = [medium.url for medium in item.media if medium.kind.startswith("image")]
    return {
        "title": item.title,
        "link": item.link,
        "id": item.id,
        "published": item.published,
        "updated": item.updated,
        "author": ", ".join(item.authors),
        "summary": mend_c1(item.summary) or item.content,
        "content": item.content or None,
        "enclosures": [medium.url for medium in item.media],
        "image": pictures[0] if pictures else None,
        "tags": list(item.categories),
    }

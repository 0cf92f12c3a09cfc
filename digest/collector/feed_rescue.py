"""The last resort for a feed that repair could not make well-formed: feedparser, which reads tag soup."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import feedparser

from digest.collector.dates import parse_date
from digest.collector.feed_item import MAX_ITEMS, Item, Medium, Reading, absolute

MAX_RESCUED = 2_000_000
"""Bytes that are given to feedparser, whose time on broken documents is not bounded."""

MAX_ATTRIBUTES = 500
"""Attributes of one element that are given to feedparser, whose time is quadratic in them."""

_CROWDED = re.compile(rb"""<[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+){%d}""" % MAX_ATTRIBUTES)


def rescue(document: bytes, url: str) -> Reading:
    """Return what feedparser makes of a document; an empty Reading when it makes nothing of it.

    feedparser opens a text that looks like a path or an address, so it is handed a stream and never the text.
    """
    if _CROWDED.search(document):
        return Reading()
    try:
        parsed = feedparser.parse(io.BytesIO(document[:MAX_RESCUED]), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001  it fails on hostile input in many ways, all of which mean: no feed
        return Reading()
    feed = parsed.feed
    return Reading(
        title=_text(feed, "title"),
        link=absolute(url, _text(feed, "link")),
        description=_text(feed, "subtitle"),
        language=_text(feed, "language"),
        items=tuple(_read_item(entry, url) for entry in parsed.entries[:MAX_ITEMS]),
    )


def _read_item(entry: Any, url: str) -> Item:
    content = "" if _has_caption(entry) else next((part.get("value", "") for part in entry.get("content", ())), "")
    return Item(
        id=_text(entry, "id"),
        link=absolute(url, _text(entry, "link")),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=content,
        authors=tuple(author["name"] for author in entry.get("authors", ()) if author.get("name")),
        published=_date(entry, "published"),
        updated=_date(entry, "updated"),
        media=tuple(_medium(part, url) for part in (*entry.get("media_content", ()), *entry.get("enclosures", ()))),
        categories=tuple(tag["term"] for tag in entry.get("tags", ()) if tag.get("term")),
    )


def _has_caption(entry: Any) -> bool:
    """Tell whether what feedparser calls the content may be the caption of a picture."""
    return "media_content" in entry or "media_thumbnail" in entry


def _text(fields: Any, name: str) -> str:
    value = dict.get(fields, name)
    return value if isinstance(value, str) else ""


def _date(entry: Any, name: str) -> datetime | None:
    return parse_date(_text(entry, name))


def _medium(part: Any, url: str) -> Medium:
    address = part.get("url") or part.get("href") or ""
    return Medium(absolute(url, address), (part.get("medium") or part.get("type") or "").lower())

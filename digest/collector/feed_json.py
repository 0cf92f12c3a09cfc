"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from digest.collector.dates import parse_date
from digest.collector.feed_item import MAX_ITEMS, Item, Medium, Reading, absolute, verbatim
from digest.collector.feed_pace import MAX_HUBS
from digest.errors import SourceError

Fields = dict[str, Any]


def read_json(text: str, url: str) -> Reading:
    """Return what a JSON Feed says; values of another type than the format's are left out.

    Raises:
        SourceError: no JSON, or JSON that is not a feed.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("not a feed: it begins like JSON and is none") from None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise SourceError("not a feed: it is JSON without a list of items")
    return Reading(
        title=_verbatim(document, "title"),
        link=absolute(url, _text(document, "home_page_url")),
        description=_verbatim(document, "description"),
        language=_text(document, "language"),
        image=_text(document, "icon"),
        items=tuple(_read_item(item, url) for item in document["items"][:MAX_ITEMS] if isinstance(item, dict)),
        hubs=tuple(_hubs(document, url)),
        topic=absolute(url, _text(document, "feed_url")),
    )


def _hubs(document: Fields, url: str) -> Iterator[str]:
    for hub in _list(document, "hubs")[:MAX_HUBS]:
        if isinstance(hub, dict) and _text(hub, "type").lower() == "websub":
            yield absolute(url, _text(hub, "url"))


def _read_item(item: Fields, url: str) -> Item:
    identity = _text(item, "id")
    page = _text(item, "url") or (identity if identity.startswith(("http://", "https://")) else "")
    return Item(
        id=identity,
        link=absolute(url, page or _text(item, "external_url")),
        title=_verbatim(item, "title"),
        summary=_verbatim(item, "summary"),
        content=_text(item, "content_html") or _verbatim(item, "content_text"),
        authors=tuple(_authors(item)),
        published=parse_date(_text(item, "date_published")),
        updated=parse_date(_text(item, "date_modified")),
        media=tuple(_media(item, url)),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language"),
    )


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):  # ids are often numbers, against the rule
        return str(value)
    return value if isinstance(value, str) else ""


def _verbatim(fields: Fields, name: str) -> str:
    return verbatim(_text(fields, name))


def _list(fields: Fields, name: str) -> list[Any]:
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _authors(item: Fields) -> Iterator[str]:
    for author in _list(item, "authors") or [item.get("author")]:  # version 1.1 has several, 1.0 has one
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _media(item: Fields, url: str) -> Iterator[Medium]:
    for name in ("image", "banner_image"):
        if address := _text(item, name):
            yield Medium(absolute(url, address), "image")
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and (address := _text(attachment, "url")):
            yield Medium(absolute(url, address), _text(attachment, "mime_type").lower())

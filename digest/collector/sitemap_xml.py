"""Sitemaps as they stand in the document: unpacked, parsed without entities or network, row by row, nothing judged yet."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

from lxml import etree

from digest.collector.dates import parse_date
from digest.collector.feed_item import Item, Medium
from digest.collector.repair import decode, is_utf8, mend
from digest.errors import SourceError

MAX_ROWS = 50_000
MAX_UNPACKED = 50 * 1024 * 1024
"""The most addresses and bytes of one sitemap (sitemaps.org, "Sitemap file format")."""

_GZIP = b"\x1f\x8b"
_ROWS = frozenset({"url", "sitemap"})
_ROOTS = {"urlset": False, "sitemapindex": True}
_FEEDS = frozenset({"rss", "feed", "RDF"})


@dataclass(frozen=True, slots=True)
class Row:
    """An address of a sitemap as an item that a feed might have; `is_news`: it carries Google's news fields."""

    item: Item
    is_news: bool = False


@dataclass(slots=True)
class Rows:
    """What a sitemap holds. `is_index`: the rows are sitemaps themselves; `is_whole`: it ended as XML ends."""

    is_index: bool = False
    rows: list[Row] = field(default_factory=list)
    is_whole: bool = True


def read_rows(body: bytes) -> Rows:
    """Return the rows of a sitemap, plain or packed with gzip, at most MAX_ROWS: its first ones.

    Names count and namespaces do not: half of the web writes them wrong. What is not well-formed is mended and read
    again; what is cut off keeps its whole rows.

    Raises:
        SourceError: larger than MAX_UNPACKED, broken as gzip, no sitemap, or cut off before its first whole row.
    """
    body = unpacked(body)
    document = body.lstrip() if is_utf8(body) else decode(body).lstrip().encode()
    found = _walk(document)
    if not found.is_whole:
        mended = _walk(mend(decode(document)).encode())
        found = mended if len(mended.rows) >= len(found.rows) else found
    if not found.is_whole and not found.rows:
        raise SourceError("not a sitemap: no parser can read it")
    return found


def unpacked(body: bytes) -> bytes:
    """Return what is in a file packed with gzip, known by its first bytes; anything else as it is.

    Raises:
        SourceError: the file is broken or cut off, or more than MAX_UNPACKED bytes are in it.
    """
    if not body.startswith(_GZIP):
        return _small_enough(body)
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = inflater.decompress(body, MAX_UNPACKED + 1)
    except zlib.error:
        raise SourceError("the packed sitemap is broken") from None
    if not inflater.eof and len(text) <= MAX_UNPACKED:
        raise SourceError("the packed sitemap is cut off")
    return _small_enough(text)


def _small_enough(body: bytes) -> bytes:
    if len(body) > MAX_UNPACKED:
        raise SourceError(f"the sitemap is larger than {MAX_UNPACKED // 1024 // 1024} MB")
    return body


def _walk(document: bytes) -> Rows:
    """Read row after row and forget each, so that a large sitemap never stands in memory as a tree."""
    found = Rows()
    events = etree.iterparse(
        BytesIO(document),
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        _, root = next(events)
        found.is_index = _kind(root)
        found.rows.extend(islice(_rows(events, root), MAX_ROWS))
    except etree.XMLSyntaxError:
        found.is_whole = False
    return found


def _kind(root: etree._Element) -> bool:
    name = _name(root)
    if name not in _ROOTS:
        hint = "; write `feed:` for it" if name in _FEEDS else ""
        raise SourceError(f"not a sitemap: its root is {name[:40]!r}{hint}")
    return _ROOTS[name]


def _rows(events: Iterator[tuple[str, etree._Element]], root: etree._Element) -> Iterator[Row]:
    for event, element in events:
        if event == "end" and element.getparent() is root:
            if _name(element) in _ROWS:
                yield _row(element)
            root.remove(element)


def _row(element: etree._Element) -> Row:
    parts = _parts(element)
    news, image = parts.get("news"), parts.get("image")
    told = _parts(news) if news is not None else {}
    publication = told.get("publication")
    picture = _text(_parts(image).get("loc")) if image is not None else ""
    item = Item(
        link=_text(parts.get("loc")),
        title=_text(told.get("title")),
        published=parse_date(_text(told.get("publication_date"))),
        updated=parse_date(_text(parts.get("lastmod"))),
        media=(Medium(picture, "image"),) if picture else (),
        categories=tuple(filter(None, _text(told.get("keywords")).split(","))),
        language=_text(_parts(publication).get("language")) if publication is not None else "",
    )
    return Row(item, is_news=news is not None)


def _parts(element: etree._Element) -> dict[str, etree._Element]:
    """Return the children by name, the first of each."""
    parts: dict[str, etree._Element] = {}
    for child in element.iterchildren(etree.Element):
        parts.setdefault(_name(child), child)
    return parts


def _name(element: etree._Element) -> str:
    # Not by etree.QName: it refuses what the parser has let through, such as `<:>`.
    return str(element.tag).rpartition("}")[2]


def _text(element: etree._Element | None) -> str:
    """Return an element's text; "" where anything stands in it, such as an entity that nobody expanded."""
    return "" if element is None or len(element) else (element.text or "").strip()

"""Feeds: bytes in, a `Feed` of clean entries out.

Strict first, because fast and true; then repaired and strict again; then feedparser; then whatever lxml can recover.
A lenient parser alone would lose words in silence where a strict one refuses.
"""

from __future__ import annotations

import re

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from digest.collector.feed_entry import judge
from digest.collector.feed_item import Reading
from digest.collector.feed_json import read_json
from digest.collector.feed_rescue import rescue
from digest.collector.feed_xml import is_feed, parse_tree, read_tree
from digest.collector.repair import decode, is_utf8, quote, repair
from digest.errors import SourceError
from digest.model import Feed

MAX_FEED = 20_000_000
"""Bytes of the largest document that is looked at."""

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD = 2_000


def parse_feed(body: bytes, url: str, source: str, content_type: str = "") -> Feed:
    """Return the feed in `body`: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1.

    Entries carry `source`, keep the feed's order and are at most MAX_ENTRIES; one without an address is left out.
    Relative addresses are read from `xml:base`, else from `url`. `content_type` is the server's, a hint of the encoding.

    Raises:
        SourceError: empty, larger than MAX_FEED, no feed, or cut off before its first whole entry.
    """
    try:
        reading = read_feed(body, url, content_type)
    except SourceError as error:
        raise SourceError(f"{source}: {error}") from None
    return judge(reading, source)


def read_feed(body: bytes, url: str, content_type: str = "") -> Reading:
    """Return what the document in `body` says, before it is judged.

    Raises:
        SourceError: as `parse_feed`.
    """
    if len(body) > MAX_FEED:
        raise SourceError(f"the feed is larger than {MAX_FEED // 1_000_000} MB")
    if not body or body.isspace():
        raise SourceError("the feed is empty")
    document = body if is_utf8(body) else decode(body, content_type).encode()
    root = _strict(document.lstrip(), url)  # an empty line before the declaration is the commonest fault of all
    if root is not None:
        return read_tree(root, url)
    text = decode(body, content_type)
    return read_json(text, url) if text.lstrip().startswith(("{", "[")) else _mended(text, url)


def _mended(text: str, url: str) -> Reading:
    mended = repair(text)
    if not mended:
        raise SourceError(_why_not(text))
    document = mended.encode()
    root = _strict(document, url)
    if root is not None:
        return read_tree(root, url)
    root = _strict(quote(mended).encode(), url)
    reading = read_tree(root, url) if root is not None else Reading()
    return reading if reading.items else _rescued(document, url)


def _rescued(document: bytes, url: str) -> Reading:
    reading = rescue(document, url)
    return reading if reading.items else _recovered(document, url)


def _strict(document: bytes, url: str) -> Element | None:
    """Return the root of a well-formed feed whose words are all there, else None."""
    root = _parsed(document, url, recover=False)
    return root if root is not None and is_feed(root) and not _has_entities(root) else None


def _parsed(document: bytes, url: str, *, recover: bool) -> Element | None:
    try:
        return parse_tree(document, url, recover=recover)
    except XMLSyntaxError:
        return None


def _has_entities(root: Element) -> bool:
    """Tell whether a document type may name entities: the parser leaves those out, repair makes characters of them."""
    info = root.getroottree().docinfo
    kind = info.internalDTD
    return kind is not None and bool(info.system_url or next(kind.iterentities(), None) is not None)


def _recovered(document: bytes, url: str) -> Reading:
    root = _parsed(document, url, recover=True)
    reading = read_tree(root, url) if root is not None else Reading()
    if not reading.items:
        raise SourceError("not a feed: no parser can read it")
    return reading


def _why_not(text: str) -> str:
    head = text.lstrip()[:_HEAD]
    if _HTML.search(head):
        return "not a feed: it looks like an HTML page"
    if head.startswith("<"):
        return "not a feed: it is XML of another kind"
    return f"not a feed: it begins with {head[:40]!r}"

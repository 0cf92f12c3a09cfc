"""RSS, Atom, RDF and CDF read from a parsed tree in one walk: what is there, by whatever name, in order of preference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from lxml.etree import XMLParser, fromstring
from lxml.etree import _Element as Element

from digest.collector.dates import parse_date
from digest.collector.feed_dialect import ANY, Dialect, Names, dialect_of
from digest.collector.feed_item import MAX_ITEMS, Item, Reading
from digest.collector.feed_media import film_description, find_media, has_enclosure, picture_address
from digest.collector.feed_names import short_name
from digest.collector.feed_pace import read_hubs, read_rhythm
from digest.collector.feed_parts import (
    Parts,
    address_of,
    all_of,
    first,
    first_markup,
    first_text,
    markup_of,
    parts_of,
    text_of,
)

ABOUT = (
    "description",
    "subtitle",
    "tagline",
    "info",
    "abstract",
    "itunes:summary",
    "itunes:subtitle",
    "feedburner:browserfriendly",
)

_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "rdf", "channel"})  # a bare channel is CDF's
_PAGES = frozenset({"html", "text/html", "application/xhtml+xml"})
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse_tree(document: bytes, url: str, *, recover: bool = False) -> Element:
    """Return the root of an XML document in UTF-8, whatever its label, with nothing fetched and no entity expanded.

    Raises:
        lxml.etree.XMLSyntaxError: not well-formed (with `recover`: nothing could be saved).
    """
    return fromstring(document, _parser(recover), base_url=url)


@cache
def _parser(recover: bool) -> XMLParser:
    return XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def is_feed(root: Element) -> bool:
    """Tell whether `root` is that of one of the formats."""
    return short_name(str(root.tag)) in _ROOTS


def read_tree(root: Element, url: str) -> Reading:
    """Return what the tree of a feed says; `url` is where relative addresses start."""
    outer = parts_of(root)
    channel = next(iter(outer.get("channel", ())), root)
    parts = outer if channel is root else parts_of(channel)
    items = all_of(parts, ("item", "entry"))
    if parts is not outer:  # RSS 1.0 puts its items beside the channel
        items += outer.get("item", ())
    hubs, topic = read_hubs(parts, url)
    return Reading(
        title=first_markup(parts, *ANY.title),
        link=_link(channel, parts, url),
        description=first_markup(parts, *ABOUT),
        language=_language(channel, parts, ANY.language) or root.get(_LANG, ""),
        image=picture_address(parts, url),
        items=tuple(_read_items(items[:MAX_ITEMS], url)),
        rhythm=read_rhythm(parts),
        hubs=hubs,
        topic=topic,
    )


def _read_items(elements: Iterable[Element], url: str) -> Iterator[Item]:
    known: set[str] = set()
    names = dialect_of(known)
    for element in elements:
        parts = parts_of(element)
        if not known.issuperset(parts):
            known.update(parts)
            names = dialect_of(known)
        yield _read_item(element, parts, names, url)


def _read_item(element: Element, parts: Parts, names: Dialect, url: str) -> Item:
    identity, permalink = _identity(element, parts, names.identity)
    summary, content = _words(parts, names)
    return Item(
        id=identity,
        link=_link(element, parts, url) or permalink,
        origin=first(parts, names.origin, text_of) or "",
        permalink=permalink,
        title=first(parts, names.title, markup_of) or "",
        summary=summary,
        content=content,
        authors=tuple(_authors(parts, names.author)) if names.author else (),
        published=first(parts, names.published, _date),
        updated=first(parts, names.updated, _date) or _attribute_date(element, "LASTMOD"),
        media=find_media(parts, url) if names.media or has_enclosure(parts) else (),
        categories=tuple(_categories(parts, names)),
        language=_language(element, parts, names.language),
    )


def _words(parts: Parts, names: Dialect) -> tuple[str, str]:
    """Return summary and content. Of a description and a summary, the first is the summary and the other the content."""
    content = first(parts, names.content, markup_of) or ""
    if not content and "description" in parts and "summary" in parts:
        one, other = [first_markup(parts, name) for name in parts if name in {"description", "summary"}]
        return one, other
    return first(parts, names.summary, markup_of) or film_description(parts), content


def _date(element: Element) -> datetime | None:
    return parse_date(element.text or "")


def _attribute_date(element: Element, name: str) -> datetime | None:
    text = element.get(name)
    return parse_date(text) if text else None


def _link(element: Element, parts: Parts, url: str) -> str:
    """Return the address of the page that the element stands for: RSS's text, Atom's alternate, CDF's attribute."""
    atom = ""
    for link in parts.get("link", ()):
        if text := text_of(link):
            return address_of(link, text, url)
        if not atom and link.get("rel", "alternate") == "alternate" and link.get("type", "html") in _PAGES:
            atom = address_of(link, link.get("href"), url)
    return atom or address_of(element, element.get("HREF"), url)


def _identity(element: Element, parts: Parts, names: Names) -> tuple[str, str]:
    """Return the item's own name, and the address that it stands for ("" where it says that it is none)."""
    for guid in all_of(parts, names):
        if text := text_of(guid):
            permanent = text.startswith(("http://", "https://")) and guid.get("isPermaLink", "true").lower() != "false"
            return text, text if permanent else ""
    return element.get(_ABOUT, ""), ""


def _language(element: Element, parts: Parts, names: Names) -> str:
    told = first(parts, names, text_of) or element.get(_LANG) or ""
    return told.replace("_", "-")


def _authors(parts: Parts, names: Names) -> Iterator[str]:
    for author in all_of(parts, names):
        if name := first_text(parts_of(author), "name", "email") if len(author) else text_of(author):
            yield name


def _categories(parts: Parts, names: Dialect) -> Iterator[str]:
    levels = all_of(parts, names.category)
    for outer in all_of(parts, names.nested):
        levels += outer.iter()
    for level in levels:
        if name := text_of(level) or level.get("term") or level.get("text") or level.get("label"):
            yield name
    for tags in parts.get("tags", ()):
        yield from filter(None, map(str.strip, text_of(tags).split(",")))

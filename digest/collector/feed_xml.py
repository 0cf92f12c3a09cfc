"""RSS, Atom, RDF and CDF read from a parsed tree in one walk: what is there, by whatever name, in order of preference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml.etree import XMLParser, fromstring
from lxml.etree import _Element as Element

from digest.collector.dates import parse_date
from digest.collector.feed_item import MAX_ITEMS, Item, Reading
from digest.collector.feed_media import film_description, find_media, has_media, picture_address
from digest.collector.feed_names import short_name
from digest.collector.feed_pace import read_hubs, read_rhythm
from digest.collector.feed_parts import Parts, address_of, all_of, first, first_markup, first_text, parts_of, text_of

TITLE = ("title", "dc:title", "media:title", "itunes:title")
SUMMARY = ("description", "summary", "abstract", "dc:description", "itunes:summary", "itunes:subtitle")
STORY = frozenset({"description", "summary"})
CONTENT = ("content:encoded", "content", "xhtml:body", "body", "fullitem")
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
AUTHOR = ("author", "dc:creator", "dc:author", "itunes:author")
PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "dc:date",
    "prism:publicationdate",
)
UPDATED = ("updated", "modified", "dcterms:modified", "dc:date")
LANGUAGE = ("language", "dc:language")
NESTED_CATEGORY = ("categories", "itunes:category")

_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "rdf", "channel"})  # a bare channel is CDF's
_PAGES = frozenset({"html", "text/html", "application/xhtml+xml"})
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse_tree(document: bytes, url: str, *, recover: bool = False) -> Element:
    """Return the root of an XML document in UTF-8, whatever its label, with nothing fetched and no entity expanded.

    Raises:
        lxml.etree.XMLSyntaxError: not well-formed (with `recover`: nothing could be saved).
    """
    parser = XMLParser(
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
    return fromstring(document, parser, base_url=url)


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
        title=first_markup(parts, *TITLE),
        link=_link(channel, parts, url),
        description=first_markup(parts, *ABOUT),
        language=_language(channel, parts) or root.get(_LANG, ""),
        image=picture_address(parts, url),
        items=tuple(_read_item(item, url) for item in items[:MAX_ITEMS]),
        rhythm=read_rhythm(parts),
        hubs=hubs,
        topic=topic,
    )


def _read_item(element: Element, url: str) -> Item:
    parts = parts_of(element)
    identity, permalink = _identity(element, parts)
    summary, content = _words(parts)
    return Item(
        id=identity,
        link=_link(element, parts, url) or permalink,
        origin=first_text(parts, "feedburner:origlink"),
        permalink=permalink,
        title=first_markup(parts, *TITLE),
        summary=summary,
        content=content,
        authors=tuple(_authors(parts)),
        published=first(parts, PUBLISHED, _date),
        updated=first(parts, UPDATED, _date) or _attribute_date(element, "LASTMOD"),
        media=find_media(parts, url) if has_media(parts) else (),
        categories=tuple(_categories(parts)),
        language=_language(element, parts),
    )


def _words(parts: Parts) -> tuple[str, str]:
    """Return summary and content. Of a description and a summary, the first is the summary and the other the content."""
    content = first_markup(parts, *CONTENT)
    if not content and parts.keys() >= STORY:
        one, other = [first_markup(parts, name) for name in parts if name in STORY]
        return one, other
    return first_markup(parts, *SUMMARY) or film_description(parts), content


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


def _identity(element: Element, parts: Parts) -> tuple[str, str]:
    """Return the item's own name, and the address that it stands for ("" where it says that it is none)."""
    for guid in all_of(parts, ("guid", "id")):
        if text := text_of(guid):
            permanent = text.startswith(("http://", "https://")) and guid.get("isPermaLink", "true").lower() != "false"
            return text, text if permanent else ""
    return element.get(_ABOUT, ""), ""


def _language(element: Element, parts: Parts) -> str:
    return (first_text(parts, *LANGUAGE) or element.get(_LANG, "")).replace("_", "-")


def _authors(parts: Parts) -> Iterator[str]:
    for author in all_of(parts, AUTHOR):
        if name := first_text(parts_of(author), "name", "email") if len(author) else text_of(author):
            yield name


def _categories(parts: Parts) -> Iterator[str]:
    levels = all_of(parts, ("category", "dc:subject"))
    for outer in all_of(parts, NESTED_CATEGORY):
        levels += outer.iter()
    for level in levels:
        if name := text_of(level) or level.get("term") or level.get("text") or level.get("label"):
            yield name
    for tags in parts.get("tags", ()):
        yield from filter(None, map(str.strip, text_of(tags).split(",")))

"""A page of links as a source: the front page of a site that has no feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml.cssselect import CSSSelector, SelectorError
from lxml.etree import ParserError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digest.collector.dates import parse_date
from digest.collector.feed_entry import MAX_HEADLINE, web_address
from digest.collector.feed_item import absolute
from digest.collector.feed_text import clip
from digest.collector.identity import canonical_url
from digest.errors import SourceError
from digest.model import Entry, Source
from digest.model.text import clean_line

MAX_LINKS = 500
"""The most links of one page that are kept: its first ones."""

MIN_WORDS = 4
"""Words of a headline: the shorter text of a link that no selector chose is a section's name."""

MAX_CHOSEN = 5_000
"""The most `a` elements of one page that are looked at."""

CLIMB = 5
"""How many elements a link and its time may lie below the element that they share."""

_STORIES = XPath(
    "//a[@href]"
    "[ancestor::article or ancestor::li or ancestor::h1 or ancestor::h2 or ancestor::h3 or ancestor::h4"
    " or descendant::h1 or descendant::h2 or descendant::h3 or descendant::h4]"
    "[not(ancestor::nav or ancestor::footer or ancestor::form or ancestor::aside"
    " or ancestor::header[not(ancestor::article)])]"
)
_HEADING = XPath("(.//h1|.//h2|.//h3|.//h4)[1]")
_TIMES = XPath("//time[@datetime]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: its element, absolute address and text."""

    element: HtmlElement
    url: str
    text: str


def find_links(html: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Return the stories that a page links to, in its order, each address once, at most MAX_LINKS.

    `source.select` chooses the `a` elements (or what holds one). Without it, links in articles, headings and list items
    count that stay on the site and have MIN_WORDS words. The headline is the link's text, the time that of the one
    `time` element that stands nearer to this link than to any other.

    Raises:
        SourceError: no HTML, an invalid selector, or nothing found.
    """
    try:
        root = _parse(html)
        chosen = _selected(root, source.select) if source.select else _STORIES(root)
    except (SelectorError, ValueError) as error:  # a NUL, written as an escape, is no text for XPath
        raise SourceError(f"{source.id}: the selector {source.select!r} is invalid: {error}") from None
    except ParserError:
        raise SourceError(f"{source.id}: the page is empty") from None
    base = absolute(url, next((found.get("href", "") for found in root.iter("base")), "")) or url
    links = list(_links(chosen[:MAX_CHOSEN], base))
    if not source.select:
        links = [link for link in links if _is_story(link, url)]
    if not links:
        what = f"{source.select!r} finds no link" if source.select else "no link looks like a story; give it a selector"
        raise SourceError(f"{source.id}: on {url} {what}")
    return tuple(_entries(links, _times(root, links), source))


def _parse(html: bytes) -> HtmlElement:
    try:
        html.decode()
    except UnicodeDecodeError:
        return document_fromstring(html)  # the page's own label, else Windows-1252
    return document_fromstring(html, parser=HTMLParser(encoding="utf-8"))


def _selected(root: HtmlElement, select: str) -> list[HtmlElement]:
    found = CSSSelector(select, translator="html")(root)
    return [link for element in found for link in ([element] if element.tag == "a" else islice(element.iter("a"), 1))]


def _links(elements: Iterable[HtmlElement], base: str) -> Iterator[Link]:
    for element in elements:
        address = web_address(absolute(base, element.get("href", "")))
        heading = _HEADING(element)
        text = clean_line((heading[0] if heading else element).text_content())
        if address and text:
            yield Link(element, address, clip(text, MAX_HEADLINE))


def _is_story(link: Link, page: str) -> bool:
    site = "https://" + canonical_url(page).split("/")[2] + "/"
    there = canonical_url(link.url)
    return len(link.text.split()) >= MIN_WORDS and there.startswith(site) and there not in (site, canonical_url(page))


def _entries(links: Iterable[Link], times: Mapping[str, datetime], source: Source) -> Iterator[Entry]:
    """Yield an entry an address. Of several links to one story the longest text is its headline."""
    stories: dict[str, list[Link]] = {}
    for link in links:
        stories.setdefault(canonical_url(link.url), []).append(link)
    for story, group in islice(stories.items(), MAX_LINKS):
        best = max(group, key=lambda link: len(link.text))
        yield Entry(
            source=source.id,
            guid=group[0].url,
            url=group[0].url,
            headline=best.text,
            published=times.get(story),
            language=source.language,
        )


def _times(root: HtmlElement, links: Iterable[Link]) -> dict[str, datetime]:
    """Return the time of each story that shares a `time` element with no other, by the story's address."""
    stories_in: dict[HtmlElement, set[str]] = {}
    near: dict[HtmlElement, str] = {}
    for link in links:
        story = canonical_url(link.url)
        for depth, around in enumerate([link.element, *link.element.iterancestors()]):
            stories_in.setdefault(around, set()).add(story)
            if depth <= CLIMB:
                near[around] = story
    times: dict[str, datetime] = {}
    for element in _TIMES(root):
        shared = next((around for around in islice(element.iterancestors(), CLIMB + 1) if around in stories_in), None)
        moment = parse_date(element.get("datetime", ""))
        if shared in near and len(stories_in[shared]) == 1 and moment:
            times.setdefault(near[shared], moment)
    return times

"""Where a site may keep its feeds and sitemaps, and which of those found serves a newsletter best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from digest.collector.feed_entry import web_address
from digest.collector.feed_item import absolute
from digest.collector.identity import canonical_url
from digest.collector.page_source import parse_page
from digest.errors import ArticleError
from digest.model import Entry, SourceKind

MAX_POINTERS = 40
"""The most addresses that are taken from one page, and from one robots.txt."""

USUAL_PATHS = (
    "/feed", "/feed.xml", "/rss", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default",
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
"""Where the common programs behind news sites keep them: WordPress, Ghost, Hugo, Jekyll, Drupal, Blogger."""

WHOLE_WORDS = 150
"""Words of a feed's text from which on it is the story and no teaser."""

SAMPLE = 20
"""How many of the newest entries tell how often a source publishes and whether it carries whole text."""

STALE = timedelta(days=60)
"""A source whose newest entry is older than this is asleep."""

_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/(?:rss\+)?xml", re.IGNORECASE)
_LOOKS = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:$|[/._?-])|\.(?:rss|rdf|atom)$|feed\.json$", re.IGNORECASE)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


class FindKind(StrEnum):
    """What was found, the best first: a feed names stories and dates, a sitemap pages, a page of links nothing but links."""

    FEED = "feed"
    JSON_FEED = "JSON feed"
    NEWS_SITEMAP = "news sitemap"
    SITEMAP = "sitemap"
    LISTING = "listing"

    @property
    def source(self) -> SourceKind:
        """How the settings call it."""
        kinds = {FindKind.NEWS_SITEMAP: SourceKind.SITEMAP, FindKind.JSON_FEED: SourceKind.FEED}
        return kinds.get(self) or SourceKind(self.value)


@dataclass(frozen=True, slots=True)
class Find:
    """A source that was found and read. `per_week` is how many stories it brings, None where its dates do not tell."""

    url: str
    kind: FindKind
    title: str
    language: str
    entries: int
    newest: datetime | None
    per_week: float | None
    whole_text: bool
    stories: frozenset[str]


def find_of(kind: FindKind, url: str, named: tuple[str, str], entries: Sequence[Entry]) -> Find:
    """Return what a source that was read amounts to; `named` is its title and its language."""
    dates = sorted(filter(None, (entry.published or entry.updated for entry in entries)), reverse=True)
    sample = entries[:SAMPLE]
    whole = sum(len(entry.body.split()) >= WHOLE_WORDS for entry in sample)
    return Find(
        url=url,
        kind=kind,
        title=named[0],
        language=named[1] or next((entry.language for entry in sample if entry.language), ""),
        entries=len(entries),
        newest=dates[0] if dates else None,
        per_week=_per_week(dates[:SAMPLE]),
        whole_text=2 * whole > len(sample),
        stories=frozenset(canonical_url(entry.url) for entry in sample),
    )


def _per_week(dates: Sequence[datetime]) -> float | None:
    span = dates[0] - dates[-1] if dates else timedelta()
    return (len(dates) - 1) * timedelta(weeks=1) / span if span else None


def ranked(finds: Iterable[Find], now: datetime) -> tuple[Find, ...]:
    """Return what was found, the best first: awake, no comments, by kind, whole text first; of twins the first found.

    Twins are of one kind and list the same stories.
    """
    distinct: dict[object, Find] = {}
    for find in finds:
        distinct.setdefault((find.kind, find.stories) if find.stories else canonical_url(find.url), find)
    kinds = list(FindKind)
    return tuple(
        sorted(
            distinct.values(),
            key=lambda find: (
                find.newest is None or find.newest < now - STALE,
                bool(_COMMENTS.search(f"{find.title} {find.url}")),
                kinds.index(find.kind),
                not find.whole_text,
            ),
        )
    )


def pointers(html: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses that a page says, or seems to say, are feeds: `link rel=alternate` first, then links.

    Nothing for what is no page.
    """
    try:
        root = parse_page(html)
    except ArticleError:
        return ()
    base = absolute(url, next((found.get("href") or "" for found in root.iter("base")), "")) or url
    found = filter(None, (web_address(absolute(base, href)) for href in _hrefs(root)))
    return tuple(islice(dict.fromkeys(found), MAX_POINTERS))


def _hrefs(root: etree._Element) -> Iterator[str]:
    for link in root.iter("link"):
        names = (link.get("rel") or "").casefold().split()
        if "alternate" in names and _TYPES.match((link.get("type") or "").strip()):
            yield link.get("href") or ""
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if _LOOKS.search(href.partition("#")[0]):
            yield href


def usual_places(url: str) -> tuple[str, ...]:
    """Return where feeds and sitemaps usually are: below the page itself as WordPress has it, then at USUAL_PATHS."""
    beside = urljoin(url, url.partition("?")[0].partition("#")[0].rstrip("/") + "/feed/")
    return tuple(dict.fromkeys((beside, *(urljoin(url, path) for path in USUAL_PATHS))))


def robots_of(url: str) -> str:
    """Return where the host of an address keeps its robots.txt."""
    return urljoin(url, "/robots.txt")


def named_sitemaps(robots: bytes, url: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names (RFC 9309 2.2.4, sitemaps.org), whichever host they are on."""
    found = _SITEMAP.findall(robots.decode("utf-8", "replace"))
    return tuple(
        islice(dict.fromkeys(filter(None, (web_address(absolute(url, name)) for name in found))), MAX_POINTERS)
    )


def whole_address(text: str) -> str:
    """Return what a person typed as an address: `news.example` is https://news.example; "" where it is none."""
    typed = text.strip()
    if len(typed.split()) != 1:
        return ""
    return web_address(typed if "://" in typed else f"https://{typed}")

"""Sitemaps as a source: what a site tells search engines, read as news.

A news sitemap has dates and headlines and is taken as it is. A plain one lists every page that a site ever had, so only
what changed within RECENT of now counts, and a page that tells no date is left out. Addresses on other hosts are nobody's
to name (sitemaps.org, "Sitemap file location") and are left out too. Whatever is left out is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import islice
from urllib.parse import urlsplit

from digest.collector.feed_entry import judge, web_address
from digest.collector.feed_item import Item, Reading, absolute
from digest.collector.identity import canonical_url
from digest.collector.sitemap_xml import MAX_ROWS, Row, read_rows
from digest.errors import SourceError
from digest.model import Entry, Source

MAX_LISTED = 1_000
"""Entries of one source that are kept: the newest."""

MAX_CHILDREN = 10
"""The most sitemaps of an index that are followed: the newest, then those that tell no date."""

RECENT = timedelta(days=7)
"""How long ago a page of a plain sitemap, or a sitemap of an index, may have changed."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap as read: entries newest first, or the addresses of the sitemaps to follow; what was left out, in words."""

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    is_index: bool = False
    problems: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str, source: Source, now: datetime) -> Sitemap:
    """Return the articles that a sitemap lists, at most MAX_LISTED, or the sitemaps of an index, at most MAX_CHILDREN.

    `source.select` is a glob over paths ("" = all). An entry's headline is "" where no news field tells one: its page does.

    Raises:
        SourceError: no sitemap (see `read_rows`), or one in which no address tells a date.
    """
    found = read_rows(body)
    reasons: Counter[str] = Counter()
    rows = list(_on_site(found.rows, url, reasons))
    problems = [] if found.is_whole else [f"{url} is cut off or broken after {len(found.rows)} addresses"]
    if len(found.rows) == MAX_ROWS:
        problems.append(f"{url} lists more addresses than a sitemap may: the first {MAX_ROWS} were read")
    if found.is_index:
        children = _children(rows, now, reasons)
        return Sitemap(children=children, is_index=True, problems=(*problems, *_told(url, reasons)))
    if rows and not any(row.is_news or row.item.updated for row in rows):
        raise SourceError(f"{url} tells no date of any address: give a news sitemap, a feed or a listing")
    items = sorted(_news(rows, source, now, reasons), key=_date, reverse=True)
    feed = judge(Reading(items=tuple(items)), source.id)
    entries = newest(replace(entry, language=source.language or entry.language) for entry in feed.entries)
    return Sitemap(entries, problems=(*problems, *_told(url, reasons)))


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries of one or several sitemaps: the newest first, each address once, at most MAX_LISTED."""
    once: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.published or entry.updated or _LONG_AGO, reverse=True):
        once.setdefault(canonical_url(entry.url), entry)
    return tuple(islice(once.values(), MAX_LISTED))


def site_of(url: str) -> str:
    """Return the host of an address as it tells sites apart: without `www.` and the like, with an unusual port."""
    return canonical_url(url).split("/")[2] if web_address(url) else ""


def _date(item: Item) -> datetime:
    return item.published or item.updated or _LONG_AGO


def _on_site(rows: Iterable[Row], url: str, reasons: Counter[str]) -> Iterator[Row]:
    """Yield the rows whose addresses can be asked and lie on the sitemap's own host, the addresses made whole."""
    site = site_of(url)
    for row in rows:
        address = web_address(absolute(url, row.item.link))
        if not address:
            reasons["no web address"] += 1
        elif site_of(address) != site:
            reasons["on another host"] += 1
        else:
            yield replace(row, item=row.item._replace(link=address))


def _children(rows: Iterable[Row], now: datetime, reasons: Counter[str]) -> tuple[str, ...]:
    """Return the sitemaps to follow: the newest, then those without a date, of these the ones that are named for news."""
    fresh = [row.item for row in rows if row.item.updated is None or row.item.updated > now - RECENT]
    fresh.sort(key=lambda item: (_date(item), "news" in item.link.casefold()), reverse=True)
    addresses = list(dict.fromkeys(item.link for item in fresh))
    reasons["more sitemaps than are followed"] += max(len(addresses) - MAX_CHILDREN, 0)
    return tuple(addresses[:MAX_CHILDREN])


def _news(rows: Iterable[Row], source: Source, now: datetime, reasons: Counter[str]) -> Iterator[Item]:
    """Yield what may be news: at an article's path, and changed within RECENT where no news field is there."""
    for row in rows:
        path, changed = urlsplit(row.item.link).path, row.item.updated
        if not fnmatchcase(path, source.select or "*") or path in ("", "/"):
            continue  # the editor's own choice, or the front page: nothing to tell
        if not row.is_news and changed is None:
            reasons["without a date"] += 1
        elif row.is_news or (changed and changed > now - RECENT):
            yield row.item


def _told(url: str, reasons: Counter[str]) -> Iterator[str]:
    yield from (f"{url}: {count} left out, {why}" for why, count in reasons.items() if count)

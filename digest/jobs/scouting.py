"""Scouting: look at sources without recording anything. What kind is it, what does it list, what would be collected?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from digest.collector import (
    Find,
    FindKind,
    find_links,
    find_of,
    named_sitemaps,
    parse_feed,
    pointers,
    ranked,
    robots_of,
    usual_places,
)
from digest.errors import SourceError
from digest.jobs.listing import list_sitemap
from digest.jobs.progress import Progress, unwatched
from digest.model import Source, SourceKind
from digest.ports import Clock, Fetched, Fetcher, Request, Shelf

FEW_LINKS = 5
"""A page with fewer links to stories is no listing."""


@dataclass(frozen=True, slots=True)
class Scout:
    """The ports of whoever looks without recording."""

    fetcher: Fetcher
    shelf: Shelf
    clock: Clock


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a site offers, the best first, and what it pointed to that could not be read."""

    finds: tuple[Find, ...]
    problems: tuple[str, ...]


def discover(url: str, scout: Scout, progress: Progress = unwatched) -> Discovery:
    """Return the feeds, sitemaps and lists of links that a site offers, each fetched and read.

    Looked at are the address itself, what its page and the site's robots.txt point to, and the usual places.

    Raises:
        SourceError: the address cannot be fetched.
    """
    answers = dict(_asked([url, robots_of(url)], scout))
    page, robots = answers[url], answers[robots_of(url)]
    if isinstance(page, SourceError):
        raise page
    own = identify(page, scout)
    told = [] if own else list(pointers(page.body, page.url))
    if isinstance(robots, Fetched):
        told += named_sitemaps(robots.body, robots.url)
    looked = _look_at([place for place in (*told, *usual_places(page.url)) if place != page.url], scout, progress)
    finds = [find for find in looked.values() if isinstance(find, Find)]
    problems = (f"{place}: {why}" for place, why in looked.items() if place in told and isinstance(why, str))
    beside = [own] if own else list(_listing(page))
    return Discovery(ranked([*beside, *finds], scout.clock.now()), tuple(problems))


def _asked(urls: Iterable[str], scout: Scout) -> Iterator[tuple[str, Fetched | SourceError]]:
    yield from ((request.url, answer) for request, answer in scout.fetcher.fetch(Request(url, url) for url in urls))


def _look_at(places: Sequence[str], scout: Scout, progress: Progress) -> dict[str, Find | str]:
    """Return what stands at each of the places, or why nothing does, in their order."""
    places = list(dict.fromkeys(places))
    found = {}
    for done, (url, answer) in enumerate(_asked(places, scout), start=1):
        progress("Looking", done, len(places))
        found[url] = _looked_at(answer, scout)
    return {place: found[place] for place in places}


def _looked_at(answer: Fetched | SourceError, scout: Scout) -> Find | str:
    if isinstance(answer, SourceError):
        return str(answer)
    return identify(answer, scout) or "neither a feed nor a sitemap"


def identify(answer: Fetched, scout: Scout) -> Find | None:
    """Return what an answer is if it is a feed or a sitemap, else None."""
    return _feed(answer) or _sitemap(answer, scout)


def _feed(answer: Fetched) -> Find | None:
    try:
        feed = parse_feed(answer.body, answer.url, "", answer.content_type)
    except SourceError:
        return None
    kind = FindKind.JSON_FEED if answer.body.lstrip().startswith((b"{", b"[")) else FindKind.FEED
    return find_of(kind, answer.url, (feed.title, feed.language), feed.entries)


def _sitemap(answer: Fetched, scout: Scout) -> Find | None:
    try:
        listed = list_sitemap(_nameless(SourceKind.SITEMAP, answer.url), answer, scout.fetcher, scout.clock.now())
    except SourceError:
        return None
    news = any(entry.headline for entry in listed.entries)
    kind = FindKind.NEWS_SITEMAP if news else FindKind.SITEMAP
    return find_of(kind, answer.url, ("", ""), listed.entries)


def _listing(page: Fetched) -> Iterator[Find]:
    """Yield the page itself as a list of links, where it has some that look like stories."""
    with suppress(SourceError):
        links = find_links(page.body, page.url, _nameless(SourceKind.LISTING, page.url))
        if len(links) >= FEW_LINKS:
            yield find_of(FindKind.LISTING, page.url, ("", ""), links)


def _nameless(kind: SourceKind, url: str) -> Source:
    return Source("", kind, url, "")

"""Trying a source: what would be collected of it now, with nothing recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.collector import entry_of, from_feed, looks_like_html, read_dump, read_page, to_article
from digest.errors import ArticleError, SourceError
from digest.jobs.listing import list_entries
from digest.jobs.progress import Progress, unwatched
from digest.jobs.scouting import Scout, identify
from digest.model import Article, Brief, Entry, Source, SourceKind
from digest.ports import Fetched, Request, SavedPage
from digest.summariser import make_brief


@dataclass(frozen=True, slots=True)
class Tried:
    """An entry with what became of it. `problem`: why there is no article, or what is wrong with it."""

    entry: Entry
    article: Article | None = None
    brief: Brief | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Tryout:
    """What a source lists now, and its first entries read."""

    source: Source
    listed: int
    tried: tuple[Tried, ...]
    problems: tuple[str, ...] = ()


def guess_source(url: str, scout: Scout) -> Source:
    """Return the source that an address seems to be: a feed, a sitemap, or else a page of links.

    Raises:
        SourceError: it cannot be fetched.
    """
    ((_, answer),) = scout.fetcher.fetch([Request(url, url)])
    if isinstance(answer, SourceError):
        raise answer
    found = identify(answer, scout)
    return Source("try", found.kind.source if found else SourceKind.LISTING, url, found.title if found else "")


def try_source(source: Source, scout: Scout, limit: int, progress: Progress = unwatched) -> Tryout:
    """Return what a source lists, with the first `limit` entries read as collecting would read them.

    Raises:
        SourceError: the source could not be fetched or read.
    """
    if source.kind is SourceKind.SAVED:
        return _try_shelf(source, scout, limit)
    ((_, answer),) = scout.fetcher.fetch([Request(source.id, source.location)])
    listed = list_entries(source, answer, scout.fetcher, scout.clock.now())
    entries = listed.entries[:limit]
    tried = dict(_watched(_read(source, entries, scout), progress, len(entries)))
    return Tryout(source, len(listed.entries), tuple(tried[entry.guid] for entry in entries), listed.problems)


def _watched(tried: Iterable[Tried], progress: Progress, total: int) -> Iterator[tuple[str, Tried]]:
    for done, each in enumerate(tried, start=1):
        progress("Reading articles", done, total)
        yield each.entry.guid, each


def _read(source: Source, entries: Sequence[Entry], scout: Scout) -> Iterator[Tried]:
    if not source.pages:
        yield from map(_from_feed, entries)
        return
    by_guid = {entry.guid: entry for entry in entries}
    requests = (Request(entry.guid, entry.url, robots=source.robots) for entry in entries)
    for request, answer in scout.fetcher.fetch(requests):
        yield _from_page(source, by_guid[request.key], answer)


def _from_page(source: Source, entry: Entry, answer: Fetched | SourceError) -> Tried:
    try:
        if isinstance(answer, SourceError):
            raise answer
        page = read_page(answer.body, answer.url, source.rules)
        return replace(_briefed(entry, to_article(entry, page)), problem="; ".join(page.missed))
    except (ArticleError, SourceError) as error:
        return replace(_from_feed(entry), problem=str(error))


def _from_feed(entry: Entry) -> Tried:
    try:
        return _briefed(entry, from_feed(entry))
    except ArticleError as error:
        return Tried(entry, problem=str(error))


def _briefed(entry: Entry, article: Article) -> Tried:
    return Tried(entry, article, make_brief(article))


def _try_shelf(source: Source, scout: Scout, limit: int) -> Tryout:
    pages = list(scout.shelf.pages(source.location))
    if not pages:
        raise SourceError(f"{source.id}: no file matches {source.location}")
    problems = tuple(str(page) for page in pages if isinstance(page, SourceError))
    saved = [page for page in pages if isinstance(page, SavedPage)]
    return Tryout(source, len(pages), tuple(_from_file(source, page) for page in saved[:limit]), problems)


def _from_file(source: Source, saved: SavedPage) -> Tried:
    try:
        if looks_like_html(saved.body):
            page = read_page(saved.body, saved.url, source.rules)
        else:
            page = read_dump(saved.body.decode("utf-8", "replace"), saved.url)
    except ArticleError as error:
        return Tried(Entry(source.id, saved.url, saved.url, ""), problem=str(error))
    entry = entry_of(page, source, saved.url, saved.modified)
    return _briefed(entry, to_article(entry, page))

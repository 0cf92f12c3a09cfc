"""What a source lists now, whatever its kind; the sitemaps of an index are followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest.collector import find_links, newest, parse_feed, read_sitemap
from digest.errors import SourceError
from digest.model import Entry, Hubs, Rhythm, Source, SourceKind
from digest.ports import Fetched, Fetcher, Request


@dataclass(frozen=True, slots=True)
class Listed:
    """What a source lists, and what was left out or could not be read, in words.

    `is_settled`: asking again can be left to the answer's own validators. An index of sitemaps never is: it may stand
    unchanged while its sitemaps change. `rhythm` is a feed's own word on its pace, None where none was
    read; `hubs` tell when it changes.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    is_settled: bool = True
    rhythm: Rhythm | None = None
    hubs: Hubs = field(default_factory=Hubs)


def list_entries(source: Source, answer: Fetched | SourceError, fetcher: Fetcher, now: datetime) -> Listed:
    """Return what a source lists now; nothing where it has not changed.

    Raises:
        SourceError: the source could not be fetched or read.
    """
    if isinstance(answer, SourceError):
        raise answer
    if answer.status == 304:
        return Listed(())
    if source.kind is SourceKind.LISTING:
        return Listed(find_links(answer.body, answer.url, source))
    if source.kind is SourceKind.SITEMAP:
        return list_sitemap(source, answer, fetcher, now)
    feed = parse_feed(answer.body, answer.url, source.id, answer.content_type)
    return Listed(
        tuple(replace(entry, language=source.language or entry.language or feed.language) for entry in feed.entries),
        rhythm=feed.rhythm,
        hubs=Hubs(feed.hubs, feed.topic),
    )


def list_sitemap(source: Source, answer: Fetched, fetcher: Fetcher, now: datetime) -> Listed:
    """Return the newest entries of a sitemap, or of the sitemaps of an index; one that cannot be read is a problem.

    Raises:
        SourceError: no sitemap, or an index none of whose sitemaps can be read.
    """
    try:
        first = read_sitemap(answer.body, answer.url, source, now)
    except SourceError as error:
        raise SourceError(f"{source.id}: {error}") from None
    if not first.is_index:
        return Listed(first.entries, first.problems)
    children = list(_followed(source, first.children, fetcher, now))
    listed = [child for child in children if isinstance(child, Listed)]
    failures = [str(child) for child in children if isinstance(child, SourceError)]
    if children and not listed:
        raise SourceError(f"{source.id}: no sitemap of the index can be read: {failures[0]}")
    entries = newest(entry for child in listed for entry in child.entries)
    problems = [problem for child in listed for problem in child.problems]
    return Listed(entries, (*first.problems, *problems, *failures), is_settled=False)


def _followed(
    source: Source, children: tuple[str, ...], fetcher: Fetcher, now: datetime
) -> Iterator[Listed | SourceError]:
    for request, answer in fetcher.fetch(Request(url, url) for url in children):
        try:
            yield _child(source, request.url, answer, now)
        except SourceError as error:
            yield error


def _child(source: Source, url: str, answer: Fetched | SourceError, now: datetime) -> Listed:
    """Read one sitemap of an index.

    Raises:
        SourceError: it cannot be fetched or read, or is an index again, which sitemaps.org does not allow.
    """
    if isinstance(answer, SourceError):
        raise answer
    read = read_sitemap(answer.body, answer.url, source, now)
    if read.is_index:
        raise SourceError(f"{url} is an index within an index, which is not followed")
    return Listed(read.entries, read.problems)

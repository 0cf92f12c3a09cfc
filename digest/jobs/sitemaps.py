"""Sitemaps: what a source lists, with the sitemaps of an index followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from digest.collector import newest, read_sitemap
from digest.errors import SourceError
from digest.model import Entry, Source
from digest.ports import Fetched, Fetcher, Request


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap lists, and what was left out or could not be read, in words.

    `is_settled`: asking again can be left to the sitemap's own validators. An index never is: it may stand unchanged
    while its sitemaps change.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    is_settled: bool = True


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

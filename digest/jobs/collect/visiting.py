"""Visiting: ask a source what it lists, and remember how the visit went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.collector import find_links, parse_feed
from digest.errors import SourceError
from digest.jobs.collect.desk import Desk, Tally, Visit
from digest.model import Entry, Source, SourceKind
from digest.ports import Fetched, FetchState, Request


def ask(sources: Sequence[Source], desk: Desk) -> Iterator[tuple[Source, Fetched | SourceError]]:
    """Ask each source's address for what changed since the last visit."""
    by_id = {source.id: source for source in sources}
    states = {source.id: desk.articles.fetch_state(source.id) for source in sources}
    requests = (
        Request(source.id, source.location, states[source.id].etag, states[source.id].last_modified)
        for source in sources
    )
    for request, answer in desk.fetcher.fetch(requests):
        yield by_id[request.key], answer


def entries_of(source: Source, answer: Fetched | SourceError) -> tuple[Entry, ...]:
    """What a source lists now; nothing where it has not changed.

    Raises:
        SourceError: the source could not be fetched or read.
    """
    if isinstance(answer, SourceError):
        raise answer
    if answer.status == 304:
        return ()
    if source.kind is SourceKind.LISTING:
        return find_links(answer.body, answer.url, source)
    feed = parse_feed(answer.body, answer.url, source.id, answer.content_type)
    return tuple(replace(entry, language=source.language or entry.language or feed.language) for entry in feed.entries)


def failed(source: Source, desk: Desk, error: str) -> Visit:
    """Remember a visit that failed; what was known of the source stays."""
    state = desk.articles.fetch_state(source.id)
    desk.articles.record_fetch(
        source.id, replace(state, checked=desk.clock.now(), failures=state.failures + 1, error=error)
    )
    return Visit(source.id, error=error)


def closed(source: str, answer: Fetched | SourceError, tally: Tally, desk: Desk) -> Visit:
    """Remember a visit that went well; without its validators where an item has to be tried again."""
    now = desk.clock.now()
    if isinstance(answer, Fetched) and answer.status == 304:
        state = replace(desk.articles.fetch_state(source), checked=now, failures=0, error="")
        desk.articles.record_fetch(source, state)
        return Visit(source, unchanged=True)
    keep = isinstance(answer, Fetched) and not tally.retry
    etag, modified = (answer.etag, answer.last_modified) if keep and isinstance(answer, Fetched) else ("", "")
    desk.articles.record_fetch(source, FetchState(etag, modified, now))
    return tally.visit(source)

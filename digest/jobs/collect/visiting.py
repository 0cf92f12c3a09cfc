"""Visiting: ask a source what it lists, and remember how the visit went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.errors import SourceError
from digest.jobs.collect.desk import Desk, Tally, Visit
from digest.model import Source
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

"""Visiting: ask a source what it lists, and remember how the visit went."""

from __future__ import annotations

from dataclasses import replace

from digest.collector import polling, websub
from digest.errors import SourceError
from digest.jobs.collect.desk import Desk, Tally, Visit
from digest.model import Caching, Source, SourceKind
from digest.ports import Articles, Fetched, FetchState, Request

MOVED_AFTER = 3
"""Visits in a row that a permanent redirect must have held for, until the new address is asked itself."""


def standing(source: Source, articles: Articles) -> FetchState:
    """Return what is known of a source at the address that the settings name now; nothing where they name a new one."""
    state = articles.fetch_state(source.id)
    known = state.location in ("", source.location)
    return replace(state, location=source.location) if known else FetchState(location=source.location)


def request_for(source: Source, articles: Articles) -> Request:
    """Return the request for what has changed in a source since the last visit; its key is the source's id.

    Feeds and sitemaps are made for programs; a page of links is a page like any other.
    """
    state = standing(source, articles)
    address = state.moved if state.moved_visits >= MOVED_AFTER else state.location
    robots = source.robots and source.kind is SourceKind.LISTING
    return Request(source.id, address, state.etag, state.last_modified, robots)


def waiting(source: Source, desk: Desk) -> Visit | None:
    """Return why a source is not to be asked even by hand; None where it may be."""
    pace, now = standing(source, desk.articles).pace, desk.clock.now()
    if pace.gone:
        return Visit(source.id, held="it answered that it is gone for good")
    if pace.held_until and polling.is_held(pace, now):
        return Visit(source.id, held=f"it asked not to be asked before {pace.held_until.isoformat(' ', 'seconds')}")
    return None


def failed(source: Source, desk: Desk, error: SourceError) -> Visit:
    """Remember a visit that failed; what was known of the source stays, but for where it had moved."""
    now, state = desk.clock.now(), standing(source, desk.articles)
    failures = state.failures + 1
    pace = polling.after_failure(state.pace, failures, now, bounds=desk.bounds, source=source.id)
    state = replace(
        state,
        checked=now,
        failures=failures,
        failing_since=state.failing_since if state.failures else now,
        error=str(error),
        moved="",
        moved_visits=0,
        pace=polling.after_refusal(pace, error.status, Caching(retry_after=error.retry_after), now),
    )
    desk.articles.record_fetch(source.id, state)
    return Visit(source.id, error=str(error))


def closed(source: Source, answer: Fetched, tally: Tally, desk: Desk) -> Visit:
    """Remember a visit that went well; without its validators where an item has to be tried again."""
    now, state = desk.clock.now(), standing(source, desk.articles)
    heard = polling.Heard(answer.caching, tally.rhythm, tally.published, tally.new + tally.revised)
    pace = polling.after_visit(state.pace, heard, now, bounds=desk.bounds, source=source.id)
    moved, moved_visits = _moved(state, answer)
    state = replace(state, checked=now, failures=0, failing_since=None, error="", pace=pace)
    state = replace(state, moved=moved, moved_visits=moved_visits)
    if answer.status != 304:
        etag, modified = ("", "") if tally.retry else (answer.etag, answer.last_modified)
        hubs = websub.hubs_of(answer.links, answer.url, tally.hubs)
        state = replace(state, etag=etag, last_modified=modified, hubs=hubs)
    desk.articles.record_fetch(source.id, state)
    return Visit(source.id, unchanged=True) if answer.status == 304 else tally.visit(source.id)


def _moved(state: FetchState, answer: Fetched) -> tuple[str, int]:
    """Where the settings' address has led, and for how many visits. Who was asked at the new address stays there."""
    if state.moved_visits >= MOVED_AFTER and not answer.moved:
        return state.moved, state.moved_visits
    return answer.moved, state.moved_visits + 1 if answer.moved and answer.moved == state.moved else bool(answer.moved)

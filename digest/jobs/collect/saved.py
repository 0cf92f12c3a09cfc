"""Saved pages: the source is a folder, and each file in it an item."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest.collector import entry_of, looks_like_html, read_dump, read_page, to_article
from digest.errors import ArticleError, SourceError
from digest.jobs.collect.desk import Desk, Reading, Tally, Visit
from digest.jobs.collect.reading import arrival_of, is_due
from digest.jobs.collect.visiting import failed
from digest.model import Article, Pace, Source
from digest.ports import FetchState, SavedPage, Sighting


@dataclass(frozen=True, slots=True)
class Leaf:
    """A saved page to read, and what the store knows of it; its address is the item's name."""

    source: Source
    page: SavedPage
    known: Sighting | None


def read_leaf(leaf: Leaf) -> Reading:
    """Return what a saved page says, with its brief; neither article nor problem where it says what it said before.

    It depends on the leaf alone, so that any process may do it.
    """
    try:
        article = _saved_article(leaf.source, leaf.page)
    except ArticleError as error:
        return Reading(None, str(error))
    if leaf.known and not is_due(leaf.known, article.entry):
        return Reading(None)
    return Reading(arrival_of(article.entry, article))


def shelf_read(source: Source, tally: Tally, desk: Desk) -> Visit:
    """Remember that a folder was looked through; one without a file is a failure."""
    if not tally.listed:
        return failed(source, desk, SourceError(f"no file matches {source.location}"))
    now = desk.clock.now()
    pace = Pace(next_visit=now + desk.bounds.every)  # a folder costs nobody a request
    desk.articles.record_fetch(source.id, FetchState(checked=now, location=source.location, pace=pace))
    return tally.visit(source.id)


def _saved_article(source: Source, saved: SavedPage) -> Article:
    """Read a saved file as a page or as a text dump.

    Raises:
        ArticleError: there is no article in it.
    """
    if looks_like_html(saved.body):
        page = read_page(saved.body, saved.url)
    else:
        page = read_dump(saved.body.decode("utf-8", "replace"), saved.url)
    entry = entry_of(page, source, saved.url, saved.modified)
    return to_article(replace(entry, body=page.text), page)

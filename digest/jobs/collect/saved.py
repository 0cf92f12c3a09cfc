"""Saved pages: the source is a folder, and each file in it an item."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from digest.collector import entry_of, looks_like_html, read_dump, read_page, to_article
from digest.errors import ArticleError, SourceError
from digest.jobs.collect.books import Books
from digest.jobs.collect.desk import Desk, Item, Reading, Tally, Visit
from digest.jobs.collect.reading import arrival_of, is_due
from digest.jobs.collect.visiting import failed
from digest.model import Article, Pace, Source
from digest.ports import Articles, FetchState, SavedPage


def read_shelf(source: Source, desk: Desk, books: Books) -> None:
    """Read the saved pages of a source; the file's address is the item's name, its words say whether it changed."""
    tally = Tally()
    books.open(source.id, tally, partial(_ended, source, tally), items=1)  # the folder itself, until it is read
    for page in desk.shelf.pages(source.location):
        tally.listed += 1
        if isinstance(page, SourceError):
            tally.problems.append(str(page))
        else:
            try:
                due = _due(source, page, desk.articles)
            except ArticleError as error:
                tally.problems.append(f"{page.url}: {error}")
                continue
            if due:
                books.expect(source.id, 1)
                books.settle(*due)
    books.expect(source.id, -1)


def _ended(source: Source, tally: Tally, desk: Desk) -> Visit:
    if not tally.listed:
        return failed(source, desk, SourceError(f"no file matches {source.location}"))
    now = desk.clock.now()
    pace = Pace(next_visit=now + desk.bounds.every)  # a folder costs nobody a request
    desk.articles.record_fetch(source.id, FetchState(checked=now, location=source.location, pace=pace))
    return tally.visit(source.id)


def _due(source: Source, saved: SavedPage, articles: Articles) -> tuple[Item, Reading] | None:
    """Return what a saved page holds, None where it is known.

    Raises:
        ArticleError: there is no article in it.
    """
    article = _saved_article(source, saved)
    known = articles.sightings(source.id, [article.entry.guid]).get(article.entry.guid)
    if known is None or is_due(known, article.entry):
        return Item(source, article.entry, known), Reading(arrival_of(article.entry, article))
    return None


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

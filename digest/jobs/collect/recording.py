"""Recording: an article with its brief into the store, or why there is none."""

from __future__ import annotations

from dataclasses import replace

from digest.collector import canonical_url, fingerprint, imprint
from digest.editor import make_sketch
from digest.errors import ArticleError, ModelError, SourceError
from digest.jobs.choosing import choose_quotes
from digest.jobs.collect.desk import Desk, Item, Tally
from digest.jobs.collect.reading import MAX_ATTEMPTS, try_feed
from digest.model import Article, Brief, Entry
from digest.ports import Arrival
from digest.summariser import make_brief

LATER = frozenset({429, 503})
"""Statuses that say nothing of the page: its host had enough, or its robots.txt could not be read."""


def record(item: Item, outcome: Article | ArticleError | SourceError, tally: Tally, desk: Desk) -> None:
    """Record an article; where its page could not be read, the feed's own text; where there is none, the failure.

    A page that was not to be had just now (LATER) is asked for again at the next visit, and counts as no failure.
    """
    entry, now = item.entry, desk.clock.now()
    later = isinstance(outcome, SourceError) and outcome.status in LATER
    if not isinstance(outcome, Article):
        tally.problems.append(f"{entry.url}: {outcome}")
        tally.retry = tally.retry or later
        fallback = try_feed(entry)
        if isinstance(fallback, ArticleError):
            if later:
                return
            attempts = item.known.attempts if item.known else 0
            tally.retry = tally.retry or attempts + 1 < MAX_ATTEMPTS
            desk.articles.record_failure(entry.source, entry.guid, imprint=imprint(entry), error=str(outcome), now=now)
            return
        outcome = fallback
    arrival = _arrival(entry, outcome, _brief(outcome, tally, desk))
    # An imprint that no entry has makes the item due again at the next visit.
    desk.articles.record_article(replace(arrival, imprint="") if later else arrival, now)
    if item.known and item.known.article is not None:
        tally.revised += 1
    else:
        tally.new += 1


def _brief(article: Article, tally: Tally, desk: Desk) -> Brief:
    brief = make_brief(article)
    try:
        return choose_quotes(article, brief, desk.chooser) if desk.chooser else brief
    except ModelError as error:
        tally.problems.append(f"{article.entry.url}: {error}; our own order stands")
        return brief


def _arrival(listed: Entry, article: Article, brief: Brief) -> Arrival:
    """Return what goes into the store: the imprint is that of the entry as listed, before its page filled it."""
    entry = article.entry
    # Two papers that print one agency's words each put a standfirst of their own above them.
    words = article.text.removeprefix(entry.dek)
    marks = imprint(listed), fingerprint(words), make_sketch(article.text)
    return Arrival(article, brief, canonical_url(entry.url), *marks)

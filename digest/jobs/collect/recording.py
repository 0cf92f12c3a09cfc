"""Recording: an article with its brief into the store, or why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digest.collector import imprint
from digest.errors import ArticleError, ModelError
from digest.jobs.choosing import choose_quotes
from digest.jobs.collect.desk import Item, Reading, Tally
from digest.jobs.collect.reading import MAX_ATTEMPTS
from digest.ports import Articles, Chooser

LATER = frozenset({429, 503})
"""Statuses that say nothing of the page: its host had enough, or its robots.txt could not be read."""


def with_choice(reading: Reading, chooser: Chooser) -> Reading:
    """Return the reading with the order of quotes that a model chose, or ours and why it chose none."""
    if reading.arrival is None:
        return reading
    article, brief = reading.arrival.article, reading.arrival.brief
    try:
        chosen = choose_quotes(article, brief, chooser)
    except ModelError as error:
        problems = filter(None, (reading.problem, f"{error}; our own order stands"))
        return replace(reading, problem="; ".join(problems))
    return replace(reading, arrival=replace(reading.arrival, brief=chosen))


def record(item: Item, reading: Reading, articles: Articles, now: datetime) -> Reading:
    """Record what came of an item, and return it: without its arrival where the store cannot hold that."""
    if reading.arrival is not None:
        try:
            # An imprint that no entry has makes the item due again at the next visit.
            arrival = replace(reading.arrival, imprint="") if reading.later else reading.arrival
            articles.record_article(arrival, now)
        except ArticleError as error:
            reading = Reading(None, str(error))
    if reading.arrival is None and not reading.later:
        entry = item.entry
        articles.record_failure(entry.source, entry.guid, imprint=imprint(entry), error=reading.problem, now=now)
    return reading


def count(item: Item, reading: Reading, tally: Tally) -> None:
    """Count what was recorded of an item."""
    if reading.problem:
        tally.problems.append(f"{item.entry.url}: {reading.problem}")
    if reading.page:
        tally.problems += [f"{item.entry.url}: {rule}" for rule in reading.page.missed]
    tally.retry = tally.retry or reading.later
    if reading.arrival is None:
        attempts = item.known.attempts if item.known else 0
        tally.retry = tally.retry or attempts + 1 < MAX_ATTEMPTS
    elif item.known and item.known.article is not None:
        tally.revised += 1
    else:
        tally.new += 1

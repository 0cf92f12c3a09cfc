"""Reading: which of the listed items are due, and what each of them says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from digest.collector import from_feed, imprint, read_page, to_article
from digest.errors import ArticleError, SourceError
from digest.jobs.collect.desk import Item
from digest.model import Article, Entry, Source
from digest.ports import Articles, Fetched, Fetcher, Request, Sighting

MAX_ATTEMPTS = 3
"""How often an item that cannot be read is tried, once a visit, before it is left for good."""


def unread(source: Source, entries: Sequence[Entry], articles: Articles) -> Iterator[Item]:
    """The entries that are new, changed, or could not be read before and may be tried again."""
    known = articles.sightings(source.id, [entry.guid for entry in entries])
    once = {entry.guid: entry for entry in reversed(entries)}
    for entry in reversed(once.values()):
        sighting = known.get(entry.guid)
        if sighting is None or is_due(sighting, entry):
            yield Item(source, entry, sighting)


def is_due(sighting: Sighting, entry: Entry) -> bool:
    """Say whether an item that was met before is read again: its words changed, or it could not be read yet."""
    if sighting.article is None:
        return sighting.attempts < MAX_ATTEMPTS
    return sighting.imprint != imprint(entry)


Outcome = Article | ArticleError | SourceError


def read_items(items: Sequence[Item], fetcher: Fetcher) -> Iterator[tuple[Item, Outcome, tuple[str, ...]]]:
    """Read the items: from the feed's own text where the source says so, else from their pages.

    Each comes with what its outcome is and which rules of its site gave nothing, in words.
    """
    paged: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.source.pages:
            paged[item.entry.url].append(item)
        else:
            yield item, try_feed(item.entry), ()
    for request, answer in fetcher.fetch(_page(url, items) for url, items in paged.items()):
        for item in paged[request.key]:
            yield item, *_try_page(item, answer)


def _page(url: str, items: Sequence[Item]) -> Request:
    return Request(url, url, robots=all(item.source.robots for item in items))


def try_feed(entry: Entry) -> Article | ArticleError:
    """Return the article that the feed itself holds, or why there is none."""
    try:
        return from_feed(entry)
    except ArticleError as error:
        return error


def _try_page(item: Item, answer: Fetched | SourceError) -> tuple[Outcome, tuple[str, ...]]:
    if isinstance(answer, SourceError):
        return answer, ()
    try:
        page = read_page(answer.body, answer.url, item.source.rules)
    except ArticleError as error:
        return error, ()
    return to_article(item.entry, page), page.missed

"""Reading: which of the listed items are due, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.collector import Page, canonical_url, fingerprint, from_feed, imprint, read_page, to_article
from digest.editor import make_sketch
from digest.errors import ArticleError
from digest.jobs.collect.desk import Item, Reading
from digest.model import Article, Entry, PageMark, Source
from digest.ports import Arrival, Articles, Fetched, Sighting
from digest.summariser import make_brief

MAX_ATTEMPTS = 3
"""How often an item that cannot be read is tried, once a visit, before it is left for good."""


@dataclass(frozen=True, slots=True)
class Task:
    """An entry to read: from the page that was fetched or read already, or from the feed's own text (None).

    A text instead of a page is why there is none; `later`: only just now. `source` has the rules of its site.
    """

    source: Source
    entry: Entry
    page: Fetched | Page | str | None = None
    later: bool = False


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


def read(task: Task) -> Reading:
    """Return what an item says: its page, and where that cannot be read the feed's own text, with its brief.

    It depends on its task alone, so that any process may do it.
    """
    page = _page(task.page, task.source) if isinstance(task.page, Fetched) else task.page
    problem = page if isinstance(page, str) else ""
    read_before = page if isinstance(page, Page) else None
    try:
        article = _of_page(task, read_before) if read_before else from_feed(task.entry)
    except ArticleError as error:
        return Reading(None, problem or str(error), later=task.later)
    also_at = _also_at(task, read_before)
    return Reading(replace(arrival_of(task.entry, article), also_at=also_at), problem, read_before, task.later)


def _also_at(task: Task, page: Page | None) -> tuple[str, ...]:
    """Further addresses of a story: its source's name for it, where redirects led, what its page says. No site's front page."""
    found = (task.entry.guid, task.page.url if isinstance(task.page, Fetched) else "", page.canonical if page else "")
    urls = {canonical_url(each) for each in found if each.startswith(("http://", "https://"))}
    return tuple(sorted(url for url in urls if url.partition("://")[2].partition("/")[2]))


def _of_page(task: Task, page: Page) -> Article:
    article = to_article(task.entry, page)
    if isinstance(task.page, Fetched):
        return replace(article, mark=PageMark(page.title, task.page.etag, task.page.last_modified))
    return article


def arrival_of(listed: Entry, article: Article) -> Arrival:
    """Return what goes into the store: the imprint is that of the entry as listed, before its page filled it."""
    entry = article.entry
    # Two papers that print one agency's words each put a standfirst of their own above them.
    words = article.text.removeprefix(entry.dek)
    marks = imprint(listed), fingerprint(words), make_sketch(article.text)
    return Arrival(article, make_brief(article), canonical_url(entry.url), *marks)


def _page(answer: Fetched, source: Source) -> Page | str:
    try:
        return read_page(answer.body, answer.url, source.rules)
    except ArticleError as error:
        return str(error)

"""Collect: visit the sources, read what is new, and record each article with its brief.

A source's validators (ETag, Last-Modified) are recorded last and only when each of its items was settled, so that a
crash or a page that could not be read costs another visit and never an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from digest.collector import (
    canonical_url,
    entry_of,
    find_links,
    fingerprint,
    from_feed,
    imprint,
    looks_like_html,
    parse_feed,
    read_dump,
    read_page,
    to_article,
)
from digest.errors import ArticleError, ModelError, SourceError
from digest.jobs.choosing import Sitting, choose_quotes
from digest.jobs.progress import Progress, unwatched
from digest.model import Article, Brief, Entry, Source, SourceKind
from digest.ports import (
    Arrival,
    Articles,
    Chooser,
    Clock,
    Fetched,
    Fetcher,
    FetchState,
    Request,
    SavedPage,
    Shelf,
    Sighting,
)
from digest.summariser import make_brief

MAX_ATTEMPTS = 3
"""How often an item that cannot be read is tried, once a visit, before it is left for good."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit to one source brought. `error` is why the source could not be read, "" where it could."""

    source: str
    unchanged: bool = False
    listed: int = 0
    new: int = 0
    revised: int = 0
    problems: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports that collecting needs. Without a chooser the quotes keep the order of our own rules."""

    articles: Articles
    fetcher: Fetcher
    shelf: Shelf
    clock: Clock
    chooser: Chooser | None = None


@dataclass(slots=True)
class _Tally:
    """A visit while it goes on."""

    listed: int = 0
    new: int = 0
    revised: int = 0
    retry: bool = False
    problems: list[str] = field(default_factory=list)

    def visit(self, source: str) -> Visit:
        return Visit(source, listed=self.listed, new=self.new, revised=self.revised, problems=tuple(self.problems))


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry that has to be read, and what the store knows of it."""

    source: Source
    entry: Entry
    known: Sighting | None


def collect(sources: Sequence[Source], desk: Desk, progress: Progress = unwatched) -> tuple[Visit, ...]:
    """Visit every source and return what each visit brought, in the order of `sources`.

    Every source gets a Visit: a failure of one is its `error` and never stops the others.
    """
    if desk.chooser:
        desk = replace(desk, chooser=Sitting(desk.chooser, desk.clock))
    remote = [source for source in sources if source.kind is not SourceKind.SAVED]
    visits = {source.id: _read_shelf(source, desk) for source in sources if source.kind is SourceKind.SAVED}
    listed, answers = {}, {}
    for done, (source, answer) in enumerate(_visit(remote, desk), start=1):
        progress("Reading sources", done, len(remote))
        answers[source.id] = answer
        try:
            listed[source.id] = _entries(source, answer)
        except SourceError as error:
            visits[source.id] = _failed(source, desk, str(error))
    tallies = _read_items([source for source in remote if source.id in listed], listed, desk, progress)
    for source_id, tally in tallies.items():
        visits[source_id] = _closed(source_id, answers[source_id], tally, desk)
    return tuple(visits[source.id] for source in sources)


def _visit(sources: Sequence[Source], desk: Desk) -> Iterator[tuple[Source, Fetched | SourceError]]:
    """Ask each source's address for what changed since the last visit."""
    by_id = {source.id: source for source in sources}
    states = {source.id: desk.articles.fetch_state(source.id) for source in sources}
    requests = (
        Request(source.id, source.location, states[source.id].etag, states[source.id].last_modified)
        for source in sources
    )
    for request, answer in desk.fetcher.fetch(requests):
        yield by_id[request.key], answer


def _entries(source: Source, answer: Fetched | SourceError) -> tuple[Entry, ...]:
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


def _failed(source: Source, desk: Desk, error: str) -> Visit:
    """Remember a visit that failed; what was known of the source stays."""
    state = desk.articles.fetch_state(source.id)
    desk.articles.record_fetch(
        source.id, replace(state, checked=desk.clock.now(), failures=state.failures + 1, error=error)
    )
    return Visit(source.id, error=error)


def _closed(source: str, answer: Fetched | SourceError, tally: _Tally, desk: Desk) -> Visit:
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


def _read_items(
    sources: Sequence[Source], listed: dict[str, tuple[Entry, ...]], desk: Desk, progress: Progress
) -> dict[str, _Tally]:
    """Read and record every listed item that is new or has changed; return a tally for each source."""
    tallies = {source.id: _Tally(listed=len(listed[source.id])) for source in sources}
    items = [item for source in sources for item in _todo(source, listed[source.id], desk.articles)]
    for done, (item, outcome) in enumerate(_read(items, desk.fetcher), start=1):
        progress("Reading articles", done, len(items))
        _record(item, outcome, tallies[item.source.id], desk)
    return tallies


def _todo(source: Source, entries: Sequence[Entry], articles: Articles) -> Iterator[_Item]:
    """The entries that are new, changed, or could not be read before and may be tried again."""
    known = articles.sightings(source.id, [entry.guid for entry in entries])
    once = {entry.guid: entry for entry in reversed(entries)}
    for entry in reversed(once.values()):
        sighting = known.get(entry.guid)
        if sighting is None or _again(sighting, entry):
            yield _Item(source, entry, sighting)


def _again(sighting: Sighting, entry: Entry) -> bool:
    if sighting.article is None:
        return sighting.attempts < MAX_ATTEMPTS
    return sighting.imprint != imprint(entry)


def _read(items: Sequence[_Item], fetcher: Fetcher) -> Iterator[tuple[_Item, Article | ArticleError | SourceError]]:
    """Read the items: from the feed's own text where the source says so, else from their pages."""
    paged: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        if item.source.pages:
            paged[item.entry.url].append(item)
        else:
            yield item, _try_feed(item.entry)
    for request, answer in fetcher.fetch(Request(url, url) for url in paged):
        for item in paged[request.key]:
            yield item, _try_page(item.entry, answer)


def _try_feed(entry: Entry) -> Article | ArticleError:
    try:
        return from_feed(entry)
    except ArticleError as error:
        return error


def _try_page(entry: Entry, answer: Fetched | SourceError) -> Article | ArticleError | SourceError:
    if isinstance(answer, SourceError):
        return answer
    try:
        return to_article(entry, read_page(answer.body, answer.url))
    except ArticleError as error:
        return error


def _record(item: _Item, outcome: Article | ArticleError | SourceError, tally: _Tally, desk: Desk) -> None:
    """Record an article; where its page could not be read, the feed's own text; where there is none, the failure."""
    entry, now = item.entry, desk.clock.now()
    if not isinstance(outcome, Article):
        tally.problems.append(f"{entry.url}: {outcome}")
        fallback = _try_feed(entry)
        if isinstance(fallback, ArticleError):
            attempts = item.known.attempts if item.known else 0
            tally.retry = tally.retry or attempts + 1 < MAX_ATTEMPTS
            desk.articles.record_failure(entry.source, entry.guid, imprint=imprint(entry), error=str(outcome), now=now)
            return
        outcome = fallback
    desk.articles.record_article(_arrival(outcome, _brief(outcome, tally, desk)), now)
    if item.known and item.known.article is not None:
        tally.revised += 1
    else:
        tally.new += 1


def _brief(article: Article, tally: _Tally, desk: Desk) -> Brief:
    brief = make_brief(article)
    try:
        return choose_quotes(article, brief, desk.chooser) if desk.chooser else brief
    except ModelError as error:
        tally.problems.append(f"{article.entry.url}: {error}; our own order stands")
        return brief


def _arrival(article: Article, brief: Brief) -> Arrival:
    entry = article.entry
    # Two papers that print one agency's words each put a standfirst of their own above them.
    words = article.text.removeprefix(entry.dek)
    return Arrival(article, brief, canonical_url(entry.url), imprint(entry), fingerprint(words))


def _read_shelf(source: Source, desk: Desk) -> Visit:
    """Read the saved pages of a source; the file's address is the item's name, its words say whether it changed."""
    tally = _Tally()
    for page in desk.shelf.pages(source.location):
        tally.listed += 1
        if isinstance(page, SourceError):
            tally.problems.append(str(page))
            continue
        _record_saved(source, page, tally, desk)
    if not tally.listed:
        return _failed(source, desk, f"no file matches {source.location}")
    desk.articles.record_fetch(source.id, FetchState(checked=desk.clock.now()))
    return tally.visit(source.id)


def _record_saved(source: Source, saved: SavedPage, tally: _Tally, desk: Desk) -> None:
    try:
        article = _saved_article(source, saved)
    except ArticleError as error:
        tally.problems.append(f"{saved.url}: {error}")
        return
    known = desk.articles.sightings(source.id, [article.entry.guid]).get(article.entry.guid)
    if known is None or _again(known, article.entry):
        _record(_Item(source, article.entry, known), article, tally, desk)


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

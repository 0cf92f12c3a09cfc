"""The flow: sources are asked, pages follow as soon as a source is read, and what is read is recorded at once.

One thread, the caller's, decides and writes. Fetching, slow lists, folders and the crew work beside it, and only post what
is to be done next. What is on its way is bounded, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread

from digest.collector import Page
from digest.errors import SourceError
from digest.jobs.collect.books import Books
from digest.jobs.collect.desk import Desk, Item, Reading, Tally
from digest.jobs.collect.hands import Act, Hands
from digest.jobs.collect.reading import Task, read, unread
from digest.jobs.collect.recording import LATER
from digest.jobs.collect.saved import Leaf, read_leaf, shelf_read
from digest.jobs.collect.visiting import closed, failed, request_for
from digest.jobs.listing import Listed, list_entries
from digest.jobs.progress import Progress
from digest.model import Source, SourceKind
from digest.ports import Fetched, Request, SavedPage

MOST_WAITING = 1_000
"""Items that wait to be read, beyond which no further source is asked."""

MOST_ASKED = 256
"""Sources that are asked at a time: more than there are workers, so that those who stall hold up nobody."""

MOST_FETCHED = 24
"""Answers and saved pages that are in memory at a time."""

MOST_PAGES = 256
"""Pages that are remembered, for other sources that list them too."""

LINGER = 0.2
"""Seconds for which what is settled waits for company before it is recorded."""

WAKE = 1.0
"""Seconds after which a wait is looked at anew: on some systems Ctrl+C is heard only then."""

PATIENCE = 10.0
"""Seconds for which an interrupted run waits for a page that the crew has in hand."""


class Flow:
    """One run over sources, folders of saved pages among them."""

    def __init__(self, sources: Sequence[Source], desk: Desk, books: Books, progress: Progress) -> None:
        self._desk, self._books, self._progress = desk, books, progress
        self._shelves = [source for source in sources if source.kind is SourceKind.SAVED]
        self._open_shelves = len(self._shelves)
        self._sources = deque(source for source in sources if source.kind is not SourceKind.SAVED)
        self._total = len(self._sources)
        self._known = self._done = 0
        self._asked: dict[str, Source] = {}
        self._paged: dict[str, list[Item]] = {}
        self._pages: OrderedDict[str, tuple[Source, Page]] = OrderedDict()
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        self._posted: SimpleQueue[Act] = SimpleQueue()
        self._hands = Hands(desk.open_crew, self._posted)
        self._room = Semaphore(MOST_FETCHED)
        self._is_over = False

    def run(self) -> None:
        """Visit all sources, until each has its visit in the books.

        Interrupted (Ctrl+C), it records what has come, and lets the interruption go on.
        """
        Thread(target=self._browse, name="shelf", daemon=True).start()
        Thread(target=self._fetch, name="collect", daemon=True).start()
        try:
            self._ask()
            while self._asked or self._open_shelves or self._known > self._done:
                self._step()
            self._books.flush()
        except KeyboardInterrupt:
            self._wind_up()
            raise
        finally:
            self._is_over = True
            self._requests.put(None)
            self._room.release(2)  # whoever waits for room in the two threads is sent home
            self._hands.close()

    def _step(self) -> None:
        try:
            act = self._posted.get(timeout=LINGER if self._books.is_behind else WAKE)
        except Empty:
            self._books.flush()
        else:
            act()

    def _wind_up(self) -> None:
        """Read and record what has come; nothing more is asked."""
        self._is_over = True
        with suppress(Empty):
            while self._hands.busy or not self._posted.empty():
                self._posted.get(timeout=PATIENCE)()
        self._books.flush()

    def _fetch(self) -> None:
        """In a thread of its own: post each answer when there is room for it."""
        end: Act = self._unanswered
        try:
            for request, answer in self._desk.fetcher.fetch(iter(self._requests.get, None)):
                self._room.acquire()
                if self._is_over:
                    return
                self._posted.put(partial(self._answered, request, answer))
        except BaseException as error:  # noqa: BLE001  raised where somebody can see it
            end = partial(_fail, error)
        self._posted.put(end)

    def _browse(self) -> None:
        """In a thread of its own: post each saved page when there is room for it."""
        try:
            for source in self._shelves:
                tally = Tally()
                self._posted.put(partial(self._opened, source, tally))
                for page in self._desk.shelf.pages(source.location):
                    self._room.acquire()
                    if self._is_over:
                        return
                    self._posted.put(partial(self._leafed, source, tally, page))
                self._posted.put(partial(self._browsed, source))
        except BaseException as error:  # noqa: BLE001  raised where somebody can see it
            self._posted.put(partial(_fail, error))

    def _opened(self, source: Source, tally: Tally) -> None:
        self._books.open(source.id, tally, partial(shelf_read, source, tally), items=1)  # the folder itself

    def _browsed(self, source: Source) -> None:
        self._open_shelves -= 1
        self._books.expect(source.id, -1)

    def _leafed(self, source: Source, tally: Tally, page: SavedPage | SourceError) -> None:
        tally.listed += 1
        if isinstance(page, SourceError):
            tally.problems.append(str(page))
            self._room.release()
            return
        self._known += 1
        self._books.expect(source.id, 1)
        leaf = Leaf(source, page, self._desk.articles.sightings(source.id, [page.url]).get(page.url))
        # Nobody knows how many more there are: those that were read already speak for them.
        self._hands.read(read_leaf, leaf, partial(self._leaf_read, leaf, tally), waiting=self._known)

    def _leaf_read(self, leaf: Leaf, tally: Tally, reading: Reading) -> None:
        self._room.release()
        if reading.arrival:
            self._settled(Item(leaf.source, reading.arrival.article.entry, leaf.known), reading)
            return
        if reading.problem:
            tally.problems.append(f"{leaf.page.url}: {reading.problem}")
        self._books.expect(leaf.source.id, -1)
        self._count()

    def _unanswered(self) -> None:
        raise RuntimeError(f"{len(self._asked) + len(self._paged)} requests were left without an answer")

    def _ask(self) -> None:
        """Ask further sources, as long as not too much waits."""
        while self._sources and len(self._asked) < MOST_ASKED and self._known - self._done < MOST_WAITING:
            source = self._sources.popleft()
            self._asked[source.id] = source
            self._requests.put(request_for(source, self._desk.articles))

    def _answered(self, request: Request, answer: Fetched | SourceError) -> None:
        source = self._asked.get(request.key)
        if source is None:
            item = self._paged[request.key][0]
            self._read(item, answer, partial(self._paged_read, item, answer))
        elif isinstance(answer, SourceError):
            self._unlisted(source, answer)
        elif source.kind is SourceKind.SITEMAP:  # an index asks for more, and waits for it
            Thread(target=self._list, args=(source, answer), name="list", daemon=True).start()
        else:
            self._list(source, answer)

    def _list(self, source: Source, answer: Fetched) -> None:
        """Post what a source lists; in whatever thread."""
        try:
            listed = list_entries(source, answer, self._desk.fetcher, self._desk.clock.now())
        except SourceError as error:
            self._posted.put(partial(self._unlisted, source, error))
        except BaseException as bug:  # noqa: BLE001  raised where somebody can see it
            self._posted.put(partial(_fail, bug))
        else:
            self._posted.put(partial(self._listed, source, answer, listed))

    def _unlisted(self, source: Source, error: SourceError) -> None:
        self._books.end(source.id, lambda desk: failed(source, desk, error))
        self._visited(source)

    def _listed(self, source: Source, answer: Fetched, listed: Listed) -> None:
        items = list(unread(source, listed.entries, self._desk.articles))
        tally = _tally(listed)
        self._known += len(items)
        self._books.open(source.id, tally, partial(closed, source, answer, tally), items=len(items))
        self._visited(source)
        for item in items:
            self._begin(item)

    def _visited(self, source: Source) -> None:
        del self._asked[source.id]
        self._room.release()
        self._progress("Reading sources", self._total - len(self._sources) - len(self._asked), self._total)
        self._ask()

    def _begin(self, item: Item) -> None:
        url = item.entry.url
        if not item.source.pages:
            self._read(item, None, partial(self._settled, item))
        elif url in self._pages and self._pages[url][0].rules == item.source.rules:
            self._read(item, self._pages[url][1], partial(self._settled, item))
        elif url in self._paged:
            self._paged[url].append(item)
        else:
            self._paged[url] = [item]
            self._requests.put(Request(url, url, robots=item.source.robots))

    def _read(self, item: Item, page: Fetched | Page | SourceError | None, then: Callable[[Reading], None]) -> None:
        if isinstance(page, SourceError):
            task = Task(item.source, item.entry, str(page), page.status in LATER)
        else:
            task = Task(item.source, item.entry, page)
        self._hands.read(read, task, then, waiting=self._known - self._done)

    def _paged_read(self, item: Item, answer: Fetched | SourceError, reading: Reading) -> None:
        """The first item of a page was read: what others there are stand on the same answer."""
        url = item.entry.url
        others = self._paged.pop(url)[1:]
        if reading.page:
            self._pages[url] = item.source, reading.page
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        self._room.release()
        self._settled(item, reading)
        for other in others:
            self._read(other, answer, partial(self._settled, other))

    def _settled(self, item: Item, reading: Reading) -> None:
        self._books.settle(item, reading)
        self._count()

    def _count(self) -> None:
        self._done += 1
        self._progress("Reading articles", self._done, self._known)
        self._ask()


def _tally(listed: Listed) -> Tally:
    return Tally(
        listed=len(listed.entries),
        retry=not listed.is_settled,
        problems=list(listed.problems),
        published=tuple(entry.published for entry in listed.entries if entry.published),
        rhythm=listed.rhythm,
        hubs=listed.hubs,
    )


def _fail(error: BaseException) -> None:
    raise error

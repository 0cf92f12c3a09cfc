"""The archive as files: the same pages, for any host that serves a folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from digest.web.archive.places import MISSING, OVERVIEW, SITEMAP, feed_name, index_name, issue_name, sitemap_name
from digest.web.archive.reading import Leaf, ReadingRoom, pages_of
from digest.web.archive.shelves import Shelf
from digest.web.public.pages import static_file

STYLES = ("brand.css", "readers.css", "archive.css", "icon.svg")


def files(room: ReadingRoom, since: datetime | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file of the archive, one at a time: a whole archive is larger than memory may be.

    With `since`, of the issues only those pressed then or later, and the one before them, which now leads on to them.
    """
    for shelf in room.shelves().values():
        yield from _shelf(room, shelf, _first(room, shelf, since))
    yield OVERVIEW, room.overview().body
    yield MISSING, room.missing().body
    yield from _maps(room)
    for name in STYLES:
        found = static_file(name, room.house)
        if found:
            yield name, bytes(found.body)


def count_files(room: ReadingRoom) -> int:
    """Return about how many files there will be, for a progress bar."""
    return sum(shelf.count + pages_of(shelf) + 1 for shelf in room.shelves().values()) + len(STYLES) + 4


def _first(room: ReadingRoom, shelf: Shelf, since: datetime | None) -> int:
    """The number of the first issue that is written."""
    if since is None or not shelf.count:
        return 1
    issues = room.archive.issues(shelf.id, shelf.count, shelf.count + 1)
    return next((issue.number for issue in issues if issue.pressed < since), 1)


def _shelf(room: ReadingRoom, shelf: Shelf, first: int) -> Iterator[tuple[str, bytes]]:
    for page in range(1, pages_of(shelf) + 1):
        yield from _named(index_name(shelf.id, page), room.index(shelf.id, page))
    for number in range(first, shelf.count + 1):
        yield from _named(issue_name(shelf.id, number), room.issue(shelf.id, number))
    yield from _named(feed_name(shelf.id), room.feed(shelf.id))


def _maps(room: ReadingRoom) -> Iterator[tuple[str, bytes]]:
    whole, part = room.sitemap(), 1
    if whole:
        yield SITEMAP, whole.body
        yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {room.places.address(SITEMAP)}\n".encode()
    while leaf := room.sitemap(part):
        yield sitemap_name(part), leaf.body
        part += 1


def _named(name: str, leaf: Leaf | None) -> Iterator[tuple[str, bytes]]:
    if leaf:
        yield name, leaf.body

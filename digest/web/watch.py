"""Live reload: what changed on disk becomes an event that open pages are waiting for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from watchfiles import Change, awatch

from digest.errors import DigestError
from digest.web.studio import Studio, Watched

SETTLE_MS, STEP_MS = 30, 10
"""Milliseconds in which writes are taken as one change, and how often the watcher looks: an editor writes a file in parts."""

HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is alive."""


class Signal:
    """A count of changes that any number of pages wait on. It starts anew with the server: pages compare, not order."""

    def __init__(self) -> None:
        self.count = 0
        self._closed = False
        self._changed = asyncio.Condition()

    async def raise_(self) -> None:
        """Wake everybody who waits."""
        async with self._changed:
            self.count += 1
            self._changed.notify_all()

    async def close(self) -> None:
        """End every stream: the server wants to stop."""
        self._closed = True
        await self.raise_()

    async def _beyond(self, known: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.count != known)

    async def stream(self, known: int) -> AsyncIterator[str]:
        """Yield a server-sent event for each change that the page, which knows the count `known`, has not shown."""
        yield ": watching\n\n"
        while not self._closed:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._beyond(known), HEARTBEAT)
            yield f"data: {self.count}\n\n" if self.count != known else ": still watching\n\n"
            known = self.count


async def watch(studio: Studio, signal: Signal) -> None:
    """Follow the studio's files until cancelled: open the newsroom anew, or take in new articles, and raise the signal."""
    while watched := studio.room.watched:
        stamp = await run_in_threadpool(_stamp, studio)
        async for changes in awatch(
            *_folders(watched), debounce=SETTLE_MS, step=STEP_MS, recursive=False, watch_filter=_ours(watched)
        ):
            if any(not _is_database(Path(path), watched) for _, path in changes):
                await run_in_threadpool(studio.reopen)
            elif (now := await run_in_threadpool(_stamp, studio)) == stamp:
                continue  # a reader's own bookkeeping, or a delivery: nothing that a page shows
            else:
                stamp = now
            await signal.raise_()
            if studio.room.watched != watched:
                break  # the settings name other files now


def _stamp(studio: Studio) -> str:
    try:
        return studio.room.stamp()
    except DigestError:
        return ""


def _folders(watched: Watched) -> set[Path]:
    """Folders rather than files: many editors write a new file and rename it, and SQLite writes beside its own."""
    files = [watched.settings, *([watched.database] if watched.database else [])]
    named = {file.resolve().parent for file in files}
    roots = [root.resolve() for root in watched.templates]
    below = {path for root in roots for path in (root, *root.rglob("*"))}
    return {folder for folder in (*named, *below) if folder.is_dir()}


def _is_database(path: Path, watched: Watched) -> bool:
    database = watched.database
    return database is not None and path.parent == database.resolve().parent and path.name.startswith(database.name)


def _ours(watched: Watched) -> Callable[[Change, str], bool]:
    settings = watched.settings.resolve()
    templates = tuple(folder.resolve() for folder in watched.templates)

    def ours(_: Change, name: str) -> bool:
        path = Path(name)
        if path.name.endswith("-shm"):
            return False  # SQLite's index of its own log: it changes with every reader
        return (
            path == settings or _is_database(path, watched) or any(path.is_relative_to(folder) for folder in templates)
        )

    return ours

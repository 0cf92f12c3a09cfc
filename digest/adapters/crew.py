"""A crew of processes: computing on all cores, and one page that kills its reader costs that page alone."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

START_SECONDS = 60.0
"""How long a process may take to be ready."""

MOST_PIECES = 1_000
"""Pieces of work that one process does before another takes its place: what it remembers, or leaks, does not grow on."""

READY = "ready"

# Fresh processes on every system: a fork would copy threads' locks in whatever state they are.
_SPAWN = multiprocessing.get_context("spawn")

Piece = tuple[Callable[[Any], Any], Any, Callable[[Any], None]]


class ProcessCrew:
    """The port `Crew`. Each process has a thread here that hands it one piece of work at a time.

    Args:
        processes: how many.
        seconds: the longest that one piece of work may take; a process that takes longer is ended.
        pieces: the most that one process does, until another takes its place.
    """

    def __init__(self, processes: int, seconds: float = 60.0, pieces: int = MOST_PIECES) -> None:
        self._pieces: SimpleQueue[Piece | None] = SimpleQueue()
        self._hands = [_Hand(seconds, pieces) for _ in range(processes)]
        self._threads = [Thread(target=_attend, args=(hand, self._pieces), daemon=True) for hand in self._hands]
        for thread in self._threads:
            thread.start()

    def do(self, work: Callable[[Any], Any], task: Any, tell: Callable[[Any], None]) -> None:
        """Have a piece of work done; `tell` is called with its result, or with a text: why its process was lost."""
        self._pieces.put((work, task, tell))

    def close(self) -> None:
        """End all processes at once: what they do is not wanted any more."""
        with suppress(Empty):
            while True:
                self._pieces.get_nowait()
        for _ in self._threads:
            self._pieces.put(None)
        for hand in self._hands:
            hand.let_go()
        for thread, hand in zip(self._threads, self._hands, strict=True):
            thread.join()
            hand.clear()


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that is ready, and the line to it."""

    process: BaseProcess
    line: Connection

    def lost(self, how: str = "") -> str:
        """End the process where it has not ended, and return what became of it."""
        self.process.kill()
        self.process.join()
        self.line.close()
        code = self.process.exitcode or 0
        how = how or (f"was ended by signal {-code}" if code < 0 else f"ended with status {code}")
        return f"the process that did it {how}"


class _Hand:
    """One process at a time, started when it is first needed and again after it was lost or has done its share."""

    def __init__(self, seconds: float, pieces: int) -> None:
        self._seconds, self._most = seconds, pieces
        self._worker: _Worker | None = None
        self._done = 0
        self._is_let_go = False

    def do(self, work: Callable[[Any], Any], task: Any) -> Any:
        worker = self._worker = self._worker or _start()
        if worker is None:  # where no process can be started, the work is done all the same
            return work(task)
        if self._is_let_go:
            return "the process that did it was let go"
        try:
            worker.line.send((work, task))
            if worker.line.poll(self._seconds):
                went_well, result = worker.line.recv()
            else:
                self._worker = None
                return worker.lost(f"was ended after {self._seconds:g} s")
        except (EOFError, OSError):
            self._worker = None
            return worker.lost()
        self._count()
        if not went_well:
            raise RuntimeError(result)
        return result

    def _count(self) -> None:
        self._done += 1
        if self._done >= self._most and (worker := self._worker):
            self._worker, self._done = None, 0
            worker.lost()

    def let_go(self) -> None:
        """End the process, whatever it does; from another thread."""
        self._is_let_go = True
        if worker := self._worker:
            worker.process.kill()

    def clear(self) -> None:
        """Clear up after the process, when nobody works with it any more."""
        if self._worker:
            self._worker.lost()


def _start() -> _Worker | None:
    """Return a new process when it is ready; None where none can be started here."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    try:
        process.start()
        theirs.close()
        if ours.poll(START_SECONDS) and ours.recv() == READY:
            return _Worker(process, ours)
    except (EOFError, OSError):
        pass
    ours.close()
    return None


def _attend(hand: _Hand, pieces: SimpleQueue[Piece | None]) -> None:
    while piece := pieces.get():
        work, task, tell = piece
        try:
            tell(hand.do(work, task))
        except BaseException as bug:  # noqa: BLE001  raised where somebody can see it
            tell(bug)


def _serve(line: Connection) -> None:
    """Do what comes over the line until it ends. Ctrl+C is for the one who gives the orders."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line.send(READY)
    with suppress(EOFError, OSError):
        while True:
            work, task = line.recv()
            try:
                result = (True, work(task))
            except Exception:  # noqa: BLE001  raised on the other side
                result = (False, traceback.format_exc())
            line.send(result)

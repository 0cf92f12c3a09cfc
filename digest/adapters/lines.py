"""Lines: several transports that send side by side, each in a thread of its own.

Threads and no event loop: what a sender does is mostly one large write and one short read, in which a thread lets
the others work, and an event loop costs several times the CPU of a plain socket for the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import inf
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Generic

from digest.errors import DigestError
from digest.model import Message, Outcome, Receipt
from digest.ports import Transport
from digest.ports.transport import Ended, Job

DEPTH = 3
"""Messages a line holds at first: one being sent, the next, whose envelope goes out with it, and one to follow without a pause."""
TOGETHER = 5
"""Messages of one line that are told at once, where it is so fast: a commit for each would cost more than to send it."""
MOMENT = 0.02
"""Seconds for which what has ended waits for more."""


class TransportLines(Generic[Job]):
    """The port `Lines` over transports, each used by one thread only, which starts with its first message."""

    def __init__(self, transports: Sequence[Transport]) -> None:
        self._ended: SimpleQueue[tuple[_Line[Job], Ended[Job] | None]] = SimpleQueue()
        self._stopping = Event()
        self._lines = [_Line(transport, self._ended, self._stopping) for transport in transports]

    def room(self) -> int:
        """Return how many messages may be begun now: DEPTH a line, and as many more as it has ended lately."""
        return 0 if self._stopping.is_set() else sum(max(line.room, 0) for line in self._lines)

    def begin(self, job: Job, write: Callable[[], Message]) -> None:
        """Have the message of a job written and sent, by the line that has the most room; returns at once."""
        max(self._lines, key=lambda line: line.room).take(job, write)

    def ended(self) -> Sequence[Ended[Job]]:
        """Return what has ended since, waiting for the first; nothing where nothing is under way.

        For a MOMENT after the first it waits for more, unless a line has ended as many as are told TOGETHER or runs dry.
        """
        found: list[Ended[Job]] = []
        ended: Counter[_Line[Job]] = Counter()
        until = inf
        while self._under_way() and all(ended[line] < TOGETHER and line.held > 0 for line in ended):
            try:
                line, outcome = self._ended.get(timeout=None if until == inf else max(until - monotonic(), 0))
            except Empty:
                break
            line.held -= 1
            if outcome:
                found.append(outcome)
                ended[line] += 1
                until = min(until, monotonic() + MOMENT)
        for line in self._lines:
            line.lately = ended[line]
        return found

    def _under_way(self) -> bool:
        return any(line.held for line in self._lines)

    def stop(self) -> None:
        """Begin nothing more: of what was begun, only what has reached a server still ends."""
        self._stopping.set()

    def close(self) -> None:
        """Stop, wait for what is under way, and end all connections."""
        self.stop()
        for line in self._lines:
            line.close()


class _Line(Generic[Job]):
    """One transport and its thread.

    `held` counts what it was given and nobody took back, `lately` what was last taken back at once; the giver keeps both.
    """

    def __init__(
        self, transport: Transport, ended: SimpleQueue[tuple[_Line[Job], Ended[Job] | None]], stopping: Event
    ) -> None:
        self.held, self.lately = 0, 0
        self._transport, self._ended, self._stopping = transport, ended, stopping
        self._orders: SimpleQueue[tuple[Job, Callable[[], Message]] | None] = SimpleQueue()
        self._thread: Thread | None = None

    @property
    def room(self) -> int:
        return DEPTH + self.lately - self.held

    def take(self, job: Job, write: Callable[[], Message]) -> None:
        self.held += 1
        self._orders.put((job, write))
        if self._thread is None:
            self._thread = Thread(target=self._work, name="line", daemon=True)
            self._thread.start()

    def close(self) -> None:
        if self._thread:
            self._orders.put(None)
            self._thread.join()
        self._transport.close()

    def _work(self) -> None:
        """Send what is ordered, one after the other, and know the next one before, where there is one."""
        following = None
        while current := following or self._written(wait=True):
            following = self._written(wait=False)
            job, message = current
            result = self._send(message, following) if isinstance(message, Message) else message
            if result is not None and _ends_all(result):
                self._stopping.set()
            self._ended.put((self, None if result is None else (job, result)))

    def _written(self, *, wait: bool) -> tuple[Job, Message | BaseException | None] | None:
        """Return the next job with its message, or with why there is none; None where nothing is ordered, or no more."""
        try:
            order = self._orders.get(block=wait)
        except Empty:
            return None
        if order is None:
            if not wait:
                self._orders.put(None)
            return None
        job, write = order
        try:
            return job, None if self._stopping.is_set() else write()
        except BaseException as fault:  # noqa: BLE001  told to, or raised by, whoever asks what has ended
            return job, fault

    def _send(
        self, message: Message, following: tuple[Job, Message | BaseException | None] | None
    ) -> Receipt | BaseException | None:
        if self._stopping.is_set():
            return None
        next_one = following[1] if following else None
        try:
            return self._transport.send(message, next_one if isinstance(next_one, Message) else None)
        except BaseException as bug:  # noqa: BLE001  raised by whoever asks what has ended
            return bug


def _ends_all(result: Receipt | BaseException) -> bool:
    """Whether the next message would only find out the same: the mail system is down, or we have a bug."""
    if isinstance(result, Receipt):
        return result.outcome is Outcome.RELAY_DOWN
    return not isinstance(result, DigestError)

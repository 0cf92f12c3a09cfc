"""Hands that read: this process while there is little to read, a crew of others when there is much."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

from digest.jobs.collect.desk import Reading
from digest.ports import Crew

CREW_FROM = 48
"""Items that wait at once, from which on a crew is worth its start."""

Act = Callable[[], None]
Task = TypeVar("Task")


class Hands:
    """Reads tasks, here or in a crew, and posts what is to be done with each reading. `busy` are in the crew's hands."""

    def __init__(self, open_crew: Callable[[], Crew] | None, posted: SimpleQueue[Act]) -> None:
        self.busy = 0
        self._open_crew, self._posted = open_crew, posted
        self._crew: Crew | None = None

    def read(
        self, work: Callable[[Task], Reading], task: Task, then: Callable[[Reading], None], *, waiting: int
    ) -> None:
        """Have `work` read a task; `then` is called in the caller's thread, when it takes what is posted.

        `waiting` items want to be read.
        """
        if self._crew is None and self._open_crew and waiting >= CREW_FROM:
            self._crew = self._open_crew()
        self.busy += 1
        if self._crew is None:
            reading = work(task)
            self._posted.put(lambda: self._done(reading, then))
        else:
            self._crew.do(work, task, lambda result: self._posted.put(lambda: self._done(result, then)))

    def close(self) -> None:
        """Let the crew go."""
        if self._crew:
            self._crew.close()

    def _done(self, result: Reading | str | BaseException, then: Callable[[Reading], None]) -> None:
        self.busy -= 1
        if isinstance(result, BaseException):
            raise result
        then(Reading(None, result) if isinstance(result, str) else result)

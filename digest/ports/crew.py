"""Hands for work that takes much computing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew(Protocol):
    """Does pieces of work side by side, in processes of their own."""

    def do(self, work: Callable[[Task], Result], task: Task, tell: Callable[[Result | str], None]) -> None:
        """Have a piece of work done, and return at once; `tell` is called with its result, from another thread.

        `work` is a function of a module, `task` and result are plain data. Where the process that did it was lost,
        `tell` is called with the reason, and no other piece of work is touched. What `work` itself raises is told as
        a BaseException would be: it is raised in the caller's place by whoever gets it.
        """

    def close(self) -> None:
        """Let all hands go; what was not done is not told any more."""

"""The way to the mail system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from digest.model import Message, Receipt

Job = TypeVar("Job")

Ended = tuple[Job, Receipt | BaseException]
"""A job and what came of it: the answer, why its message could not be written (a DigestError), or a bug."""


class Transport(Protocol):
    """Hands messages to the mail system, one after the other. A refusal is data."""

    def send(self, message: Message, following: Message | None = None) -> Receipt:
        """Hand over one message and return the answer; never raises for what a server or network does.

        `following` is what will be sent next: some of that may be said in the same breath, but none of its content.
        """

    def close(self) -> None:
        """End the connection, if one is open."""


class Lines(Protocol[Job]):
    """Ways to the mail system that work side by side; for one thread that gives and takes."""

    def room(self) -> int:
        """Return how many messages may be begun now: what is claimed beyond that would only wait."""

    def begin(self, job: Job, write: Callable[[], Message]) -> None:
        """Have the message of a job written and sent; returns at once."""

    def ended(self) -> Sequence[Ended[Job]]:
        """Return what has ended since, waiting for the first, and a moment for more; nothing where nothing is under way."""

    def stop(self) -> None:
        """Begin nothing more: of what was begun, only what has reached a server still ends."""

    def close(self) -> None:
        """Stop, wait for what is under way, and end all connections."""

"""The way to the mail system."""

from __future__ import annotations

from typing import Protocol

from digest.model import Message, Receipt


class Transport(Protocol):
    """Hands messages to the mail system. A refusal is data."""

    def send(self, message: Message) -> Receipt:
        """Hand over one message and return the answer; never raises for what a server or network does."""

    def close(self) -> None:
        """End the connection, if one is open."""

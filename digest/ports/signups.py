"""Sign-ups, and what readers do with their own subscriptions. Every method is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from digest.model import Cap, Changes, Choice, Preferences, Visitor, Welcome


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a letter answers: to get newsletters, or (where `reader` is given) to move to another address.

    `welcome` is False where it was taken for a machine's: all is done as for a person's, and nothing is kept.
    """

    email: str
    choices: tuple[Choice, ...] = ()
    language: str = ""
    zone: str = ""
    hour: int | None = None
    wording: str = ""
    page: str = ""
    reader: str = ""
    welcome: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms a request is taken: who sent it, what caps it, when it was made, and when it expires."""

    visitor: Visitor
    caps: Sequence[Cap]
    now: datetime
    expires: datetime


class Became(StrEnum):
    """What became of a request. For the records only: whoever asked learns nothing of it."""

    ASKED = "asked"
    """A letter asks its reader to confirm."""
    KNOWN = "known"
    """A letter tells a reader that there is nothing new, and where to change it."""
    CAPPED = "capped"
    SUPPRESSED = "suppressed"
    UNWELCOME = "unwelcome"


@dataclass(frozen=True, slots=True)
class Joined:
    """A confirmed request: the reader, the address, and the newsletters. `moved`: it was for a new address."""

    reader: str
    email: str
    newsletters: tuple[str, ...]
    moved: bool


class SignUps(Protocol):
    """Who asked for what, when and from where; and the readers' own changes."""

    def keep_wording(self, hash_: str, text: str, now: datetime) -> None:
        """Keep a text of consent under its hash; one that is known stays as it is."""

    def ask(self, asked: Asked, terms: Terms) -> Became:
        """Take a request: write it down and queue its letter, or neither. The same work is done whatever becomes of it."""

    def confirm(self, request: str, visitor: Visitor, now: datetime, *, welcome: Welcome = Welcome.PLAIN) -> Joined:
        """Do what the request of this handle asks, once, and queue what welcomes a new reader.

        Raises:
            ConsentError: it is unknown, expired, used, or its new address is another reader's by now.
        """

    def preferences(self, reader: str) -> Preferences:
        """Return what a reader has chosen.

        Raises:
            ConsentError: there is no such reader.
        """

    def change(self, reader: str, changes: Changes, visitor: Visitor, now: datetime) -> None:
        """Make a reader's subscriptions what `changes` says, and keep who asked for it. Raises as `preferences`."""

    def pause(self, reader: str, until: datetime | None) -> None:
        """Hold back all issues until a moment; None: no longer. Raises as `preferences`."""

    def leave(self, reader: str, newsletter: str, now: datetime) -> tuple[str, ...]:
        """End a subscription ("" = all) and return those that were ended. Raises as `preferences`."""

    def ask_leave(self, email: str, language: str, terms: Terms) -> Became:
        """Queue the letter by which an address can leave, where it is a reader's. The same work is done whoever it is."""

    def personal_data(self, reader: str) -> Mapping[str, Any]:
        """Return all that is held of a reader, plain enough for JSON. Raises as `preferences`."""

    def erase(self, reader: str, now: datetime) -> None:
        """Forget a reader; what stays is a keyed hash that keeps the address from being added again. Raises as `preferences`."""

    def suppress(self, email: str, reason: str, now: datetime) -> None:
        """See to it that nothing is ever sent to an address, and nobody adds it."""

    def is_suppressed(self, email: str) -> bool:
        """Return whether nothing may be sent to an address."""

    def purge(self, expired: datetime, now: datetime) -> Mapping[str, int]:
        """Delete requests that expired unconfirmed before a moment, ended caps and old letters; return how many of each."""

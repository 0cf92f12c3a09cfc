"""Mail that came back, and readers who complained: what was said, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class BounceKind(StrEnum):
    """What a bounce says of an address."""

    HARD = "hard"
    """There is no such mailbox: nothing is sent to it any more."""
    SOFT = "soft"
    """It does not take mail for now: counted."""
    BLOCKED = "blocked"
    """The message or its sender was not wanted by a server: no fault of the reader's, only written down."""
    COMPLAINT = "complaint"
    """The reader called the mail spam: nothing is sent any more."""


@dataclass(frozen=True, slots=True)
class ReturnTicket:
    """What a return address names: the handle of a reader or of a letter, and the code of the issue ("": a letter)."""

    handle: str
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A bounce or complaint as it came in, before it is known whose it is.

    `ticket` is proof of whose; `recipients` are only claimed, and hold where `vouched` (a provider signed the report) or
    where `message_id` fits them. `event` is the reporter's own name for it, the same when it is told again.
    """

    kind: BounceKind
    event: str
    status: str = ""
    """The enhanced status (RFC 3463), "" where none was told."""
    reply: str = ""
    ticket: ReturnTicket | None = None
    recipients: tuple[str, ...] = ()
    message_id: str = ""
    vouched: bool = False


class Passed(StrEnum):
    """Why a mail to the bounces' mailbox is no bounce."""

    UNDER_WAY = "under way"
    """A server tells that it is still trying, or that the mail arrived."""
    AUTOMATIC = "automatic"
    """A machine answered for its absent owner."""
    STRANGE = "strange"
    """It cannot be read as a bounce: somebody should look at it."""


class Heard(StrEnum):
    """What became of a notice."""

    SUPPRESSED = "suppressed"
    """Nothing is sent to the address any more."""
    COUNTED = "counted"
    NOTED = "noted"
    """Written down; it is no fault of the reader's."""
    KNOWN = "known"
    """It was heard before."""
    UNKNOWN = "unknown"
    """It names nobody of ours, or does not prove whom it names."""


@dataclass(frozen=True, slots=True)
class SoftRule:
    """How many soft bounces within how long end the sending to an address."""

    most: int = 5
    within: timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a ticket names: `reader` is their handle, "" where the letter went to nobody on the register."""

    email: str
    reader: str = ""
    issues: Mapping[str, int] = field(default_factory=dict)
    """Keys of the issues that went to them, by the issue's id (`Proof.issue`), the newest ones."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A bounce that is known to be an address's. `event` is kept once; `issue` is the key of the issue, if it was one."""

    event: str
    kind: BounceKind
    email: str
    door: str
    status: str = ""
    reply: str = ""
    reader: str = ""
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class BounceRow:
    """A bounce that was written down. `email` is "" where its reader was forgotten or never on the register."""

    key: int
    at: datetime
    kind: BounceKind
    became: Heard
    email: str
    door: str
    status: str
    reply: str
    issue: str
    forgiven: datetime | None

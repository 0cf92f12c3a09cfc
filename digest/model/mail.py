"""What is sent: the reader, the message for one reader, and what the mail server said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TOKEN_OPEN, TOKEN_CLOSE = "\uf8f0", "\uf8f1"
"""Private-use characters around a token's name. The renderer strips them from all input, so nobody can forge one."""


class Token(StrEnum):
    """A place in a proof that is filled for each reader."""

    UNSUBSCRIBE = "unsubscribe"
    """URL (https or mailto) that takes this reader off this newsletter."""
    EMAIL = "email"
    """The reader's address."""
    PREFERENCES = "preferences"
    """URL where this reader changes what comes; only where the newsletter has such a page."""

    @property
    def mark(self) -> str:
        """The token as it stands in a proof."""
        return f"{TOKEN_OPEN}{self.value}{TOKEN_CLOSE}"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A confirmed reader. `id` is random and the only name that links carry; `zone` is IANA or ""."""

    id: str
    email: str
    language: str = ""
    zone: str = ""
    newsletters: tuple[str, ...] = ()
    paused_until: datetime | None = None
    """Until then nothing is sent; None: nothing is held back."""
    newcomer: bool = False
    """Whether the issue that is sent came out before they did: it greets them."""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail for one reader: same issue and reader -> same id and same bytes. `raw` has CRLF line ends."""

    id: str
    envelope_sender: str
    recipient: str
    raw: bytes
    smooth: bool = False
    """Whether who wrote it vouches that every line ends with CRLF and only there; else a transport looks."""


class Outcome(StrEnum):
    """What became of an attempt to hand a message over."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    """A 4xx reply, or no connection before the message was complete: safe to repeat."""
    REFUSED = "refused"
    """A 5xx reply about this message or recipient."""
    UNKNOWN = "unknown"
    """The connection was lost after the message was complete and before the reply: it may have arrived."""
    RELAY_DOWN = "relay down"
    """The relay cannot be reached or refuses us, not this reader: everything waits."""
    UNSENT = "unsent"
    """No attempt was made: the message could not be written for a reason that is not the reader's."""


_ENHANCED = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mail server's answer: the outcome, its reply code (0: none came) and its text."""

    outcome: Outcome
    code: int = 0
    reply: str = ""

    @property
    def enhanced(self) -> str:
        """The enhanced status code that the reply begins with, as `5.1.1` (RFC 3463; RFC 2034 has it first); "" for none."""
        found = _ENHANCED.match(self.reply)
        return found[1] if found else ""


class DeliveryState(StrEnum):
    """Where one (issue, reader) stands."""

    QUEUED = "queued"
    DEFERRED = "deferred"
    """It was tried and did not get through: it is due again later."""
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    """The reader left between press and sending."""
    UNKNOWN = "unknown"
    """It may have arrived: the server never said, or its sender stopped in the middle of it."""
    CANCELLED = "cancelled"
    """An editor cancelled the issue before it left."""
    EXPIRED = "expired"
    """It did not leave before its issue was too old."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed (issue, reader), with what is needed to send it. `attempts` counts those before this one."""

    key: int
    issue_key: int
    subscriber: Subscriber
    attempts: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a delivery becomes after an attempt: its state, and when it is due again (only where queued or deferred)."""

    key: int
    state: DeliveryState
    receipt: Receipt
    due: datetime | None = None

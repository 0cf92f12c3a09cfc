"""Tokens: what a link carries instead of an address. Each is good for one purpose, and says nothing about its reader.

A token is a random id with an HMAC (SHA-256) over it, over what it opens and until when. Nothing about it is secret but
the key; whether it was used before is a row of the store, found by the id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from itsdangerous import BadSignature, Signer

from digest.errors import ConsentError

TOKEN_LENGTH = 300
"""The longest token in characters that is looked at; ours have some 120."""

NONE = "_"
"""Stands where there is no newsletter, or no end: mail programs are known to break links at two dots in a row."""


class Purpose(StrEnum):
    """What a token is good for."""

    CONFIRM = "confirm"
    """To confirm one request."""
    PREFERENCES = "preferences"
    """To see and change what one reader gets."""
    LEAVE = "leave"
    """To end one reader's subscription of one newsletter, or all of them."""
    FORM = "form"
    """To send in a form that was shown at a known moment."""
    WORK = "work"
    """To be solved, once."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets that sign, the newest last: all are accepted, the newest signs."""

    secrets: tuple[bytes, ...] = field(repr=False)

    def signer(self, purpose: Purpose) -> Signer:
        """Return what signs and reads for one purpose only."""
        salt = f"newsdigest.{purpose}"
        return Signer(list(self.secrets), salt=salt, key_derivation="hmac", digest_method=sha256)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a token says: whose id it carries, and for which newsletter ("": none in particular)."""

    id: str
    newsletter: str = ""


def issue_token(keys: Keys, purpose: Purpose, ticket: Ticket, expires: datetime | None = None) -> str:
    """Return the token of a ticket: letters, digits, `.`, `-` and `_`. Without `expires` it stays good until its row is gone."""
    until = f"{int(expires.timestamp()):x}" if expires else NONE
    return keys.signer(purpose).sign(f"{ticket.id}.{ticket.newsletter or NONE}.{until}").decode()


def read_token(keys: Keys, purpose: Purpose, token: str, now: datetime) -> Ticket:
    """Return the ticket of a token that we issued for this purpose. The signature is compared in constant time.

    Raises:
        ConsentError: `unknown`: it is none of ours, or for another purpose; `expired`: it was one until lately.
    """
    if len(token) > TOKEN_LENGTH or not token.isascii():
        raise ConsentError("unknown")
    try:
        id_, newsletter, until = keys.signer(purpose).unsign(token).decode().split(".")
    except BadSignature:
        raise ConsentError("unknown") from None
    if until != NONE and now >= datetime.fromtimestamp(int(until, 16), UTC):
        raise ConsentError("expired")
    return Ticket(id_, "" if newsletter == NONE else newsletter)

"""Return addresses: each message has one of its own, so that whatever comes back says of itself whose it is (VERP).

The part after the `+` is 40 letters and digits in one case, for servers on the way may change it: a random handle of
128 bits, 40 bits that name the issue, and 32 bits of a MAC over both. Who knows a reader's handle (it stands in the
links of their mails) still cannot make one up.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32decode, b32encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from digest.model.bounces import ReturnTicket

CODE = 40
"""Characters of the extension: a mailbox of up to 23 leaves room for it (RFC 5321 4.5.3.1.1)."""

_HANDLE, _ISSUE, _MAC = 16, 5, 4
_NO_ISSUE = bytes(_ISSUE)
_EXTENSION = re.compile(rf"\+([a-z2-7]{{{CODE}}})@", re.IGNORECASE)


def issue_code(issue: str) -> str:
    """Return what names an issue (`Proof.issue`) in a return address: 10 hexadecimal digits."""
    return sha256(issue.encode()).hexdigest()[: 2 * _ISSUE]


def return_address(mailbox: str, secret: bytes, ticket: ReturnTicket) -> str:
    """Return the address at `mailbox` to which the message of this ticket comes back.

    A handle that is not 32 hexadecimal digits is nobody's (a test copy's): the address names nobody.
    """
    local, _, domain = mailbox.rpartition("@")
    named = _handle(ticket.handle) + (bytes.fromhex(ticket.issue) or _NO_ISSUE)
    code = b32encode(named + _mac(secret, named)).decode().lower()
    return f"{local}+{code}@{domain}"


def read_tickets(text: str, secrets: Iterable[bytes]) -> Iterator[ReturnTicket]:
    """Yield the tickets of the return addresses in a text that we made, under any of our secrets."""
    secrets = tuple(secrets)
    for found in _EXTENSION.finditer(text):
        raw = b32decode(found[1].upper())
        named, mac = raw[:-_MAC], raw[-_MAC:]
        if any(hmac.compare_digest(mac, _mac(secret, named)) for secret in secrets):
            issue = named[_HANDLE:]
            yield ReturnTicket(named[:_HANDLE].hex(), "" if issue == _NO_ISSUE else issue.hex())


def _handle(handle: str) -> bytes:
    if re.fullmatch(r"[0-9a-f]{32}", handle):
        return bytes.fromhex(handle)
    return sha256(handle.encode()).digest()[:_HANDLE]


def _mac(secret: bytes, named: bytes) -> bytes:
    return hmac.digest(secret, b"newsdigest.return " + named, sha256)[:_MAC]

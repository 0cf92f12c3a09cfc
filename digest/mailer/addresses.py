"""Addresses as a mail server reads them: one mailbox, in ASCII, or a clear refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass

import idna

from digest.errors import DigestError
from digest.model.text import clean_line

LOCAL_LENGTH, ADDRESS_LENGTH = 64, 254
"""The most octets of a local part (RFC 5321 4.5.3.1.1) and of an address in a path (4.5.3.1.3, without brackets)."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_NAMED = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|([^"<>@,;]*))\s*<([^<>]*)>', re.DOTALL)
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


class LetterError(DigestError):
    """A message cannot be written: the address, the link or the header at fault, and why."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address in ASCII and the name shown for it ("": none)."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


def read_mailbox(text: str) -> Mailbox:
    """Read `Name <address>`, `"Name" <address>` or a bare address: exactly one.

    Raises:
        LetterError: the address cannot be used (see `ascii_address`).
    """
    match = _NAMED.fullmatch(text.strip())
    if match is None:
        return Mailbox("", ascii_address(text.strip()))
    in_quotes, bare, address = match.groups()
    name = bare if in_quotes is None else re.sub(r"\\(.)", r"\1", in_quotes, flags=re.DOTALL)
    return Mailbox(clean_line(name), ascii_address(address.strip()))


def ascii_address(text: str) -> str:
    """Return an address as it goes over the wire: the domain in its ASCII form (IDNA 2008, UTS 46), nothing else changed.

    The one place that knows what we do not send to: local parts outside ASCII, which need SMTPUTF8 (RFC 6531) of every
    server on the way, and the quoted local parts and domain literals that nobody uses.

    Raises:
        LetterError: it is not one such address.
    """
    local, _, domain = text.rpartition("@")
    if not local.isascii():
        raise LetterError(f"{_shown(text)}: letters outside ASCII before the @ are not supported (SMTPUTF8)")
    address = f"{local}@{ascii_domain(domain)}"
    if not _LOCAL.fullmatch(local) or len(local) > LOCAL_LENGTH or len(address) > ADDRESS_LENGTH:
        raise LetterError(f"{_shown(text)} is no mail address")
    return address


def ascii_domain(domain: str) -> str:
    """Return a domain in its ASCII form, in lower case.

    Raises:
        LetterError: it is no domain name.
    """
    try:
        name = domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError as error:
        raise LetterError(f"{_shown(domain)} is no domain name: {error}") from error
    if not _DOMAIN.fullmatch(name):
        raise LetterError(f"{_shown(domain)} is no domain name")
    return name


def _shown(text: str) -> str:
    return f'"{clean_line(text)[:80]}"'

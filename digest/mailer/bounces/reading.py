"""A mail that came back: what it says, and what proves whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from digest.mailer.bounces.parts import Part, leaves, read_part
from digest.mailer.bounces.reports import (
    COMPLAINTS,
    REPORTS,
    RETURNED,
    Verdict,
    read_complaint,
    read_status,
    read_words,
)
from digest.mailer.verp import read_tickets
from digest.model.bounces import Notice, Passed

REPLY = 500
"""Characters of a reply that are kept."""

_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
"""Where the address that a mail went to is written, the most certain first."""


def read_return(raw: bytes, secrets: Sequence[bytes], envelope: str = "") -> Notice | Passed:
    """Return the bounce or complaint that a mail is, or why it is none. `envelope` is where it was sent to, if that is known.

    A report counts, in this order: a complaint (RFC 5965), a delivery status (RFC 3464), the words of old servers. Our
    return address in the envelope proves whose it is; then one in the report, or in the message that it returns.
    """
    mail = read_part(raw)
    parts = list(leaves(mail))
    verdict = _verdict(mail, parts)
    if isinstance(verdict, Passed):
        return verdict
    original = next((read_part(part.content()) for part in parts if part.kind in RETURNED), None)
    places = [*_own(mail, envelope), *_reported(parts), original.text("Return-Path") if original else ""]
    return Notice(
        verdict.kind,
        sha256(raw).hexdigest(),
        verdict.status,
        verdict.reply[:REPLY],
        next((ticket for place in places for ticket in read_tickets(place, secrets)), None),
        verdict.recipients,
        original.text("Message-ID") if original else "",
    )


def _verdict(mail: Part, parts: Sequence[Part]) -> Verdict | Passed:
    for part in parts:
        if part.kind == COMPLAINTS:
            return read_complaint(part)
    for part in parts:
        if part.kind in REPORTS:
            return read_status(part)
    first = next((part for part in parts if part.kind == "text/plain"), None)
    words = read_words(mail, first) if first else None
    return words or (Passed.AUTOMATIC if _is_automatic(mail) else Passed.STRANGE)


def _is_automatic(mail: Part) -> bool:
    """Whether a machine answered for its owner, who is away (RFC 3834, and what was written before it)."""
    submitted = mail.text("Auto-Submitted").partition(";")[0].strip().lower()
    return submitted not in {"", "no"} or any(
        name in mail.headers for name in ("X-Autoreply", "X-Autorespond", "X-Vacation")
    )


def _own(mail: Part, envelope: str) -> list[str]:
    """Where the address stands that a mail was sent to."""
    return [envelope, *(mail.text(name) for name in _TO)]


def _reported(parts: Sequence[Part]) -> list[str]:
    """Where a complaint names the return address of what it is about (RFC 5965 3.2)."""
    reports = (read_part(part.content().strip() + b"\n\n") for part in parts if part.kind == COMPLAINTS)
    return [report.text("Original-Mail-From") for report in reports]

"""A letter to one person: the same care for headers and signatures as an issue, without the ways off a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from digest.mailer.addresses import ascii_address, ascii_domain, read_mailbox
from digest.mailer.dkim import make_seal
from digest.mailer.envelope import Letterhead, both_parts
from digest.mailer.headers import header, mailbox_words, text_words
from digest.model import Message
from digest.model.bounces import ReturnTicket


@dataclass(frozen=True, slots=True)
class Single:
    """A letter as it is to be mailed: `sender` is `Name <address>`, `handle` random and its own for ever, `date` aware."""

    sender: str
    recipient: str
    subject: str
    html: str
    text: str
    language: str
    handle: str
    date: datetime


def make_single(single: Single, letterhead: Letterhead) -> Message:
    """Return the message of a letter: the same Message-ID and bytes however often.

    Raises:
        LetterError: the sender or the recipient cannot be written to.
    """
    sender, recipient = read_mailbox(single.sender), ascii_address(single.recipient)
    domain = ascii_domain(letterhead.domain or sender.domain)
    identity, boundary = f"<{single.handle}.letter@{domain}>", f"=_{single.handle}"
    head = b"".join(
        (
            header("From", mailbox_words(sender)),
            header("Subject", text_words(single.subject)),
            header("Date", [format_datetime(single.date)]),
            header("Content-Language", [single.language]),
            # No auto-responder shall answer, and no list software take it for a list's (RFC 3834).
            header("Auto-Submitted", ["auto-generated"]),
            header("X-Auto-Response-Suppress", ["All"]),
            header("MIME-Version", ["1.0"]),
            header("Content-Type", ["multipart/alternative;", f'boundary="{boundary}"']),
        )
    )
    personal = header("To", [recipient]) + header("Message-ID", [identity])
    body = tuple(both_parts(single.text, single.html, boundary))
    signers = [replace(signer, domain=ascii_domain(signer.domain or sender.domain)) for signer in letterhead.signers]
    signatures = make_seal(signers, head, body).signatures(personal, {}) if signers else b""
    raw = b"".join((signatures, head, personal, b"\r\n", *(piece for piece in body if isinstance(piece, bytes))))
    bounces = letterhead.bounces and ascii_address(letterhead.bounces)
    returns = replace(letterhead, bounces=bounces).envelope_sender(sender.address, ReturnTicket(single.handle))
    return Message(identity, returns, recipient, raw)

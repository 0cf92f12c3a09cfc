"""Mail that asks to leave: what a mail program sends for a List-Unsubscribe with `mailto:` (RFC 2369)."""

from __future__ import annotations

import re
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser

from digest.signup.tokens import Ticket

HEADERS = 65_536
"""The most bytes that are read of a mail: its headers stand first, and a subject of ours is short."""

_SUBJECT = re.compile(r"unsubscribe ([0-9a-f]{32})(?: ([a-z0-9-]{1,64}))?", re.IGNORECASE)
_RECIPIENT = re.compile(r"\+([0-9a-f]{32})(?:=([a-z0-9-]{1,64}))?@", re.IGNORECASE)
_RECIPIENTS = ("X-Original-To", "Delivered-To", "To", "Cc")

_BULK = frozenset({"auto_reply", "bulk", "junk", "list"})
"""What Precedence says of mail that no person wrote to us."""
_ROBOTS = ("List-Id", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Failed-Recipients")


def read_leave_request(raw: bytes) -> Ticket | None:
    """Return the reader and newsletter ("" = all) that a mail names; None where it names none.

    Its subject names them (`unsubscribe READER NEWSLETTER`; programs that answer for their owner put words before it,
    and it is looked for in all of it), or else the address that it went to (`box+READER=NEWSLETTER@…`). The sender and
    the body are not looked at: anybody can write there what they like.
    """
    mail = _headers(raw)
    recipients = " ".join(_text(mail, name) for name in _RECIPIENTS)
    found = _SUBJECT.search(_text(mail, "Subject")) or _RECIPIENT.search(recipients)
    return Ticket(found[1].lower(), (found[2] or "").lower()) if found else None


def is_automatic(raw: bytes) -> bool:
    """Return whether a machine wrote a mail by itself: an answer of an absent owner, a report, a list (RFC 3834 2, 5).

    Such mail may quote our own subject, and asks nothing.
    """
    mail = _headers(raw)
    submitted = _text(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or _text(mail, "Precedence").lower() in _BULK
        or _text(mail, "Return-Path") == "<>"
        or mail.get_content_type() in {"multipart/report", "message/delivery-status"}
        or any(name in mail for name in _ROBOTS)
    )


def _headers(raw: bytes) -> Message:
    # compat32: the newer policies raise at hostile headers.
    return BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:HEADERS])


def _text(mail: Message, name: str) -> str:
    """All fields of a name as one line."""
    return " ".join(" ".join(map(str, mail.get_all(name, []))).split())

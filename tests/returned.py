"""Mail that came back, as servers and providers write it: every text is invented."""

from __future__ import annotations

from digest.mailer import issue_code, return_address
from digest.model.bounces import ReturnTicket

SECRET = b"s" * 32
MAILBOX = "bounces@lantern.example"
HANDLE = "0123456789abcdef" * 2
ISSUE = "morning@2026-03-02T07:00"
TICKET = ReturnTicket(HANDLE, issue_code(ISSUE))
RETURN = return_address(MAILBOX, SECRET, TICKET)

ORIGINAL = f"""Return-Path: <{RETURN}>
Message-ID: <405a5f3f1db760db.78df72e3022dd09a301181ce@lantern.example>
From: The Harbour Lantern <morning@lantern.example>
Subject: Ferry runs again
"""


def a_block(
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <ida@far.example>: there is no such mailbox here",
    action: str = "failed",
    recipient: str = "ida@far.example",
) -> str:
    """What a report says of one recipient."""
    lines = [f"Final-Recipient: rfc822; {recipient}", f"Action: {action}", f"Status: {status}"]
    return "\n".join([*lines, f"Diagnostic-Code: {diagnostic}", ""])


def a_report(*blocks: str, to: str = RETURN, original: str = ORIGINAL, kind: str = "message/delivery-status") -> bytes:
    """A report of delivery (RFC 3464) in three parts."""
    return "\n".join(
        (
            "Return-Path: <>",
            "From: Mail Delivery System <MAILER-DAEMON@far.example>",
            f"To: {to}",
            "Subject: Undelivered Mail Returned to Sender",
            "Auto-Submitted: auto-replied",
            "Message-ID: <20260302.4711@far.example>",
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b1"',
            "",
            "--=_b1",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "The letter could not be handed over.",
            "",
            "--=_b1",
            f"Content-Type: {kind}",
            "",
            "Reporting-MTA: dns; mx.far.example",
            "Arrival-Date: Mon, 2 Mar 2026 07:00:05 +0000",
            "",
            *(blocks or (a_block(),)),
            "--=_b1",
            "Content-Type: text/rfc822-headers",
            "",
            original,
            "--=_b1--",
            "",
        )
    ).encode()


def a_complaint(
    feedback: str = "abuse", to: str = "fbl@lantern.example", original: str = ORIGINAL, more: str = ""
) -> bytes:
    """A report of a complaint (RFC 5965)."""
    return f"""From: <feedback@far.example>
To: {to}
Subject: Complaint about mail
Content-Type: multipart/report; report-type=feedback-report;
 boundary=b2

--b2
Content-Type: text/plain

A reader of ours pressed the button.
--b2
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: FarFeedback/2.1
Version: 1
{more}
--b2
Content-Type: message/rfc822

{original}
Good morning!
--b2--
""".encode()


def a_plain(text: str, to: str = RETURN, **headers: str) -> bytes:
    """A mail of one part of text."""
    lines = [
        f"{name.replace('_', '-')}: {value}"
        for name, value in {"From": "someone@far.example", "To": to, **headers}.items()
    ]
    return "\n".join([*lines, "Content-Type: text/plain", "", text]).encode()

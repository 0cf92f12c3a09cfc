"""What reports say: of delivery (RFC 3464), of complaints (RFC 5965), and what old servers write in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.mailer.bounces.kinds import kind_of, read_reply
from digest.mailer.bounces.parts import Part, read_part
from digest.model.bounces import BounceKind, Passed

REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
"""RFC 3464, and RFC 6533 for addresses in all scripts."""
COMPLAINTS = "message/feedback-report"
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})

_COMPLAINT_KINDS = frozenset({"abuse", "fraud", "opt-out", "complaint"})
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_QMAIL = re.compile(r"\AHi\. This is the qmail-send program at |\AThis is the qmail-send program")
_EXIM = "This message was created automatically by mail delivery software"
RECIPIENTS = 20
"""The most recipients of a report that are looked at: our mail has one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a report says of the recipients that it names."""

    kind: BounceKind
    status: str = ""
    reply: str = ""
    recipients: tuple[str, ...] = ()


def read_status(part: Part) -> Verdict | Passed:
    """Return the worst that a delivery status says; a pass where nothing failed, or nothing can be read."""
    fields = [read_part(block + b"\n\n") for block in _BLANK_LINE.split(part.content().strip())[: RECIPIENTS + 1]]
    told = [each for each in fields if each.text("Action") or each.text("Status")]
    failed = [verdict for each in told if (verdict := _failure(each))]
    if failed:
        return min(failed, key=lambda verdict: _WORST.index(verdict.kind))
    return Passed.UNDER_WAY if told else Passed.STRANGE


_WORST = (BounceKind.HARD, BounceKind.SOFT, BounceKind.BLOCKED)


def _failure(block: Part) -> Verdict | None:
    if block.text("Action").lower() not in {"failed", ""}:
        return None
    said = block.text("Diagnostic-Code").partition(";")
    reply = (said[2] or said[0]).strip()
    code, named = read_reply(reply)
    status = read_reply(block.text("Status"))[1]
    kind = kind_of(named if status.endswith(".0.0") and named else status, code, reply)
    recipients = tuple(
        dict.fromkeys(filter(None, map(_address, _named(block, "Original-Recipient", "Final-Recipient"))))
    )
    return Verdict(kind, status, reply, recipients) if kind else None


def _named(part: Part, *names: str) -> Iterator[str]:
    for name in names:
        yield from map(str, part.headers.get_all(name, []))


def _address(field: str) -> str:
    """The address of a field `type; address` (RFC 3464 2.3.1)."""
    return " ".join(field.rpartition(";")[2].split()).strip("<>")


def read_complaint(part: Part) -> Verdict | Passed:
    """Return the complaint of a feedback report; other reports (not spam after all, failed signatures) are passed over."""
    report = read_part(part.content().strip() + b"\n\n")
    if report.text("Feedback-Type").lower() not in _COMPLAINT_KINDS:
        return Passed.STRANGE
    recipients = tuple(filter(None, map(_address, _named(report, "Original-Rcpt-To"))))
    return Verdict(BounceKind.COMPLAINT, reply=f"reported by {report.text('User-Agent')}", recipients=recipients)


def read_words(mail: Part, text: Part) -> Verdict | None:
    """Return what an old server writes in words: qmail and Exim, and only where a reply's code stands in it.

    None where it is neither's: a mail of a person may quote a bounce.
    """
    words = text.content().decode("utf-8", "replace").lstrip()
    exim = mail.text("X-Failed-Recipients")
    if not (_QMAIL.match(words) or (exim and words.startswith(_EXIM))):
        return None
    said = " ".join(words.partition("\n--- ")[0].split())
    code, status = read_reply(said)
    kind = kind_of(status, code, said)
    return Verdict(kind, status, said, tuple(exim.split(", "))[:RECIPIENTS] if exim else ()) if kind else None

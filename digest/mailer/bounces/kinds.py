"""What a server's refusal says of an address: by its enhanced status (RFC 3463), else by its code and words."""

from __future__ import annotations

import re

from digest.model import Outcome, Receipt
from digest.model.bounces import BounceKind

_REPLY = re.compile(r"\b([45]\d\d)(?:[ -]+|$)(?:#?([245]\.\d{1,3}\.\d{1,3})\b)?")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")

_GONE = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "7.17", "7.18"})
"""No such mailbox or domain, no address, moved, takes no mail (RFC 7505), disabled, given to another owner (RFC 7293)."""
_OURS = frozenset({"2.3", "3.4", "1.7", "1.8"})
"""Too long a message, a sender that is not liked: nothing that a reader can help."""
_OUR_SUBJECTS = frozenset({"5", "6", "7"})
"""Protocol, content, and policy."""

_GONE_CODES = frozenset({521, 550, 551, 556})
"""Without an enhanced status; 521 and 556 are hosts and domains that take no mail (RFC 7504)."""
_FULL_CODES = frozenset({452, 552})
_POLICY = re.compile(
    r"spam|block(?:ed|ing|list)|blacklist|deny ?list|\bpolic|reputation|\bdnsbl|\brbl\b|\bspf\b|\bdkim\b|\bdmarc\b|authenticat|"
    r"banned|virus|malware|content|rate.?limit|too many|relay|access denied|unsolicited",
    re.IGNORECASE,
)
_FULL = re.compile(r"\bfull\b|quota|storage|exceeded|try again|temporar", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:user|mailbox|recipient|account|address|person)s? (?:is |was )?"
    r"(?:unknown|not found|not exist|does(?: not|n't) exist|disabled|inactive|no longer)|"
    r"(?:no such|unknown|invalid) (?:user|mailbox|recipient|person|account|local part|address)|"
    r"does(?: not|n't) have an? [\w.]+ account|no mailbox (?:here )?by that name",
    re.IGNORECASE,
)


def read_reply(text: str) -> tuple[int, str]:
    """Return the code and the enhanced status that a server's reply begins with or holds; 0 and "" where it has none."""
    found = _REPLY.search(text)
    code, status = (int(found[1]), found[2] or "") if found else (0, "")
    if not status and (named := _STATUS.search(text)):
        status = named[1]
    return code, status


def kind_of(status: str, code: int, words: str) -> BounceKind | None:
    """Return what a refusal says of the address; None for one that is none (class 2, or nothing told at all).

    The enhanced status decides where it says more than "other" (X.0.0 and X.5.0, which Postfix and Outlook write for
    replies that had none); then the code, with the words for what it leaves open. A 5.7.x is policy whatever its words
    are: a server that does not like us must not cost readers their subscription.
    """
    class_, _, detail = status.partition(".")
    if class_ == "2" or not (status or code):
        return None
    if detail and detail not in {"0.0", "5.0"}:
        return _by_status(class_, detail)
    return _by_code(code or int(class_) * 100, words)


def _by_status(class_: str, detail: str) -> BounceKind:
    if detail in _GONE:
        return BounceKind.HARD if class_ == "5" else BounceKind.SOFT
    if detail in _OURS or detail.partition(".")[0] in _OUR_SUBJECTS:
        return BounceKind.BLOCKED
    return BounceKind.SOFT


def _by_code(code: int, words: str) -> BounceKind:
    if code < 500:
        return BounceKind.BLOCKED if _POLICY.search(words) else BounceKind.SOFT
    if code in _FULL_CODES or _FULL.search(words):
        return BounceKind.SOFT
    if _NOBODY.search(words):
        return BounceKind.HARD
    if _POLICY.search(words):
        return BounceKind.BLOCKED
    return BounceKind.HARD if code in _GONE_CODES else BounceKind.SOFT


def kind_of_receipt(receipt: Receipt) -> tuple[BounceKind, str] | None:
    """Return what the answer to an attempt says of the address, with its status; None where it was no refusal of a server."""
    if receipt.outcome not in {Outcome.REFUSED, Outcome.DEFERRED} or not receipt.code:
        return None
    status = read_reply(f"{receipt.code} {receipt.reply}")[1]
    kind = kind_of(status, receipt.code, receipt.reply)
    return (kind, status) if kind else None

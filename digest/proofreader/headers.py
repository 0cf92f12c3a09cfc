"""Headers: what mail programs file, thread and unsubscribe by, and what large mailbox providers demand of a newsletter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail

DEMANDED = ("From", "To", "Subject", "Date", "Message-ID")
"""What no mail goes without (RFC 5322 3.6, and what receivers turn away)."""
EXPECTED = {
    "List-Id": "mail programs file by it (RFC 2919)",
    "List-Help": "it tells where to ask (RFC 2369)",
    "List-Archive": "it tells where past issues stand: set `archive` (RFC 2369)",
    "Feedback-ID": "Gmail counts complaints by it",
    "Precedence": "`bulk` keeps absence notes away",
    "Auto-Submitted": "it keeps absence notes away (RFC 3834)",
    "Content-Language": "it names the language of the mail (RFC 3282)",
}
"""What a newsletter should have, and why."""
ONCE = (
    *DEMANDED,
    "Sender",
    "Reply-To",
    "Cc",
    "MIME-Version",
    "Content-Type",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
"""What may stand once only."""

_LISTED = re.compile(r"<([^<>]*)>")
_ENCODED = re.compile(r"=\?[^?\s]*\?[bqBQ]\?")
_BROKEN = re.compile(_ENCODED.pattern + r"(?![^?\s]*\?=)")
_TEXTUAL = ("subject", "comments", "from", "to", "cc", "reply-to", "sender", "list-id")


def leave_addresses(mail: Mail) -> tuple[str, ...]:
    """Return the addresses by which a reader leaves, as List-Unsubscribe names them."""
    return tuple(url.strip() for url in _LISTED.findall(mail.header("List-Unsubscribe")))


def judge_headers(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield what is missing, double or unreadable, and whether a reader can leave by one click."""
    for name in DEMANDED:
        if not mail.header(name) and name != "Subject":  # an empty subject is a matter of words
            yield Judgement("headers", Grade.FAULT, f"there is no {name}: receivers turn such mail away", name)
    yield from _unsubscribing(mail)
    yield from _spoilt(mail)
    if missing := [name for name in EXPECTED if not mail.header(name)]:
        why = "; ".join(f"{name}: {EXPECTED[name]}" for name in missing)
        yield Judgement("headers", Grade.NOTE, f"missing, and worth having: {why}", ", ".join(missing))


def _unsubscribing(mail: Mail) -> Iterator[Judgement]:
    """RFC 2369 and RFC 8058, which Gmail and Yahoo ask of whoever sends 5,000 mails a day."""
    name, ways = "List-Unsubscribe", leave_addresses(mail)
    secure = [url for url in ways if url.lower().startswith("https:")]
    if not ways:
        yield Judgement(
            "headers", Grade.FAULT, "no way to leave: mail programs show no button, readers report spam", name
        )
    elif any(url.lower().startswith("http:") for url in ways):
        yield Judgement("headers", Grade.FAULT, "the address to leave by is http: it has to be https", name)
    one_click = mail.header("List-Unsubscribe-Post")
    if one_click and (one_click != "List-Unsubscribe=One-Click" or len(secure) != 1):
        says = "one-click leaving needs `List-Unsubscribe=One-Click` and exactly one https address (RFC 8058)"
        yield Judgement("headers", Grade.FAULT, says, "List-Unsubscribe-Post")
    elif ways and not one_click:
        says = "no leaving by one click: large providers want it from 5,000 mails a day; set `mail.unsubscribe_url`"
        yield Judgement("headers", Grade.NOTE, says, "List-Unsubscribe-Post")


def _spoilt(mail: Mail) -> Iterator[Judgement]:
    """Headers that stand more than once, and encoded words (RFC 2047 5) where no program decodes them."""
    times = Counter(name.lower() for name, _ in mail.headers)
    for name in ONCE:
        if times[name.lower()] > 1:
            yield Judgement("headers", Grade.FAULT, f"{name} stands {times[name.lower()]} times; one is read", name)
    for name, value in mail.headers:
        if not _ENCODED.search(value):
            continue
        if name.lower() not in _TEXTUAL or (name.lower() != "subject" and _in_address(value)):
            says = "an encoded word stands where none is decoded (RFC 2047 5): programs see gibberish"
            yield Judgement("headers", Grade.FAULT, says, name)
        elif _BROKEN.search(value):
            yield Judgement("headers", Grade.FAULT, "an encoded word is broken: readers see its code", name)


def _in_address(value: str) -> bool:
    """Whether an encoded word stands in an address, beside its @ or between its brackets."""
    bracketed = any("=?" in inside for inside in _LISTED.findall(value))
    return bracketed or "?=@" in value or bool(re.search(r"@[^\s<>@]*=\?", value))

"""A mail as it will be read: taken apart from the very bytes that are sent, by rules that nothing in them can break."""

from __future__ import annotations

import email
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from functools import cached_property

from digest.model.text import clean_line
from digest.proofreader.addresses import asked_of, is_web, links, pictures
from digest.proofreader.css import Sheet, read_sheet
from digest.proofreader.page import Page, read_page

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")

DECODED_MOST = 2_000
"""Characters of a header that are decoded: the standard library's time grows with their square."""


@dataclass(frozen=True)
class Mail:
    """A mail taken apart.

    `headers` are (name, value) in their order, unfolded and still encoded. `html` and `text` are the parts that a mail
    program shows, "" where there is none; `size` is the bytes of the HTML part without its transfer encoding.
    """

    raw: bytes = field(repr=False)
    headers: tuple[tuple[str, str], ...]
    html: str = field(repr=False)
    text: str = field(repr=False)
    size: int

    def header(self, name: str) -> str:
        """The first header of this name, unfolded; "" where there is none."""
        return next((value for other, value in self.headers if other.lower() == name.lower()), "")

    @cached_property
    def subject(self) -> str:
        """The subject as an inbox shows it."""
        return decoded(self.header("Subject"))

    @cached_property
    def sender(self) -> str:
        """The From header as an inbox shows it."""
        return decoded(self.header("From"))

    @cached_property
    def page(self) -> Page:
        """The HTML part, read."""
        return read_page(self.html)

    @cached_property
    def sheet(self) -> Sheet:
        """The stylesheets of the HTML part."""
        return read_sheet(self.page)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The web addresses that a reader's program or finger asks for, without fragments, each once: pictures first, then links."""
        found = [picture.url for picture in pictures(self.page)] + [link.url for link in links(self.page)]
        return tuple(dict.fromkeys(asked_of(url) for url in found if is_web(url)))


def read_mail(raw: bytes) -> Mail:
    """Take a raw message apart. Whatever the bytes are, a mail comes back; what cannot be read in it is empty."""
    html, text = _parts(raw)
    return Mail(raw, tuple(_headers(head_of(raw))), _characters(html), _characters(text), len(_bytes(html)))


def head_of(raw: bytes) -> bytes:
    """Return the bytes of a message before the first empty line: its headers."""
    return _HEAD_ENDS.split(raw, maxsplit=1)[0]


def decoded(value: str) -> str:
    """Return a header's value with its encoded words decoded (RFC 2047), as one clean line; no more than DECODED_MOST of it."""
    value = value[:DECODED_MOST]
    with suppress(MessageError, LookupError, ValueError):
        value = str(make_header(decode_header(value)))
    return clean_line(value)


def _headers(head: bytes) -> list[tuple[str, str]]:
    lines = _FOLD.sub("", head.decode("utf-8", "replace")).splitlines()
    named = (line.partition(":") for line in lines)
    return [(name.strip(), value.strip()) for name, colon, value in named if colon]


def _parts(raw: bytes) -> tuple[Message | None, Message | None]:
    """The first HTML and the first plain part that are no attachments."""
    found: dict[str, Message] = {}
    try:
        for part in email.message_from_bytes(raw).walk():
            if part.get_content_disposition() != "attachment":
                found.setdefault(part.get_content_type(), part)
    except RecursionError:
        pass  # parts in parts a thousandfold: nobody's mail, and the standard library recurses
    return found.get("text/html"), found.get("text/plain")


def _bytes(part: Message | None) -> bytes:
    body = b"" if part is None else part.get_payload(decode=True)  # a part without headers is false
    return body if isinstance(body, bytes) else b""


def _characters(part: Message | None) -> str:
    charset = (part.get_content_charset() if part is not None else "") or "utf-8"
    try:
        return _bytes(part).decode(charset, "replace")
    except (LookupError, ValueError):
        return _bytes(part).decode("utf-8", "replace")

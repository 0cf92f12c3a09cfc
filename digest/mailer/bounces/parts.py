"""The parts of a mail from outside, read in one pass: the standard library's parser takes nested mail to extremes."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from quopri import decodestring

MOST = 262_144
"""The most bytes that are read of a mail: what a report says stands before the message that it returns."""

DEPTH, PARTS = 3, 50
"""How deep, and how many, parts are looked at."""

_BOUNDARY = re.compile(r"""\bboundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A mail, or one part of a mail: its headers, and its body as it stands."""

    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        """The content type in lower case; `text/plain` where none is told."""
        return self.text("Content-Type").partition(";")[0].strip().lower() or "text/plain"

    def text(self, name: str) -> str:
        """All fields of a name as one line."""
        return " ".join(" ".join(map(str, self.headers.get_all(name, []))).split())

    def content(self) -> bytes:
        """The body with its transfer encoding undone; as it stands where it cannot be."""
        encoding = self.text("Content-Transfer-Encoding").lower()
        if encoding == "base64":
            with suppress(ValueError):
                return b64decode(self.body)
        return decodestring(self.body) if encoding == "quoted-printable" else self.body


def read_part(raw: bytes) -> Part:
    """Return a mail's headers and body, of its first MOST bytes."""
    raw = raw[:MOST]
    end = _HEAD_END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    # compat32: the newer policies raise at hostile headers.
    return Part(BytesHeaderParser(policy=policy.compat32).parsebytes(head + b"\n\n"), body)


def leaves(part: Part, depth: int = DEPTH) -> Iterator[Part]:
    """Yield the parts of a mail that hold no others, in order; the mail itself where it has none.

    A returned message is one part, and never opened here. Beyond DEPTH and PARTS nothing is looked at.
    """
    found = _BOUNDARY.search(part.text("Content-Type"))
    if not part.kind.startswith("multipart/") or not found or not depth:
        yield part
        return
    mark = re.escape((found[1] or found[2]).encode("utf-8", "surrogateescape"))
    pieces = re.split(rb"(?:\A|\r?\n)--" + mark + rb"(?:--)?[ \t]*(?:\r?\n|\Z)", part.body, maxsplit=PARTS)
    for piece in pieces[1:PARTS]:
        if piece.strip():
            yield from leaves(read_part(piece), depth - 1)

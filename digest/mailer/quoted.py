"""Quoted-printable (RFC 2045 6.7) for bodies that are encoded once and completed for each reader.

A body is cut at its tokens *before* it is encoded. Encoding first and replacing afterwards would lose every token that
a soft line break happens to part: about one in four of sixteen characters.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Iterator

from digest.model import Token
from digest.model.mail import TOKEN_CLOSE, TOKEN_OPEN

_MARK = re.compile(f"{TOKEN_OPEN}([^{TOKEN_OPEN}{TOKEN_CLOSE}]*){TOKEN_CLOSE}")


def encode(text: str) -> bytes:
    """Return text in UTF-8 and quoted-printable: CRLF line ends, lines of at most 76 octets. Lone surrogates become `?`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    return b2a_qp(lines, istext=True, header=False).replace(b"\n", b"\r\n")


def encode_around_tokens(text: str) -> Iterator[bytes | Token]:
    """Yield the encoded text and its tokens by turns; each token stands at the beginning of a line.

    Raises:
        ValueError: a token is unknown, or a mark stands alone: a fault of the template's compiler.
    """
    *turns, last = _MARK.split(text)
    if any(TOKEN_OPEN in piece or TOKEN_CLOSE in piece for piece in (*turns, last)):
        raise ValueError("half of a token's mark stands in the proof")
    for before, token in zip(turns[::2], turns[1::2], strict=True):
        yield encode_open(before)
        yield Token(token)
    yield encode(last)


def encode_open(text: str) -> bytes:
    """Return encoded text that goes on in the next line. What fills a token is one such, and may be longer than a line."""
    # Encoded with one more character, the last line is short enough for the `=` that takes its place.
    return encode(text + "x")[:-1] + b"=\r\n"

"""Header lines, written by our own rules where the standard library's spoil bulk mail.

Its folding turns a long List-Unsubscribe into an encoded word, which mail clients cannot read, and it lets a line break
hidden in an encoded word through. Here every header is a list of words that are never broken: lines are folded between
them, at LINE characters where the words allow it, and only text (subjects and names) is ever encoded (RFC 2047).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from math import ceil
from string import ascii_letters, digits

from digest.mailer.addresses import LetterError, Mailbox
from digest.model.text import clean_line

LINE, LONGEST_LINE = 76, 998
"""Where lines are folded (RFC 2047 2: a line with an encoded word) and what no line may exceed (RFC 5322 2.1.1)."""
WORD = 60
"""The longest encoded word that we write, so that one fits beside every header's name (RFC 2047 2 allows 75)."""

_ROOM = WORD - len("=?utf-8?q??=")
_PRINTABLE = re.compile(r"[ -~]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_LITERAL = frozenset(ascii_letters + digits + "!*+-/")
"""What a Q-encoded word shows as it is; the strictest set, good in names too (RFC 2047 5.3)."""


def header(name: str, words: Iterable[str]) -> bytes:
    """Return one header with its CRLF, folded between words. The first word stays beside the name.

    Raises:
        LetterError: a word is not printable ASCII, or too long for any line.
    """
    lines = [name + ":"]
    for word in words:
        if len(lines[-1]) + len(word) < LINE or lines == [name + ":"]:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    if not all(len(line) <= LONGEST_LINE and _PRINTABLE.fullmatch(line) for line in lines):
        raise LetterError(f"what the header {name} should say does not fit into a mail")
    return "\r\n".join([*lines, ""]).encode("ascii")


def plain_text(text: str) -> str:
    """Return `text` as one line that means what it shows: encoded words decoded, then every control removed."""
    if "=?" in text:
        # What only looks like an encoded word stays as it is, and `text_words` encodes it as the text it is.
        with suppress(MessageError, LookupError, ValueError):
            text = str(make_header(decode_header(text)))
    return clean_line(text)


def text_words(text: str) -> list[str]:
    """Return the words of unstructured text (a subject); encoded where it is not plain ASCII or could be mistaken."""
    words = plain_text(text).split(" ")
    if all(word.isascii() and len(word) <= WORD and "=?" not in word for word in words):
        return words
    return list(encoded_words(" ".join(words)))


def mailbox_words(mailbox: Mailbox) -> list[str]:
    """Return the words of `Name <address>`; a bare address where there is no name."""
    name = plain_text(mailbox.name)
    if not name:
        return [mailbox.address]
    words = [quoted(name)] if is_quotable(name) else list(encoded_words(name))
    return [*words, f"<{mailbox.address}>"]


def is_quotable(name: str) -> bool:
    """Return whether a name can stand in a header without being encoded."""
    return name.isascii() and "=?" not in name and len(name) <= WORD


def quoted(name: str) -> str:
    """Return a quotable name as a phrase (RFC 5322 3.2.5): in quotes where it needs them."""
    return name if _ATOMS.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def encoded_words(text: str) -> Iterator[str]:
    """Yield encoded words that give `text` when read in a row: UTF-8, never parted inside a character, Q or B as is shorter."""
    characters = [char.encode() for char in text]
    shown = ["_" if char == " " else char if char in _LITERAL else _escaped(char) for char in text]
    if sum(map(len, shown)) <= 4 * ceil(len(text.encode()) / 3):
        yield from (f"=?utf-8?q?{''.join(shown[start:end])}?=" for start, end in _cuts(shown, _ROOM))
    else:
        for start, end in _cuts(characters, _ROOM // 4 * 3):
            yield f"=?utf-8?b?{b64encode(b''.join(characters[start:end])).decode()}?="


def _escaped(char: str) -> str:
    return "".join(f"={byte:02X}" for byte in char.encode())


def _cuts(pieces: list[str] | list[bytes], room: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the longest runs of pieces that are at most `room` long."""
    start = size = 0
    for end, piece in enumerate(pieces):
        if size + len(piece) > room:
            yield start, end
            start, size = end, 0
        size += len(piece)
    yield start, len(pieces)

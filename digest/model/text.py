"""Cleaning of text that came from outside: the one rule that the collector and the renderer share."""

from __future__ import annotations

import re

# C0 and C1 controls but newline and tab, lone surrogates, private use (our tokens live there), non-characters,
# the line and paragraph separators, zero-width no-break space, and the bidirectional embeddings and overrides that
# can turn a line around. Isolates, marks and the zero-width joiners stay: real scripts need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029\ufeff\u202a-\u202e]"
)
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return `text` without characters that no reader can see or that could turn a page or a header around."""
    if text.isprintable():  # ten times faster, and true of nearly all text
        return text
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its English noun: "1 story", "2 stories". `many` is `one` with an s unless it is told."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def clean_line(text: str) -> str:
    """Return `text` as one clean line: controls gone, every run of white space one space, ends trimmed."""
    if not text.isprintable():  # the one white space that is printable is the space itself
        text = clean_text(_SPACE.sub(" ", text))
    return " ".join(text.split())

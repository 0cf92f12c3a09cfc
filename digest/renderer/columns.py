"""The plain-text part: lines of at most 78 columns, broken between words only, nothing trailing."""

from __future__ import annotations

import re

COLUMNS = 78
"""Characters of a line that RFC 5322 (2.1.1) recommends not to exceed; only an address may."""

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


def fill(text: str, first: str = "", rest: str | None = None) -> str:
    """Return `text` broken into lines, the first led by `first` and the others by `rest` (as wide a blank, if None)."""
    rest = " " * len(first) if rest is None else rest
    lines, line = list[str](), first
    lead = first
    for word in text.split():
        if line != lead and len(line) + len(word) >= COLUMNS:
            lines.append(line)
            line = lead = rest
        line += word if line == lead else f" {word}"
    return "\n".join((*lines, line))


def rule(mark: str) -> str:
    """Return a line drawn across all columns."""
    return mark * COLUMNS


def tidy(text: str) -> str:
    """Return `text` without blanks at line ends, with at most one empty line in a row, ended by one newline."""
    return _GAPS.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"

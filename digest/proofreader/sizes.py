"""Sizes of text: from what CSS says to pixels."""

from __future__ import annotations

import re

TEXT_SIZE = 16.0
"""CSS pixels of text where nothing is said."""

_NAMED = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "rem": TEXT_SIZE}
_SIZE = re.compile(r"(?<![\w.#-])(\d{0,6}\.?\d{1,6})(px|pt|pc|in|cm|mm|rem|em|%)?(?![\w.])")
_WEIGHT = re.compile(r"\b(bold|bolder|lighter|normal|[1-9]00)\b")


def font_size(value: str, inherited: float) -> float:
    """Return the pixels that a `font-size` or a `font` asks for; `inherited` where it names none that can be read."""
    for word in value.split():
        if word in {"smaller", "larger"}:
            return inherited * (1.2 if word == "larger" else 1 / 1.2)
        if word in _NAMED:
            return _NAMED[word]
        found = _SIZE.match(word)
        if found and (found[2] or float(found[1]) == 0):  # a number alone is a weight, unless it is nought
            return _pixels(float(found[1]), found[2] or "px", inherited)
    return inherited


def is_bold(value: str, inherited: bool) -> bool:
    """Tell whether a `font-weight` or a `font` asks for bold; `inherited` where a `font-weight` says neither."""
    found = _WEIGHT.search(value)
    if not found:
        return inherited and value in {"inherit", "unset"}
    return found[1] in {"bold", "bolder"} or (found[1].isdigit() and int(found[1]) >= 600)


def _pixels(number: float, unit: str, inherited: float) -> float:
    if unit == "em":
        return number * inherited
    return number / 100 * inherited if unit == "%" else number * _PIXELS[unit]

"""JSON as pages write it: in comments, with commas too many, several values one after the other."""

from __future__ import annotations

import html
import json
import re

_DECODER = json.JSONDecoder(strict=False)
_START = re.compile(r"[{\[]")
_SURPLUS_COMMA = re.compile(r",(?=\s*[}\]])")
_ESCAPE = re.compile(r'\\(["\\/bfnrtu])|\\')


def read_values(source: str) -> list[object]:
    """Return the objects and lists in a script, as far as they can be read; nothing raises, and time grows with the length.

    Comment marks around them are passed over; surplus commas, backslashes that escape nothing, and a script in
    character references are mended.
    """
    text = source.replace("<![CDATA[", "")
    values, whole = _decode(text)
    return values if whole else _decode(_mend(text))[0]


def _decode(text: str) -> tuple[list[object], bool]:
    """Return the values up to the first that is broken, and whether none is."""
    values: list[object] = []
    start = _START.search(text)
    while start:
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        start = _START.search(text, end)
    return values, bool(values)


def _mend(text: str) -> str:
    plain = text if '"' in text else html.unescape(text)
    return _SURPLUS_COMMA.sub("", _ESCAPE.sub(lambda found: found[0] if found[1] else r"\\", plain))

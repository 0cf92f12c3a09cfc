"""The parts of a feed's element: its children by short name, and what they hold as text or markup.

Formats differ in the names that they use for one thing; who reads a part gives the names in order of preference.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from lxml.etree import _Element as Element
from lxml.etree import tostring

from digest.collector.feed_item import absolute, verbatim
from digest.collector.feed_names import short_name

Parts = Mapping[str, Sequence[Element]]
T = TypeVar("T")

MAX_ALIKE = 10
"""The most parts of one name that are looked at until one says something."""

_PLAIN = frozenset({"text", "text/plain"})
_PREFIX = re.compile(r"(?<=<)(/?)[\w.-]+:")


def parts_of(element: Element) -> dict[str, list[Element]]:
    """Return the children by short name, in the order of the document; strangers are left out."""
    parts: dict[str, list[Element]] = {}
    for child in element:
        name = short_name(child.tag)  # type: ignore[arg-type]  # a str: comments, instructions and entities are left out
        if name in parts:
            parts[name].append(child)
        elif name:
            parts[name] = [child]
    return parts


def all_of(parts: Parts, names: Iterable[str]) -> list[Element]:
    """Return the parts that have one of the names, by name."""
    return [element for name in names if name in parts for element in parts[name]]


def first(parts: Parts, names: Iterable[str], read: Callable[[Element], T]) -> T | None:
    """Return what `read` makes of the first part of which it makes anything."""
    for name in names:
        for element in parts.get(name, ())[:MAX_ALIKE]:
            if value := read(element):
                return value
    return None


def first_text(parts: Parts, *names: str) -> str:
    """Return the first text under one of the names, trimmed."""
    return first(parts, names, text_of) or ""


def first_markup(parts: Parts, *names: str) -> str:
    """Return the first markup under one of the names."""
    return first(parts, names, markup_of) or ""


def text_of(element: Element) -> str:
    """Return the element's own text, trimmed."""
    return (element.text or "").strip()


def markup_of(element: Element) -> str:
    """Return what the element holds as HTML, whichever way it was packed (RFC 4287 3.1.1, 4.1.3; Atom 0.3 modes)."""
    if len(element):
        whole = tostring(element, encoding="unicode", with_tail=False)
        return _PREFIX.sub(r"\1", whole[whole.index(">") + 1 : whole.rindex("</")]).strip()
    text = (element.text or "").strip()
    return _unpacked(text, element) if element.keys() else text


def _unpacked(text: str, element: Element) -> str:
    """Return as HTML what the attributes of an element say is plain text, or packed."""
    kind = element.get("type", "")
    if kind.lower() in _PLAIN:
        return verbatim(text)
    packed = kind == "application/octet-stream" or element.get("mode") == "base64"
    return _from_base64(text) if packed else text


def address_of(element: Element, address: str | None, url: str) -> str:
    """Return an address that stands in `element`, read from its `xml:base`, else from the document's `url`."""
    if not address or address.startswith(("http://", "https://")):
        return address or ""
    return absolute(element.base or url, address)


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except ValueError:  # wrong padding, or a character that is not ASCII
        return ""

"""What a feed says, before anything is judged: the same few nouns for RSS, Atom, RDF, CDF and JSON Feed.

`markup` means HTML: text that an editor typed stands in it escaped. Addresses are absolute where the feed gave enough
to make them so; nothing is cleaned, capped or refused yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from digest.model import Rhythm

MAX_ITEMS = 5_000
"""The most items of one document that are read: its first ones."""


class Medium(NamedTuple):
    """A picture, sound or film that an item carries. `kind` is a MIME type, `image`, `video` … or "" where untold."""

    url: str
    kind: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


class Item(NamedTuple):
    """One item as the document tells it. `title`, `summary` and `content` are markup.

    `origin` is the link before a proxy, `permalink` the id where it is an address that may be asked for.
    """

    id: str = ""
    link: str = ""
    origin: str = ""
    permalink: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    media: tuple[Medium, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as it tells itself. `title` and `description` are markup, `image` is a logo's address.

    `hubs` and `topic` are those of `Feed`.
    """

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    image: str = ""
    items: tuple[Item, ...] = ()
    rhythm: Rhythm = field(default_factory=Rhythm)
    hubs: tuple[str, ...] = ()
    topic: str = ""


def absolute(base: str, address: str) -> str:
    """Return `address` read from `base`; unchanged where it is absolute already or no address at all."""
    address = address.strip()
    if not address or address.startswith(("http://", "https://")):
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # an unclosed bracket where a host belongs
        return address


def verbatim(text: str) -> str:
    """Return plain text as markup. A bracket becomes a number, so that it is never taken for markup escaped twice."""
    return text.replace("&", "&amp;").replace("<", "&#60;")


def pixels(text: str | None) -> int:
    """Return a width or height in CSS pixels, 0 where `text` is none."""
    digits = text.strip().removesuffix("px") if text else ""
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0

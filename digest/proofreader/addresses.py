"""What a mail points at: its links and its pictures, as readers meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.proofreader.page import Element, Page

_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE)
_SET_WIDTH = re.compile(r"(?:^|;)\s*(?:max-)?width\s*:\s*(\d{1,5})(?:\.\d+)?px", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address as it is written, the words a reader sees or hears, and whether a reader sees it at all."""

    url: str
    words: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its address, its alt text (None: there is none), the CSS pixels that it is set to (0: not said)."""

    url: str
    alt: str | None
    width: int


def links(page: Page) -> Iterator[Link]:
    """Yield every link, in the order of the page. A picture's alt text is words of the link around it."""
    alts = _alts_by_link(page)
    for place, element in page.named("a", "area"):
        if "href" in element.attributes:
            label = element.value("aria-label") or element.value("title") or element.value("alt")
            words = page.words(element) or " ".join(alts.get(place, ())).strip() or label
            yield Link(element.value("href").strip(), words.strip(), place not in page.unseen)


def pictures(page: Page) -> Iterator[Picture]:
    """Yield every picture that a reader is shown, in the order of the page."""
    for place, element in page.named("img"):
        if place not in page.unseen:
            yield Picture(element.value("src").strip(), element.attributes.get("alt"), set_width(element))


def set_width(element: Element) -> int:
    """Return the width in CSS pixels that an element is given by its attribute or its style; 0 where it is not."""
    found = _PIXELS.fullmatch(element.value("width")) or _SET_WIDTH.search(element.value("style"))
    return int(found[1]) if found else 0


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web."""
    return url.lower().startswith(("http://", "https://"))


def asked_of(url: str) -> str:
    """Return what a server is asked for: the address without its fragment."""
    return url.partition("#")[0]


def _alts_by_link(page: Page) -> dict[int, list[str]]:
    """The alt texts of the pictures in each link, by the link's place."""
    found: dict[int, list[str]] = {}
    around: dict[int, int] = {}
    for place, element in enumerate(page.elements):
        around[place] = place if element.tag == "a" else around.get(element.parent, -1)
        if element.tag == "img" and around[place] >= 0:
            found.setdefault(around[place], []).append(element.value("alt"))
    return found

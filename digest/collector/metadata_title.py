"""The headline of a page, without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from digest.collector.furniture_phrases import fold
from digest.model.text import clean_line

TITLE_CHARACTERS = 400
"""A longer text is no headline."""
HEADINGS = 20
"""The most headings that are looked at; twice as many where some are empty or too long."""
_SEPARATOR = re.compile(r"\s+[|–—·•:»«/~‹›-]+\s+|\s*[|»]\s*")
_EDGE = " |–—·•:»«/~‹›-"
_SITE_WORDS = 5
"""The most words behind a bar that can be the name of a section or a site."""


def read_title(root: etree._Element, offered: Sequence[str], sites: Sequence[str]) -> str:
    """Return the headline: the h1 that says what the page's metadata say, else the metadata's own.

    Args:
        root: the page.
        offered: titles from metadata and the title element, the best first; "" where one is missing.
        sites: names of the site.
    """
    titles = [short for title in offered if (short := without_site(clean_line(title), sites))]
    known = set(fold(titles[0])) if titles else set()
    headings = [heading for heading in _headings(root) if fold(heading) not in [fold(site) for site in sites]]
    best = max(headings, key=lambda heading: len(known.intersection(fold(heading))), default="")
    words = fold(best)
    if words and (2 * len(known.intersection(words)) >= len(words) or (len(headings) == 1 and len(words) > 2)):
        return without_site(best, sites)
    return titles[0] if titles else ""


def _headings(root: etree._Element) -> list[str]:
    texts = (clean_line(" ".join(heading.itertext())) for heading in islice(root.iter("h1"), 2 * HEADINGS))
    return [text for text in texts if 0 < len(text) <= TITLE_CHARACTERS][:HEADINGS]


def without_site(title: str, sites: Sequence[str]) -> str:
    """Return a title without the name of the site before or behind it, and without a section behind a bar."""
    if len(title) > TITLE_CHARACTERS:
        return ""
    names = {"".join(fold(site)) for site in sites if site}
    parts = _SEPARATOR.split(title)
    marks = [*_SEPARATOR.findall(title), ""]
    keep = [
        not ("".join(fold(part)) in names or (index and "|" in marks[index - 1] and len(part.split()) <= _SITE_WORDS))
        for index, part in enumerate(parts)
    ]
    if all(keep) or not any(keep):
        return title.strip(_EDGE)
    start, end = keep.index(True), len(keep) - keep[::-1].index(True)
    return "".join(
        part + mark for part, mark in zip(parts[start:end], [*marks[start : end - 1], ""], strict=True)
    ).strip(_EDGE)

"""Who wrote an article: names from JSON-LD, meta tags and bylines on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lxml import etree

from digest.collector.furniture_phrases import fold, phrases
from digest.collector.metadata_linked import Linked, names
from digest.model.text import clean_line

AUTHORS = 10
"""The most authors of an article."""
NAME_CHARACTERS, NAME_WORDS = 60, 6
"""The longest name."""
BYLINES = 20
"""The most elements of one kind that are looked at for a name."""
_TAGS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author", "dcterms.creator")  # fmt: skip
_MARKED = etree.XPath(
    "descendant-or-self::*[@class[contains(.,'uthor') or contains(.,'yline')]"
    " or @rel[contains(.,'author')] or @itemprop[contains(.,'author')]]"
)
_NAME_CLASS = re.compile(r"author[-_]{0,2}name", re.IGNORECASE)
_ELSEWHERE = re.compile(r"comment|related|recommend|sidebar|footer|teaser|popular", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|•·]\s*|\s+(?:and|und|et|y|e|i|і|та|и|&)\s+", re.IGNORECASE)
_JOINS = re.compile(r"(?:\W|and|und|et|y|e|i|і|та|и)*", re.IGNORECASE)
_NO_NAME = re.compile(r"[@:/\\{}<>]|www\.|\.com\b|\d|\b(?:posts?|articles?|more|view|follow|share|comments?|read|min|minutes?|admin|author|authors|staff writer|bio|profile|about|updated|published|written|skip|menu|home|search|editors?|reporters?|correspondents?|columnists?|privacy|policy|terms|cookies?|sign in|log in|log out|gallery|galleries|library|references|here|use cases?|subscribe|newsletter)\b|^[A-Z]{1,2}$", re.IGNORECASE)  # fmt: skip
# Who signs for a newsroom; named only where nobody is.
_DESK = re.compile(r"\b(?:staff|newsroom|(?:web|news|city|sports?) desk|contributors?|redaktion|redakcja|редакція|редакция|rédaction|redacción|redazione|redactie)\b", re.IGNORECASE)  # fmt: skip
# Catalogues put the family name first: "Holm, Ida; Reyl, Tomas"
_FAMILY_FIRST = re.compile(r"(?:^|(?<=; ))([^\s,;]+), ([^,;]+)")
# An agency, a place, an address or a title behind a name: "Ida Holm/AFP", "Ida Holm (ida@courier.example)", "Ida Holm in Kyiv"
_BEHIND = re.compile(r"\s+[-–—]\s.*|\s*[/(<].*|\s+(?:in|for|at|für|aus|pour|para|для|в|у)\s+[^\W\d_].*", re.DOTALL)
_OPENING = re.compile(r"^\W*(?:(?:written|posted|published|reported|story|article|text|words|reviewed|created|edited)\s+)?(?:by|von|par|por|autor(?:ka|in)?|автор(?:ка)?|author)\b:?\s*", re.IGNORECASE)  # fmt: skip
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "el",
        "al",
        "van",
        "von",
        "zu",
        "bin",
        "ibn",
        "ben",
        "ter",
        "af",
        "y",
        "e",
        "і",
        "и",
    ]
)


def read_authors(
    root: etree._Element, linked: Linked, tags: Mapping[str, str], sites: Sequence[str]
) -> tuple[str, ...]:
    """Return the authors' names, at most AUTHORS, none twice; the name of a site or a desk only where nobody is named.

    Takes the first of these that gives a name: JSON-LD, meta tags, marked-up bylines, a line that begins with "by".
    """
    site_names = {"".join(fold(site)) for site in sites}
    spare: tuple[str, ...] = ()
    for said in _sources(root, linked, tags):
        found = tuple(dict.fromkeys(said))[:AUTHORS]
        people = tuple(name for name in found if "".join(fold(name)) not in site_names and not _DESK.search(name))
        if people:
            return people
        spare = spare or found
    return spare


def _sources(root: etree._Element, linked: Linked, tags: Mapping[str, str]) -> Iterator[Iterable[str]]:
    yield (name for text in names(linked.article.get("author"), linked) for name in _split(text))
    yield from (_split(_given_name_first(name, tags[name])) for name in _TAGS if name in tags)
    marked = [element for element in _MARKED(root)[: 5 * BYLINES] if not _is_elsewhere(element)]
    for rank in _RANKS:
        yield from (_printed(element) for element in marked for element in rank(element))
    yield from islice(_lines(root), BYLINES)


def _given_name_first(tag: str, names: str) -> str:
    return _FAMILY_FIRST.sub(r"\2 \1", names) if tag.startswith(("citation", "dc")) else names


def _names_within(element: etree._Element) -> list[etree._Element]:
    if "author" not in (element.get("itemprop") or ""):
        return []
    return [part for part in element.iterdescendants() if "name" in (part.get("itemprop") or "")]


# What holds nothing but a name, before what holds a name and more.
_RANKS: tuple[Callable[[etree._Element], Iterable[etree._Element]], ...] = (
    lambda element: [element] if "author" in (element.get("rel") or "") else [],
    _names_within,
    lambda element: [element] if _NAME_CLASS.search(element.get("class") or "") else [],
    lambda element: [link for link in element.iterdescendants("a") if link.get("href")],
    lambda element: [element],
)


def _split(text: str) -> Iterator[str]:
    """Yield the names in a text; what follows a comma is a role unless all parts look like names."""
    for part in map(_alone, _BETWEEN.split(_OPENING.sub("", clean_line(text[: AUTHORS * NAME_CHARACTERS])))):
        pieces = part.split(",")
        several = all(len(piece.split()) > 1 for piece in pieces)
        yield from filter(_is_name, (piece.strip(" .,-–—|") for piece in (pieces if several else pieces[:1])))


def _alone(text: str) -> str:
    """Return a text without what is behind the name, if that leaves a name of more words than one."""
    name = _BEHIND.sub("", text)
    return name if " " in name.strip() else text


def _is_name(text: str) -> bool:
    return 1 < len(text) <= NAME_CHARACTERS and len(text.split()) <= NAME_WORDS and not _NO_NAME.search(text)


def _printed(element: etree._Element) -> list[str]:
    """Return the names that a byline prints; what stands behind them is a role or a date."""
    found: list[str] = []
    joined = True
    for text in islice(map(clean_line, map(str, element.itertext())), 4 * BYLINES):
        if text and not _JOINS.fullmatch(text):
            if found and not joined:
                break
            found += filter(_is_capital, _split(text))
            joined = text.endswith((",", " and", "&"))
        elif text:
            joined = True
    return found


def _is_capital(name: str) -> bool:
    return all(not word[0].islower() or word in _PARTICLES for word in name.split())


def _is_elsewhere(element: etree._Element) -> bool:
    return any(
        _ELSEWHERE.search(f"{one.get('class')} {one.get('id')}")
        for one in (element, *islice(element.iterancestors(), BYLINES))
        if one.tag not in {"html", "body", "article", "main"}
    )


def _lines(root: etree._Element) -> Iterator[list[str]]:
    """Yield the names in the short texts that begin as a byline in any language."""
    openings = phrases("").bylines
    for element in root.iter("p", "span", "div", "address", "em", "i", "h2", "h3", "h4", "strong", "a", "li"):
        text = element.text or ""
        if 1 < len(text) < 2 * NAME_CHARACTERS and f"{' '.join(fold(text[:30]))} ".startswith(openings):
            yield [name for name in _printed(element) if " " in name]

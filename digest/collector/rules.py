"""Rules of a site: where its editor knows better than the general way what on a page is the article.

What the rules say is taken first. A rule that matches nothing leaves its part to the general way and is told, because a
site that was built anew matches none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.cssselect import CSSSelector

from digest.collector.dates import parse_date
from digest.collector.extract_body import strip_page
from digest.collector.extract_outline import Block, outline
from digest.collector.feed_entry import MAX_AUTHOR, MAX_CAPTION, MAX_HEADLINE, web_address
from digest.collector.feed_item import absolute
from digest.collector.feed_text import clip
from digest.collector.metadata import Metadata
from digest.model import Image, SiteRules
from digest.model.text import clean_line

MAX_MATCHES = 5_000
"""The most elements of one page that a selector may match: its first ones."""
MAX_AUTHORS = 10

_PICTURES = ("content", "src", "data-src", "href")


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a rule on a page: its name, its selector, and how many elements gave what it is for."""

    rule: str
    selector: str
    count: int


def rules_for(url: str, rules: Sequence[SiteRules]) -> SiteRules | None:
    """Return the rules of the site that an address is on, the first that fit; None where there are none."""
    host = _plain(urlsplit(url).hostname or "")
    return next((rule for rule in rules if _fits(host, rule.host.lower())), None)


def _fits(host: str, pattern: str) -> bool:
    name = _plain(pattern.removeprefix("*."))
    return host == name or (pattern.startswith("*.") and host.endswith(f".{name}"))


def _plain(host: str) -> str:
    return host.lower().removeprefix("www.")


def ruled_metadata(
    root: etree._Element, said: Metadata, rules: SiteRules, url: str
) -> tuple[Metadata, tuple[Match, ...]]:
    """Return what a page says of itself with the rules' own word before the page's, and what each such rule matched."""
    matches = []
    for name, selector in (
        ("title", rules.title),
        ("author", rules.author),
        ("date", rules.date),
        ("image", rules.image),
    ):
        if selector:
            found = _chosen(root, selector)
            told = _told(name, found, url)
            said = replace(said, **told)
            matches.append(Match(name, selector, len(found) if told else 0))
    return said, tuple(matches)


def _told(name: str, found: list[etree._Element], url: str) -> dict[str, Any]:
    """Return what the elements of a rule tell, as fields of the metadata; nothing where they tell nothing."""
    if name == "title":
        title = next(filter(None, map(_words, found)), "")
        return {"title": clip(title, MAX_HEADLINE)} if title else {}
    if name == "author":
        names = dict.fromkeys(clip(words, MAX_AUTHOR) for words in map(_words, found) if words)
        return {"authors": tuple(islice(names, MAX_AUTHORS))} if names else {}
    if name == "date":
        date = next(filter(None, map(_date, found)), None)
        return {"published": date, "day": date.date()} if date else {}
    image = next(filter(None, (_image(element, url) for element in found)), None)
    return {"image": image} if image else {}


def _words(element: etree._Element) -> str:
    return clean_line(element.get("content") or " ".join(element.itertext()))


def _date(element: etree._Element) -> datetime | None:
    return parse_date(element.get("datetime") or "") or parse_date(_words(element))


def _image(element: etree._Element, url: str) -> Image | None:
    addresses = (web_address(absolute(url, element.get(name) or "")) for name in _PICTURES)
    address = next(filter(None, addresses), "")
    return Image(address, alt=clip(clean_line(element.get("alt") or ""), MAX_CAPTION)) if address else None


def dropped(root: etree._Element, rules: SiteRules) -> tuple[Match, ...]:
    """Take what the rules drop out of a tree, text behind it left; return what each such rule matched."""
    chosen = [(selector, _chosen(root, selector)) for selector in rules.drop]
    for element in (element for _, elements in chosen for element in elements):
        _remove(element)
    return tuple(Match("drop", selector, len(elements)) for selector, elements in chosen)


def _remove(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = f"{before.tail or ''} {element.tail}"
    elif element.tail:
        parent.text = f"{parent.text or ''} {element.tail}"
    parent.remove(element)


def kept(root: etree._Element, rules: SiteRules) -> tuple[list[Block], tuple[Match, ...]]:
    """Return the paragraphs of what the rules keep, in the page's order, and what each such rule matched.

    Nothing is weighed within: all of it is the article's.
    """
    chosen = [(selector, _chosen(root, selector)) for selector in rules.keep]
    wanted = {element for _, elements in chosen for element in elements}
    body = etree.Element("body")
    body.extend(deepcopy(element) for element in _outermost(root, wanted))
    for element in body:
        element.tail = None
    strip_page(body)
    return outline(body).blocks, tuple(Match("keep", selector, len(elements)) for selector, elements in chosen)


def _outermost(root: etree._Element, wanted: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield the wanted elements in the page's order, without those that lie within another."""
    for element in root.iter(etree.Element):
        if element in wanted and not any(around in wanted for around in element.iterancestors()):
            yield element


def missed(rules: SiteRules, matches: Sequence[Match]) -> tuple[str, ...]:
    """Return in words which rules gave nothing on a page; where there is nothing to drop all is as it should be."""
    return tuple(
        f"the rule {match.rule} {match.selector!r} of {rules.host} gives nothing"
        for match in matches
        if not match.count and match.rule != "drop"
    )


def _chosen(root: etree._Element, selector: str) -> list[etree._Element]:
    found: list[etree._Element] = _compiled(selector)(root)
    return found[:MAX_MATCHES]


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")

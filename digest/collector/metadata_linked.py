"""What a page says of itself in JSON-LD: the node that is the article, and the values of its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from digest.collector.furniture_phrases import fold
from digest.collector.metadata_json import read_values

LINKED_CHARACTERS = 1_000_000
"""The most JSON-LD that is read of a page."""
LINKED_NODES = 5_000
"""The most nodes of it that are looked at."""
HEADINGS, HEADLINE_CHARACTERS = 20, 400
"""The most headings of a page that are looked at for a headline, and how much of each."""

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$|^(?:Review|Recipe|HowTo)$")
_VOCABULARY = re.compile(r"^.*[/:#]", re.DOTALL)
_PAGE = re.compile(r"^(?:Web|Item|Collection|About)Page$")
Json = Mapping[str, object]


class Linked(NamedTuple):
    """The node that describes the article (empty where there is none), and every node that has a name, by its id."""

    article: Json
    named: Mapping[str, Json]

    @property
    def types(self) -> list[str]:
        """The article's schema.org types, without the vocabulary's address."""
        return _types(self.article)


def read_linked(root: etree._Element) -> Linked:
    """Return what the JSON-LD of a page says of the article whose headline the page has, else of the fullest one.

    Broken, huge or endlessly nested blocks say nothing.
    """
    nodes = list(_nodes(root))
    named = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and "name" in node}
    headings = [" ".join(fold(heading)) for heading in _headings(root)]
    for kind in (_ARTICLE, _PAGE):
        found = [node for node in nodes if any(map(kind.search, _types(node)))]
        if found:
            return Linked(max(found, key=lambda node: _rank(node, headings)), named)
    return Linked({}, named)


def _headings(root: etree._Element) -> Iterator[str]:
    for heading in islice(root.iter("h1", "title"), HEADINGS):
        yield " ".join(map(str, islice(heading.itertext(), HEADINGS)))[:HEADLINE_CHARACTERS]


def _rank(node: Json, headings: Sequence[str]) -> tuple[bool, bool, bool]:
    said = [" ".join(fold(text[:HEADLINE_CHARACTERS])) for text in texts(node.get("headline"))]
    on_page = any(text and text in heading for text in said for heading in headings)
    return on_page, "headline" in node, "datePublished" in node


def _types(node: Json) -> list[str]:
    return list(map(bare_type, texts(node.get("@type"))))


def bare_type(name: str) -> str:
    """Return the name of a type or a value without the address of its vocabulary: `https://schema.org/Article`."""
    return _VOCABULARY.sub("", name)


def texts(value: object) -> list[str]:
    """Return the strings in a JSON value that is a string or a list of them; none for anything else."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def names(value: object, linked: Linked) -> list[str]:
    """Return the names in a value: strings, nodes with a name, references to such nodes, and lists of all these."""
    found: list[str] = []
    waiting = [value]
    while waiting and len(found) < LINKED_NODES:
        item = waiting.pop(0)
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, list):
            waiting[:0] = item[:50]
        elif isinstance(item, dict):
            node = item if "name" in item else linked.named.get(str(item.get("@id")), item)
            found += texts(node.get("name")) or _full_name(node)
    return found


def _full_name(person: Json) -> list[str]:
    parts = [*texts(person.get("givenName")), *texts(person.get("familyName"))]
    return [" ".join(parts)] if parts else []


def _nodes(root: etree._Element) -> Iterator[Json]:
    left, nodes = LINKED_CHARACTERS, LINKED_NODES
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        source = script.text or ""
        if len(source) > left:
            continue
        left -= len(source)
        for node in _objects(read_values(source)):
            nodes -= 1
            if nodes < 0:
                return
            yield node


def _objects(values: Sequence[object]) -> Iterator[Json]:
    """Yield the objects in JSON values, outer before inner."""
    waiting = _containers(values)
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
        waiting += _containers(list(item.values()) if isinstance(item, dict) else item)


def _containers(values: Sequence[object]) -> list[dict[str, object] | list[object]]:
    return [value for value in reversed(values) if isinstance(value, dict | list)]

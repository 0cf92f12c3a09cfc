"""What a page says of itself in JSON-LD: the node that is the article, and the values of its properties."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

LINKED_CHARACTERS = 1_000_000
"""The most JSON-LD that is read of a page."""
LINKED_NODES = 5_000
"""The most nodes of it that are looked at."""

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$|^(?:Review|Recipe|HowTo)$")
_PAGE = re.compile(r"^(?:Web|Item|Collection|About)Page$")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)

Json = Mapping[str, object]


class Linked(NamedTuple):
    """The node that describes the article (empty where there is none), and every node that has a name, by its id."""

    article: Json
    named: Mapping[str, Json]

    @property
    def types(self) -> list[str]:
        """The article's schema.org types."""
        return texts(self.article.get("@type"))


def read_linked(root: etree._Element) -> Linked:
    """Return what the JSON-LD of a page says; broken, huge or endlessly nested blocks say nothing."""
    nodes = list(_nodes(root))
    named = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and "name" in node}
    for kind in (_ARTICLE, _PAGE):
        found = [node for node in nodes if any(map(kind.search, texts(node.get("@type"))))]
        if found:
            return Linked(max(found, key=lambda node: ("headline" in node, "datePublished" in node)), named)
    return Linked({}, named)


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
            node = item if "name" in item else linked.named.get(str(item.get("@id")), {})
            found += texts(node.get("name"))
    return found


def _nodes(root: etree._Element) -> Iterator[Json]:
    left, nodes = LINKED_CHARACTERS, LINKED_NODES
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        source = script.text or ""
        left -= len(source)
        if left < 0:
            return
        for node in _objects(_parse(source)):
            nodes -= 1
            if nodes < 0:
                return
            yield node


def _parse(source: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", source), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[Json]:
    """Yield the objects in a JSON value, outer before inner."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += _containers(list(item.values()))
        elif isinstance(item, list):
            waiting += _containers(item)


def _containers(values: Sequence[object]) -> list[object]:
    return [value for value in reversed(values) if isinstance(value, dict | list)]

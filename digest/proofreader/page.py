"""The HTML of a mail as a flat list: every element knows its parent's place, so that nothing here recurses or slows down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from lxml import html as lxml_html

from digest.model.text import clean_line

READ_MOST = 500_000
"""Characters of HTML that are read: five times what Gmail shows."""
WORDS_MOST = 300
"""Characters of an element's text that are kept to name it by."""
HUGE_TAG, ATTRIBUTES = 4000, 200
"""The characters and words of a tag from which on its attributes are dropped: the parser's time grows with their square."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PAGE_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)  # the parser drops what comes after the first
_HUGE_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{HUGE_TAG},}}")
_UNSEEN = frozenset({"head", "title", "style", "script", "template", "noscript"})
_PADDING = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\u2800]+"
)


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag and attributes in lower case, the place of its parent (-1: none), and the runs of text in it.

    `first` and `end` are places in the page's runs: all that stands between is inside this element.
    """

    tag: str
    attributes: Mapping[str, str]
    parent: int
    first: int
    end: int

    def value(self, attribute: str) -> str:
        """An attribute's value; "" where it is not set."""
        return self.attributes.get(attribute, "")


@dataclass(frozen=True)
class Page:
    """A page: its elements in document order, and its runs of text, each with the place of the element it stands in."""

    elements: tuple[Element, ...] = field(repr=False)
    runs: tuple[tuple[int, str], ...] = field(repr=False)
    whole: bool
    """False: it was too long or too deep to be read to its end."""

    def words(self, element: Element) -> str:
        """The first WORDS_MOST characters of the text in an element, pictures by their alt left out; one clean line."""
        return clean_line("".join(self._pieces(element)))[:WORDS_MOST]

    def text_of(self, element: Element) -> str:
        """All the text in an element, as it stands."""
        return "".join(text for _, text in self.runs[element.first : element.end])

    def _pieces(self, element: Element) -> Iterator[str]:
        size = 0
        for _, text in self.runs[element.first : element.end]:
            yield text
            size += len(text)
            if size > 4 * WORDS_MOST:
                return

    def named(self, *tags: str) -> Iterator[tuple[int, Element]]:
        """Yield the elements of these tags with their places."""
        return ((place, each) for place, each in enumerate(self.elements) if each.tag in tags)

    @cached_property
    def by_tag(self) -> Mapping[str, Sequence[Element]]:
        """The elements of each tag, in the order of the page."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The names that a link within the page can lead to."""
        return frozenset(value for each in self.elements for value in (each.value("id"), each.value("name")))

    @cached_property
    def unseen(self) -> frozenset[int]:
        """The places of elements that no reader sees: what is in the head, and what is hidden where it stands."""
        found: set[int] = set()
        for place, element in enumerate(self.elements):
            if element.parent in found or element.tag in _UNSEEN or _is_hidden(element):
                found.add(place)
        return frozenset(found)


def read_page(html: str) -> Page:
    """Read HTML however broken it is; "" gives a page without elements."""
    text = _tame(html[:READ_MOST])
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return Page((), (), whole=not html.strip())
    too_deep = any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log)
    return _flat(root, whole=not too_deep and len(html) <= READ_MOST)


def without_padding(text: str) -> str:
    """Return text without the invisible characters that preheaders are filled up with, as one line."""
    return clean_line(_PADDING.sub(" ", text))


def _flat(root: lxml_html.HtmlElement, *, whole: bool) -> Page:
    opened: list[tuple[str, Mapping[str, str], int, int]] = []
    runs: list[tuple[int, str]] = []
    ends: dict[int, int] = {}
    above = [-1]
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            opened.append((str(node.tag).lower(), _attributes(node), above[-1], len(runs)))
            above.append(len(opened) - 1)
        else:
            ends[above.pop()] = len(runs)
        text = node.text if event == "start" else node.tail
        if text:
            runs.append((above[-1], text))
    elements = tuple(Element(*each, ends[place]) for place, each in enumerate(opened))
    return Page(elements, tuple(runs), whole)


def _attributes(node: etree._Element) -> Mapping[str, str]:
    return {str(name).lower(): str(value) for name, value in node.attrib.items()}


def _is_hidden(element: Element) -> bool:
    style = element.value("style").lower().replace(" ", "")
    return "hidden" in element.attributes or "display:none" in style or "visibility:hidden" in style


def _tame(html: str) -> str:
    """Return HTML without what makes the parser stop early or take its time."""
    html = _CONTROLS.sub(" ", _PAGE_ENDS.sub("", html))
    if any(len(part) > HUGE_TAG and part.find(">", 0, HUGE_TAG) < 0 for part in html.split("<")):
        return _HUGE_TAG.sub(_without_attributes, html)
    return html


def _without_attributes(tag: re.Match[str]) -> str:
    words = tag.group().split(None, ATTRIBUTES)
    return words[0] if len(words) > ATTRIBUTES else tag.group()

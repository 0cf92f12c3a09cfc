"""A page as an outline: its block elements in document order, and the paragraphs of text that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

_PHRASING = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small strike strong sub sup"
)
FORMATTING = tuple(f"{_PHRASING} tt u var wbr nobr ruby rb rt rp".split())
INLINE = frozenset((*FORMATTING, "a", "span", "label", "button", "time", "img", "input", "noindex", "hi", "ref"))
"""Elements that stand within a paragraph; `hi` and `ref` are trafilatura's own. All others part paragraphs."""
_BREAKS = frozenset(("br", "lb"))
_CELLS = frozenset(("td", "th", "cell"))
_WITHIN_BLOCKS = INLINE | _BREAKS | _CELLS
_FIELDS = frozenset(("text", "email"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WRITTEN = frozenset(("p", "li", "blockquote"))
WRAPPED = 50
"""The shortest line before a line break that the next one may go on."""
_SENTENCE_END = re.compile(r"[.!?…:。！？؟۔।][\"'”’»“)\]]{0,3}$")
_SENTENCE_END_CHARACTERS = 4

Suspicion = tuple[str, int]


class Node(NamedTuple):
    """A block element: the index of the one around it (-1: the root), its tag, and why it may be furniture."""

    parent: int
    tag: str
    suspicion: Suspicion | None


class Block(NamedTuple):
    """A paragraph: the index of its node, its tag, its text as one line, and how many characters of it are links."""

    node: int
    tag: str
    text: str
    links: int

    @property
    def link_share(self) -> float:
        """The part of the text that is links, 0.0 to 1.0."""
        return self.links / len(self.text)


class Outline(NamedTuple):
    """The nodes of a tree, parents before children, and its blocks in reading order.

    What lies within a node are those behind it, as far as the index in `ends`. `pictures` and `inputs` are the nodes
    right in which an img or a field for text stands.
    """

    nodes: list[Node]
    ends: list[int]
    blocks: list[Block]
    pictures: set[int]
    inputs: set[int]

    def within(self, node: int) -> range:
        """Return a node and all nodes within it."""
        return range(node, self.ends[node])

    def per_node(self, values: Iterable[float]) -> list[float]:
        """Return for each node the sum of the values of the blocks right in it, given one for each block."""
        amounts = [0.0] * len(self.nodes)
        for block, value in zip(self.blocks, values, strict=True):
            amounts[block.node] += value
        return amounts

    def sums(self, amounts: Sequence[float]) -> list[float]:
        """Return for each node the sum of its own amount and those of all nodes within it."""
        before = [0.0, *accumulate(amounts)]
        return [before[end] - before[index] for index, end in enumerate(self.ends)]


def ends_sentence(text: str) -> bool:
    """Tell whether a line of folded white space ends with the mark of a sentence or a colon, maybe in quotation marks."""
    return bool(_SENTENCE_END.search(text[-_SENTENCE_END_CHARACTERS:]))


def outline(root: etree._Element, suspect: Callable[[etree._Element], Suspicion | None] = lambda _: None) -> Outline:
    """Return the outline of a tree; `suspect` says which elements may be furniture.

    White space is folded. A line break parts paragraphs where it follows the end of a sentence, a short line or another
    break; the cells of a table's row are one paragraph, but for those that have breaks within. Time and memory grow
    with the tree, whatever its depth.
    """
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.enter(element, suspect(element))
        else:
            walk.leave(element)
    return Outline(walk.nodes, walk.ends, walk.blocks, walk.pictures, walk.inputs)


class _Line(NamedTuple):
    """A line of a block: its text, how many characters of it are links, and whether it ends for its brevity."""

    text: str
    links: int
    parts: bool


_EMPTY = _Line("", 0, parts=True)


class _Walk:
    """The state of one pass over a tree."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.ends: list[int] = []
        self.blocks: list[Block] = []
        self.pictures: set[int] = set()
        self.inputs: set[int] = set()
        self._open: list[tuple[int, etree._Element]] = []
        self._anchors = 0
        self._line: list[str] = []
        self._links = 0
        self._lines: list[_Line] = []
        self._cell = 0
        self._broken = False

    def enter(self, element: etree._Element, suspicion: Suspicion | None) -> None:
        tag = str(element.tag)
        if suspicion or tag not in _WITHIN_BLOCKS:
            self._end_block()
            parent = self._open[-1][0] if self._open else -1
            self._open.append((len(self.nodes), element))
            self.nodes.append(Node(parent, tag, suspicion))
            self.ends.append(0)
        elif tag in _CELLS:
            self._cell, self._broken = len(self._lines), False
        if tag == "a":
            self._anchors += 1
        elif tag == "img" and self._open:
            self.pictures.add(self._open[-1][0])
        elif tag == "input" and self._open and element.get("type", "text") in _FIELDS:
            self.inputs.add(self._open[-1][0])
        if element.text:
            self._take(element.text)

    def leave(self, element: etree._Element) -> None:
        if element.tag == "a":
            self._anchors -= 1
        if self._open[-1][1] is element:
            self._end_block()
            self.ends[self._open.pop()[0]] = len(self.nodes)
        elif element.tag in _BREAKS:
            self._broken = True
            self._end_line(parts=bool(self._open) and self.nodes[self._open[-1][0]].tag not in _WRITTEN)
        elif element.tag in _CELLS:
            self._end_cell()
        if element.tail and self._open:
            self._take(element.tail)

    def _take(self, text: str) -> None:
        if not self._line and text.isspace():
            return
        self._line.append(text)
        if self._anchors:
            self._links += len(text)

    def _end_line(self, *, parts: bool = False) -> None:
        text = " ".join("".join(self._line).split())
        self._lines.append(_Line(text, self._links, parts and len(text) < WRAPPED))
        self._line.clear()
        self._links = 0

    def _end_cell(self) -> None:
        if self._line:
            self._end_line()
        if self._broken:  # a cell of a page that is laid out with tables
            self._lines.insert(self._cell, _EMPTY)
            self._lines.append(_EMPTY)
            self._broken = False

    def _end_block(self) -> None:
        if self._line or self._lines:
            self._end_line()
            node = self._open[-1][0]
            tag = self.nodes[node].tag
            for text, links in _paragraphs(self._lines, whole=tag in HEADINGS):
                self.blocks.append(Block(node, tag, text, min(links, len(text))))
            self._lines.clear()


def _paragraphs(lines: list[_Line], *, whole: bool) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs that lines make, with their links; a heading is one whatever its lines."""
    if len(lines) == 1:  # as nearly always
        yield lines[0].text, lines[0].links
        return
    texts: list[str] = []
    links = 0
    for line in [*lines, _EMPTY]:
        if line.text:
            texts.append(line.text)
            links += line.links
        ended = line is _EMPTY if whole else not line.text or line.parts or ends_sentence(line.text)
        if texts and ended:
            yield " ".join(texts), links
            texts, links = [], 0

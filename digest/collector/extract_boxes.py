"""Boxes within an article that are no part of it: teasers, captions, sign-up forms.

Each is known by what it holds beside a few words: the linked headline of another story, a picture, a field to fill in.
The box is the largest element around that thing that holds nothing more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from digest.collector.extract_outline import HEADINGS, Block, Outline, ends_sentence
from digest.collector.extract_weight import weigh_alone

HEADLINE_WORDS = 4
"""The fewest words of a headline; shorter linked headings name a section."""
PICTURES = 3
"""The most pictures with a line below them; where there are more the page is a list of pictured things."""
_LISTED = HEADINGS | {"li", "dt", "dd"}


class Limits(NamedTuple):
    """The most text of a box in characters, and the most paragraphs of it.

    `share` is the most of an article's text that boxes of the kind hold: an article with more is made of such boxes.
    """

    characters: int
    blocks: int
    share: float


TEASER, FORM, CAPTION = Limits(500, 4, 0.3), Limits(500, 5, 0.3), Limits(300, 2, 0.2)


def boxes(page: Outline, body: range) -> set[int]:
    """Return the nodes among `body`, the first of which holds all the others, that are such boxes or lie in one."""
    sizes = page.sums(page.per_node(float(len(block.text)) for block in page.blocks))
    counts = page.sums(page.per_node([1.0] * len(page.blocks)))
    items = page.sums(page.per_node(float(block.tag in _LISTED) for block in page.blocks))
    headlines = {block.node for block in page.blocks if _is_headline(block)}
    written = {block.node for block in page.blocks if block.tag == "p" or block.tag in HEADINGS}
    found = _below_pictures(page)
    for marks, limits in ((headlines, TEASER), (page.inputs, FORM), (page.pictures - written, CAPTION)):
        things = [mark for mark in marks if mark in body]
        if not things:
            continue
        most = min(limits.characters, sizes[body[0]] / 2)
        small = {index for index in body[1:] if sizes[index] <= most and counts[index] <= limits.blocks}
        if limits is CAPTION:  # a heading or an item with a picture is a thing of a list
            small = {index for index in small if not items[index]}
        around = _around(page, body, small)
        held = {around[thing] for thing in things if around[thing] in small}
        if sum(sizes[box] for box in held) <= limits.share * sizes[body[0]]:
            found |= held
    for index in body:
        if page.nodes[index].parent in found:
            found.add(index)
    return found


def _below_pictures(page: Outline) -> set[int]:
    """Return the paragraphs right below a picture that are no sentences."""
    pictures = sorted(page.pictures)
    nodes = [-1, *(block.node for block in page.blocks)]
    found = {
        block.node
        for before, block in zip(nodes, page.blocks, strict=False)
        if block.tag == "p" and weigh_alone(block) <= 0 and not ends_sentence(block.text)
        if bisect_right(pictures, before) < bisect_left(pictures, block.node)
    }
    return found if len(found) <= PICTURES else set()


def _around(page: Outline, body: range, small: set[int]) -> dict[int, int]:
    """Return for each node of the body the outermost small node that it lies in; itself where it lies in none."""
    around: dict[int, int] = {}
    for index in body:
        parent = page.nodes[index].parent
        around[index] = around[parent] if parent in small else index
    return around


def _is_headline(block: Block) -> bool:
    return block.tag in HEADINGS and block.link_share > 0.8 and len(block.text.split()) >= HEADLINE_WORDS

"""Teasers within an article: small boxes that hold the linked headline of another story and a few words of it."""

from __future__ import annotations

from collections.abc import Sequence

from digest.collector.extract_outline import Block, Outline
from digest.collector.extract_weight import HEADINGS
from digest.collector.prune import subtree_sums

CARD_CHARACTERS, CARD_BLOCKS = 500, 4
"""The most text of a teaser, and the most paragraphs of it, its headline among them."""
HEADLINE_WORDS = 4
"""The fewest words of a headline; shorter linked headings name a section."""


def cards(page: Outline, core: Sequence[int]) -> set[int]:
    """Return the nodes among `core`, the first of which holds all the others, that are teasers or lie in one."""
    sizes, counts = [0.0] * len(page.nodes), [0.0] * len(page.nodes)
    for block in page.blocks:
        sizes[block.node] += len(block.text)
        counts[block.node] += 1
    sizes, counts = subtree_sums(page.nodes, sizes), subtree_sums(page.nodes, counts)
    small = {index for index in core[1:] if sizes[index] <= CARD_CHARACTERS and counts[index] <= CARD_BLOCKS}
    found: set[int] = set()
    for block in page.blocks:
        if block.node in small and _is_headline(block):
            box = block.node
            while page.nodes[box].parent in small:
                box = page.nodes[box].parent
            if counts[box] > 1:
                found.add(box)
    for index in core:
        if page.nodes[index].parent in found:
            found.add(index)
    return found


def _is_headline(block: Block) -> bool:
    return block.tag in HEADINGS and block.link_share > 0.8 and len(block.text.split()) >= HEADLINE_WORDS

"""The first reading: the part of a page whose running text outweighs its scraps the most."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from digest.collector.extract_boxes import boxes
from digest.collector.extract_outline import FORMATTING, Block, Outline, outline
from digest.collector.extract_weight import weigh
from digest.collector.prune import pruned, suspect

CORE = 0.85
"""The part of the body's prose that its core holds; what stands behind the core is not the article."""
DEKS = 2
"""The most paragraphs between a headline and a body that does not hold it."""
HEADER = 0.1
"""The most of the prose that stands before the headline and is dropped with it."""
_NOT_TEXT = "script style svg iframe template select object link meta head textarea video audio canvas map rt rp"


def strip_page(root: etree._Element) -> None:
    """Take out of a tree what holds no text to read, and the marks of formatting (their text stays)."""
    etree.strip_elements(root, *_NOT_TEXT.split(), with_tail=False)
    for quotation in root.iter("q"):  # a browser prints marks around it
        quotation.text = f"“{quotation.text or ''}"
        quotation.tail = f"”{quotation.tail or ''}"
    etree.strip_tags(root, *FORMATTING)


def body_blocks(root: etree._Element) -> list[Block]:
    """Return the paragraphs of the article on a stripped page, links among them, as far as its structure tells them."""
    page = outline(root, suspect)
    weights = weigh(page.blocks)
    gone = pruned(page, page.per_node(max(weight, 0.0) for weight in weights))
    kept = [0.0 if gone[block.node] else weight for block, weight in zip(page.blocks, weights, strict=True)]
    # Of equals the outermost: max takes the first, and parents come before children.
    sums = page.sums(page.per_node(kept))
    top = max(range(len(sums)), key=sums.__getitem__)
    core = _core(page, top, [max(weight, 0.0) for weight in kept])
    teasers = boxes(page, page.within(top))
    inside = range(top, page.ends[core])
    body = [
        block for block in page.blocks if block.node in inside and not gone[block.node] and block.node not in teasers
    ]
    return _deks(page, top, kept) + _after_title(body)


def _core(page: Outline, top: int, prose: Sequence[float]) -> int:
    """Return the innermost node that holds CORE of the prose within `top`, in two paragraphs."""
    sums = page.sums(page.per_node(prose))
    counts = page.sums(page.per_node(float(amount > 0) for amount in prose))
    core = top
    for index in page.within(top):
        if page.nodes[index].parent == core and counts[index] > 1 and sums[index] >= CORE * sums[top]:
            core = index
    return core


def _deks(page: Outline, top: int, kept: Sequence[float]) -> list[Block]:
    """Return the running text between the headline and the body, where the headline stands before the body."""
    start = next((index for index, block in enumerate(page.blocks) if block.node >= top), 0)
    title = max((index for index, block in enumerate(page.blocks[:start]) if block.tag == "h1"), default=start)
    found = [page.blocks[index] for index in range(title + 1, start) if kept[index] > 0]
    return found if len(found) <= DEKS else []


def _after_title(blocks: list[Block]) -> list[Block]:
    """Drop the headline and what stands before it, unless that holds more than HEADER of the prose.

    Where there are several h1 they are headings of sections, and running text before the first one is the article's.
    """
    titles = [index for index, block in enumerate(blocks) if block.tag == "h1"]
    weights = [max(weight, 0.0) for weight in weigh(blocks)]
    before = sum(weights[: titles[0]]) if titles else 0.0
    if not titles or before > (HEADER * sum(weights) if len(titles) == 1 else 0.0):
        return blocks
    return blocks[titles[0] + 1 :]

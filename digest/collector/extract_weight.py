"""What a paragraph says for or against its surroundings being the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.collector.extract_outline import HEADINGS, Block

PROSE_CHARACTERS = 60
"""The shortest paragraph that counts as running text; it must have a mark of a sentence, too."""
LINKED = 0.6
"""The part of a paragraph that is links from which on it is no text."""
_HEADLINE_CHARACTERS, _EXCERPT_CHARACTERS, _CUT_CHARACTERS = 20, 200, 400
_SENTENCE_MARK = re.compile("[.,?!。，؟،।]")


def weigh(blocks: Sequence[Block]) -> list[float]:
    """Return the weight of each paragraph: its length where it is running text, negative where it is a scrap.

    The words under a linked headline weigh nothing, for they may be another story's.
    """
    weights = [weigh_alone(block) for block in blocks]
    for index in range(1, len(blocks)):
        before, block = blocks[index - 1], blocks[index]
        under_link = before.link_share > 0.8 and len(before.text) > _HEADLINE_CHARACTERS
        if under_link and len(block.text) < _EXCERPT_CHARACTERS:
            weights[index] = min(weights[index], 0.0)
    return weights


def weigh_alone(block: Block) -> float:
    """Return the weight of a paragraph whatever stands before it."""
    size = len(block.text)
    if block.link_share > 0.5:
        return -20 - min(size, 100) / 2
    if block.tag in HEADINGS:
        return 0.0
    if size >= PROSE_CHARACTERS and not _is_cut(block.text) and _SENTENCE_MARK.search(block.text):
        return size * (1 - 2 * block.link_share)
    return 0.0 if block.tag == "tr" else -5.0


def _is_cut(text: str) -> bool:
    """Tell whether a text is an excerpt that a list of stories has cut."""
    return len(text) < _CUT_CHARACTERS and text.endswith(("...", "…", "[…]", "[...]"))

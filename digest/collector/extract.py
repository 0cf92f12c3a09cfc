"""The paragraphs of the article on a page: our own reading, and a vote among several where nobody confirms it."""

from __future__ import annotations

from lxml import etree

from digest.collector.extract_body import body_blocks, strip_page
from digest.collector.extract_jury import (
    agreement,
    hear,
    medoid,
    readability_blocks,
    resiliparse_text,
    shingles,
    trafilatura_blocks,
)
from digest.collector.extract_outline import Block
from digest.collector.extract_weight import LINKED

AGREEMENT = 0.85
"""The agreement with another reader from which on our own reading stands."""
NEAR, CLEAR = 0.8, 0.95
"""The agreement with the first reader that the second must beat to cast doubt on ours, and that of both which outvotes ours.

Only where they leave out what ours has: two that have more may have taken in the same furniture.
"""
JURY_CHARACTERS = 1_500_000
"""The largest stripped page that other readers see: their time is not linear in the input."""


def article_blocks(root: etree._Element) -> list[Block]:
    """Return the paragraphs of the article on a page, furniture in plain paragraphs still among them.

    Strips the tree of what is no text. Other readers are asked one after the other, the quickest first, until one
    agrees with our own reading or two agree against it. Five pages in six need the first of them only.
    """
    strip_page(root)
    own = body_blocks(root)
    source = etree.tostring(root, encoding="unicode", method="html")
    return own if len(source) > JURY_CHARACTERS else _verdict(own, source)


def _verdict(own: list[Block], source: str) -> list[Block]:
    """Return the reading that the others bear out. The quickest is a witness: it gives no paragraphs to choose."""
    ours, witness = shingles(_text(own)), shingles(resiliparse_text(source))
    backing = agreement(ours, witness)
    if backing >= AGREEMENT:
        return own
    other = hear(trafilatura_blocks, source)
    theirs = shingles(_text(other))
    against = agreement(theirs, witness)
    if agreement(ours, theirs) >= AGREEMENT or backing >= max(NEAR, against):
        return own
    outvoted = against >= CLEAR and len(theirs) <= len(ours)
    return other if outvoted else _vote(own, other, source)


def _vote(own: list[Block], other: list[Block], source: str) -> list[Block]:
    """Return our own reading if a third one confirms it, else of all three the one that agrees most with the others."""
    readings = [own, other, hear(readability_blocks, source)]
    votes = [shingles(_text(reading)) for reading in readings]
    return own if agreement(votes[0], votes[2]) >= AGREEMENT else readings[medoid(votes)]


def _text(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if block.link_share <= LINKED)

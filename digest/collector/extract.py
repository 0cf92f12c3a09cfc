"""The paragraphs of the article on a page: our own reading, and a vote among several where nobody confirms it."""

from __future__ import annotations

from lxml import etree

from digest.collector.extract_body import body_blocks, strip_page
from digest.collector.extract_jury import JURORS, agreement, hear, medoid, resiliparse_text, shingles
from digest.collector.extract_outline import Block
from digest.collector.extract_weight import LINKED

AGREEMENT = 0.85
"""The agreement with another reader from which on our own reading stands."""
JURY_CHARACTERS = 1_500_000
"""The largest stripped page that other readers see: their time is not linear in the input."""


def article_blocks(root: etree._Element) -> list[Block]:
    """Return the paragraphs of the article on a page, furniture in plain paragraphs still among them.

    Strips the tree of what is no text. Other readers are asked one after the other, the quickest first, until one
    agrees with our own reading; where none does, the reading that agrees most with the others is taken. Five pages in
    six need the first of them only.
    """
    strip_page(root)
    own = body_blocks(root)
    source = etree.tostring(root, encoding="unicode", method="html")
    words = shingles(_text(own))
    if len(source) > JURY_CHARACTERS or agreement(words, shingles(resiliparse_text(source))) >= AGREEMENT:
        return own
    readings, votes = [own], [words]
    for juror in JURORS:
        readings.append(hear(juror, source))
        votes.append(shingles(_text(readings[-1])))
        if agreement(words, votes[-1]) >= AGREEMENT:
            return own
    return readings[medoid(votes)]


def _text(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if block.link_share <= LINKED)

"""Other readings of a page, by libraries that work on other principles, and how far two readings agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import html as lxml_html

from digest.collector.extract_outline import Block, outline

SHINGLE = 4
"""Words in a row that must be the same to count as agreement."""
_WORD = re.compile(r"\w+")

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Return the hashes of the different runs of SHINGLE words of a text; a shorter text is one run."""
    words = _WORD.findall(text)
    if len(words) < SHINGLE:
        return frozenset([hash(tuple(words))] if words else [])
    return frozenset(map(hash, zip(*(words[start:] for start in range(SHINGLE)), strict=False)))


def agreement(first: Shingles, second: Shingles) -> float:
    """Return how far two readings agree, 0.0 to 1.0: the F1 of their shingles; two empty ones agree."""
    size = len(first) + len(second)
    return 2 * len(first & second) / size if size else 1.0


def medoid(readings: Sequence[Shingles]) -> int:
    """Return the index of the reading that agrees most with the others, the first of equals."""
    return max(
        range(len(readings)),
        key=lambda index: sum(agreement(readings[index], other) for other in readings),
    )


def resiliparse_text(source: str) -> str:
    """Return the main text of a page as Resiliparse reads it: by rules on tags and class names, in 2 ms."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  (0.1 s to load)

    found: str = extract_plain_text(
        source, main_content=True, alt_texts=False, list_bullets=False, comments=False, post_meta=False
    )
    return found


def trafilatura_blocks(source: str) -> list[Block]:
    """Return the paragraphs of a page as trafilatura reads it: by path patterns, without the readers that it falls back on."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (0.3 s to load)
    from trafilatura.settings import Document  # noqa: PLC0415

    found = bare_extraction(source, include_comments=False, favor_recall=True, fast=True)
    return outline(found.body).blocks if isinstance(found, Document) and found.body is not None else []


def readability_blocks(source: str) -> list[Block]:
    """Return the paragraphs of a page as Readability reads it: by scores that paragraphs give to their parents."""
    from readability import Document  # noqa: PLC0415  (0.1 s to load)

    return outline(lxml_html.fromstring(Document(source).summary(html_partial=True))).blocks


def hear(juror: Callable[[str], list[Block]], source: str) -> list[Block]:
    """Return what another reader makes of a page; nothing where it fails."""
    try:
        return juror(source)
    except Exception:  # noqa: BLE001  (hostile markup makes them raise whatever their authors forgot)
        return []

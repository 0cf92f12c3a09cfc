"""Saved pages without markup: the plain text of a page, as a browser copies it, and the article in it.

Structure has to do what tags do on a page: blank lines part the blocks, the article is the run of prose, and what
stands before its first paragraph or behind its last is menu, caption, ticker, teaser and form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from digest.collector.extract_outline import Block
from digest.collector.extract_weight import weigh_alone
from digest.collector.furniture import Known, without_furniture
from digest.collector.furniture_credit import has_credit, split_credit
from digest.collector.furniture_phrases import fold
from digest.collector.page import Page, find_dateline, has_paragraph
from digest.collector.page_source import MAX_PAGE_BYTES, looks_like_html
from digest.errors import ArticleError
from digest.model.text import clean_line, clean_text

__all__ = ["looks_like_html", "read_dump"]

HEADLINE_WORDS = (4, 30)
"""The fewest and the most words of a line that may be the headline of a teaser."""
PROMOTION_WORDS = 20
"""Less running text than this, parted from the article by other furniture, is a promotion before it."""
_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟][\"'”’»“)\]]*$")


def read_dump(text: str, url: str) -> Page:  # noqa: ARG001  (the reader of saved HTML takes the same)
    """Return the article in the plain text of a page; its title is "", for the text does not tell which line it is.

    A caption before the article, known by the credit at its end, goes to `caption` and `credit`.

    Raises:
        ArticleError: the text is larger than MAX_PAGE_BYTES, or has no paragraph of PARAGRAPH_WORDS words.
    """
    if len(text) > MAX_PAGE_BYTES:
        raise ArticleError(f"the page is larger than {MAX_PAGE_BYTES // 1024 // 1024} MB")
    lines = list(_lines(clean_text(text)))
    kept = without_furniture([Block(0, "p", line, 0) for line in lines], Known())
    paragraphs = _article(_runs(lines, kept))
    body = "\n".join(paragraphs)
    if not has_paragraph(body):
        raise ArticleError("the page has no paragraph of text")
    caption, credit = _caption(lines[: lines.index(paragraphs[0])])
    return Page(title="", text=body, dateline=find_dateline(body), caption=caption, credit=credit)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a page that may be the article's: all but teasers, a headline with a paragraph right under it."""
    lines = [clean_line(line) for line in text.split("\n")]
    blocks = [list(block) for filled, block in groupby(lines, key=bool) if filled]
    spaced = 2 * sum(len(block) == 1 for block in blocks) >= len(blocks)
    for block in blocks:
        if not (spaced and len(block) > 1 and _is_headline(block[0]) and _is_prose(block[1])):
            yield from block


def _is_headline(line: str) -> bool:
    fewest, most = HEADLINE_WORDS
    return fewest <= len(line.split()) <= most and not _SENTENCE_END.search(line)


def _runs(lines: Sequence[str], kept: Sequence[str]) -> list[list[str]]:
    """Return the lines that were kept, parted where others stood between them."""
    runs: list[list[str]] = [[]]
    waiting = iter(kept)
    wanted = next(waiting, None)
    for line in lines:
        if line == wanted:
            runs[-1].append(line)
            wanted = next(waiting, None)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _article(runs: list[list[str]]) -> list[str]:
    """Return the lines from the first paragraph of running text to the last, a promotion before the article left out."""
    while len(runs) > 1 and sum(len(line.split()) for line in runs[0] if _is_prose(line)) < PROMOTION_WORDS:
        runs = runs[1:]
    lines = [line for run in runs for line in run]
    prose = [index for index, line in enumerate(lines) if _is_prose(line)]
    return lines[prose[0] : prose[-1] + 1] if prose else lines


def _is_prose(line: str) -> bool:
    return weigh_alone(Block(0, "p", line, 0)) > 0


def _caption(lines: Iterable[str]) -> tuple[str, str]:
    captions = (line for line in lines if has_credit(line, frozenset(fold(line))))
    return split_credit(next(captions, ""))

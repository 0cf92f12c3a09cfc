"""The brief: what a digest may print of an article, its lede and its most salient quotes."""

from __future__ import annotations

from digest.errors import ArticleError
from digest.model import Article, Brief, Passage
from digest.summariser.lede import find_lede
from digest.summariser.quotes import find_quotes
from digest.summariser.salience import rank_quotes

MAX_QUOTES = 8
"""How many quotes a brief keeps: more than any issue prints of one story."""


def make_brief(article: Article) -> Brief:
    """Return an article in brief: its lede (None where no sentence can stand alone) and up to MAX_QUOTES quotes, ranked.

    Raises:
        ArticleError: the article has no text at all.
    """
    if not article.text.strip():
        raise ArticleError("the article has no text")
    lede = _lede(article)
    return Brief(article.entry, lede, rank_quotes(article, find_quotes(article), lede)[:MAX_QUOTES])


def _lede(article: Article) -> Passage | None:
    try:
        return find_lede(article)
    except ArticleError:
        return None

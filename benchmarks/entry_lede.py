"""The lede as a plain function of title and text, so that any scorer can be pointed at it."""

from __future__ import annotations

from digest.errors import ArticleError
from digest.model import Article, Entry
from digest.summariser.lede import find_lede as lede_of


def find_lede(title: str, text: str) -> str:
    """Return the lede of a plain text, or "" where no sentence fits."""
    article = Article(Entry(source="", guid="", url="", headline=title), text)
    try:
        return lede_of(article).text
    except ArticleError:
        return ""

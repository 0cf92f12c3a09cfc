"""Which topic an article belongs to, by the editor's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.model import Article, Topic

TOPIC_CHARACTERS = 600
"""How much of an article's text is searched for a topic's words: what it is about stands at its head."""


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words and phrases, case folded; a final `*` leaves the end of the word open."""
    parts = []
    for word in words:
        stem, prefix = word.casefold().removesuffix("*"), word.endswith("*")
        parts.append(r"\s+".join(map(re.escape, stem.split())) + (r"\w*" if prefix else r"(?!\w)"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")


def _has_word(words: tuple[str, ...], text: str) -> bool:
    return bool(words) and _pattern(words).search(text) is not None


def _searched(article: Article) -> str:
    entry = article.entry
    return "\n".join((entry.headline, entry.dek, article.text[:TOPIC_CHARACTERS])).casefold()


def _has_category(topic: Topic, article: Article) -> bool:
    theirs = {name.casefold() for name in (*article.entry.categories, article.section)}
    return any(name.casefold() in theirs for name in topic.categories)


def match(topic: Topic, article: Article) -> str:
    """Return why an article belongs to a topic, in a few words, or "" where it does not.

    Words are looked for in the headline, the dek and the first TOPIC_CHARACTERS of the text.
    """
    text = _searched(article)
    if _has_word(topic.exclude, text):
        return ""
    if not (topic.include or topic.categories or topic.sources):
        return "everything"
    if topic.include and (found := _pattern(topic.include).search(text)):
        return f"“{found.group()}”"
    if _has_category(topic, article):
        return "category"
    return "source" if article.entry.source in topic.sources else ""


def first_match(topics: Sequence[Topic], article: Article) -> tuple[Topic, str] | None:
    """Return the first topic that an article belongs to and why; None where it belongs to none."""
    for topic in topics:
        if why := match(topic, article):
            return topic, why
    return None

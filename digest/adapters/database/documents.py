"""Articles and briefs as rows. A brief is stored as offsets alone: its words are lifted from the text on reading.

So that a stored quotation can never differ from the article it quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from digest.errors import ArticleError, StoreError
from digest.model import Article, Brief, Entry, Image, PageMark, Passage, Quote, TextOrigin

BRIEF_RULES = 1
"""The version of the rules by which briefs are cut. Raise it with them: older rows can then be found and cut anew."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""U+0000, which PostgreSQL refuses in text, and lone surrogates, which UTF-8 has no bytes for."""

Document = dict[str, Any]


def write_words(article: Article, brief: Brief) -> Document:
    """Return the columns document, text, brief and rules.

    Raises:
        ArticleError: the brief quotes what the article does not say, or no database can hold a character of it.
    """
    document = asdict(article, dict_factory=_plain)
    text = document.pop("text")
    if _UNSTORABLE.search(text) or _UNSTORABLE.search(json.dumps(document, ensure_ascii=False)):
        raise ArticleError(f"{article.entry.url!a}: it has characters that cannot be stored (U+0000 or half a pair)")
    for passage in _passages(brief):
        _require_verbatim(article, passage)
    return {"document": document, "text": text, "brief": _write_brief(brief), "rules": BRIEF_RULES}


def _plain(pairs: list[tuple[str, Any]]) -> Document:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in pairs}


def _passages(brief: Brief) -> Iterator[Passage]:
    if brief.lede:
        yield brief.lede
    for quote in brief.quotes:
        yield from quote.words
        yield from (passage for passage in (quote.mention, quote.cue) if passage)


def _require_verbatim(article: Article, passage: Passage) -> None:
    if article.text[passage.start : passage.end] != passage.text or not 0 <= passage.start < passage.end:
        raise ArticleError(f"{article.entry.url}: its brief is not in its text at {passage.start}:{passage.end}")


def _write_brief(brief: Brief) -> Document:
    quotes = [_write_quote(quote) for quote in brief.quotes]
    return {"lede": _span(brief.lede), "quotes": quotes, "chosen_by": brief.chosen_by}


def _write_quote(quote: Quote) -> Document:
    return {
        "words": [_span(passage) for passage in quote.words],
        "speaker": quote.speaker,
        "role": quote.role,
        "mention": _span(quote.mention),
        "cue": _span(quote.cue),
        "confidence": quote.confidence,
    }


def _span(passage: Passage | None) -> tuple[int, int] | None:
    return (passage.start, passage.end) if passage else None


def read_words(row: RowMapping) -> tuple[Article, Brief]:
    """Return the article and the brief of a row.

    Raises:
        StoreError: the row was changed by another hand, and its offsets no longer fit its text.
    """
    article = _read_article(row["document"], row["text"])
    try:
        return article, _read_brief(article, row["brief"])
    except ValueError as error:
        raise StoreError(f"article {row['id']} ({row['url']}) is damaged: {error}; delete its brief") from error


def _read_article(document: Document, text: str) -> Article:
    read = {
        "image": _read_image(document["image"]),
        "origin": TextOrigin(document["origin"]),
        "corrections": tuple(document.get("corrections", ())),  # rows from before notes were kept have none
        "mark": PageMark(**mark) if (mark := document.get("mark")) else None,  # nor marks
    }
    return Article(**{**document, **read, "entry": _read_entry(document["entry"]), "text": text})


def _read_entry(document: Document) -> Entry:
    times = {key: datetime.fromisoformat(document[key]) for key in ("published", "updated") if document[key]}
    read = {"image": _read_image(document["image"]), "categories": tuple(document["categories"])}
    return Entry(**{**document, **times, **read})


def _read_image(document: Document | None) -> Image | None:
    return Image(**document) if document else None


def _read_brief(article: Article, document: Document) -> Brief:
    return Brief(
        entry=article.entry,
        lede=_lift(article, document["lede"]),
        quotes=tuple(_read_quote(article, quote) for quote in document["quotes"]),
        chosen_by=document.get("chosen_by", ""),  # rows from before models could choose have none
    )


def _read_quote(article: Article, document: Document) -> Quote:
    words = tuple(article.lift(start, end) for start, end in document["words"])
    read = {"words": words, "mention": _lift(article, document["mention"]), "cue": _lift(article, document["cue"])}
    return Quote(**{**document, **read})


def _lift(article: Article, span: list[int] | None) -> Passage | None:
    return article.lift(*span) if span else None

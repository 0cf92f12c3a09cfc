"""Articles from entries and pages: who is believed about what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from digest.collector.corrections import notes_in
from digest.collector.page import Page, find_dateline, has_paragraph
from digest.errors import ArticleError
from digest.model import Article, Entry, Source, TextOrigin
from digest.model.text import clean_line

HEADLINE_CHARACTERS = 120
"""The longest headline that is made of a first sentence."""
_SENTENCE = re.compile(r".+?[.!?…。！？؟][\"'”’»)\]]*(?=\s|$)|.+")


def to_article(entry: Entry, page: Page) -> Article:
    """Return the article that an entry announces and its page holds.

    The entry's own headline, dates, author and categories are believed first, and the page fills what is missing; the
    picture and the language are the page's, or else the entry's. Of a page that tells only when it was changed, that is
    the date. What a rule of the site gave is believed before all of them: an editor wrote it.
    """
    entry = _overruled(entry, page)
    filled = replace(
        entry,
        headline=entry.headline or page.title or first_sentence(page.text),
        published=entry.published or page.published or page.modified,
        updated=entry.updated or page.modified,
    )
    return Article(
        entry=filled,
        text=page.text,
        byline=entry.author or page.byline,
        dateline=page.dateline,
        language=page.language or entry.language,
        image=page.image or entry.image,
        section=page.section or next(iter(entry.categories), ""),
        kind=page.kind,
        paywalled=page.paywalled,
        corrections=page.corrections,
    )


def _overruled(entry: Entry, page: Page) -> Entry:
    """Return the entry without what the rules of the site tell better."""
    return replace(
        entry,
        headline="" if page.has_ruled("title") else entry.headline,
        author="" if page.has_ruled("author") else entry.author,
        published=None if page.has_ruled("date") else entry.published,
    )


def from_feed(entry: Entry) -> Article:
    """Return the article that the feed itself gives: the entry's body, or else its dek.

    Raises:
        ArticleError: neither has a paragraph of PARAGRAPH_WORDS words.
    """
    text = next((text for text in (entry.body, entry.dek) if has_paragraph(text)), "")
    if not text:
        raise ArticleError("the feed gives no paragraph of text")
    return Article(
        entry=entry,
        text=text,
        byline=entry.author,
        dateline=find_dateline(text),
        language=entry.language,
        image=entry.image,
        section=next(iter(entry.categories), ""),
        origin=TextOrigin.FEED,
        corrections=notes_in(text.split("\n")),
    )


def entry_of(page: Page, source: Source, url: str, modified: datetime) -> Entry:
    """Return an entry for a saved page that no feed announces.

    Its headline is the page's title, or else the first sentence of the text; its date the page's own, or else
    `modified`; its link the page's canonical address, or else `url`, which is also its guid.
    """
    return Entry(
        source=source.id,
        guid=url,
        url=page.canonical or url,
        headline=page.title or first_sentence(page.text),
        published=page.published or page.modified or modified,
        updated=page.modified,
        author=page.byline,
        image=page.image,
        categories=(page.section,) if page.section else (),
        language=page.language or source.language,
    )


def first_sentence(text: str) -> str:
    """Return the first sentence of a text as a headline: at most HEADLINE_CHARACTERS, cut between words with an ellipsis."""
    paragraph = clean_line(text.partition("\n")[0])
    found = _SENTENCE.match(paragraph)
    sentence = found.group() if found else paragraph
    if len(sentence) <= HEADLINE_CHARACTERS:
        return sentence
    cut = sentence[:HEADLINE_CHARACTERS].rpartition(" ")[0] or sentence[: HEADLINE_CHARACTERS - 1]
    return f"{cut.rstrip(' ,;:–—-')}…"

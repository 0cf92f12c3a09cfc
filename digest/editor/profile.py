"""What a story is about, as a few sets of words: what two reports of one event have in common, whoever wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from digest.editor.capitals import Capital, cut_stem, find_capitals
from digest.editor.common_words import AFTER, COMMON
from digest.editor.numerals import numbers_in_words
from digest.editor.sketch import make_sketch
from digest.model import Candidate

TEXT_WORDS = 400
"""How much of a text is read for names and numbers: news puts first what matters most."""

NAMES_MOST = 60

DATELINE_LETTERS = 40
"""How far into a text a dateline may reach: its numbers are the desk's, not the event's."""

HEADLINE_START, TEXT_START = 3, 5
"""Words at the beginning that show whether a story is one of what came later."""

SAID_WORDS = 4
"""Words that two reports must quote in a row for it to be the same utterance."""

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_DATELINE = re.compile(rf"[^.!?\n]{{0,{DATELINE_LETTERS}}}? [–—-] ")


@dataclass(frozen=True, slots=True)
class Profile:
    """A candidate by its sets of words, all in stems; `names` keeps how they are printed.

    `names` is what is written with a capital in the midst of a sentence (in German every noun), `capitals` what is written so
    anywhere, `people` those right behind another one, `numbers` those of two digits and more or in words above twelve, `said`
    the runs of words that are quoted, `words` how long the text is, `after` how much it begins as a story of what came
    later, 0.0 to 1.0.
    """

    key: int
    language: str
    published: datetime
    names: dict[str, str]
    capitals: frozenset[str]
    people: frozenset[str]
    numbers: frozenset[str]
    said: frozenset[tuple[str, ...]]
    words: int
    sketch: bytes
    after: float


def make_profile(candidate: Candidate) -> Profile:
    """Return the profile of a candidate. A sketch that the store does not hold is made."""
    article = candidate.article
    entry, text = article.entry, _plain(article.text)
    language = (article.language or entry.language).casefold().replace("_", "-").split("-")[0]
    words = text.split()
    headline, read = _plain(entry.headline), " ".join(words[:TEXT_WORDS])
    capitals = list(find_capitals(f"{read} · {headline}", language, _common(language)))
    return Profile(
        candidate.key,
        language,
        min(entry.published or candidate.first_seen, candidate.first_seen),
        _names(capitals),
        frozenset(each.stem for each in capitals),
        frozenset(each.stem for each in capitals if each.follows),
        frozenset(_numbers(f"{headline} · {_undated(read)}", language)),
        frozenset(_said(candidate)),
        len(words),
        candidate.sketch or make_sketch(article.text),
        _after(headline, words, language),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(cut_stem(word, language) for word in COMMON.get(language, "").split())


def _names(capitals: Iterable[Capital]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in capitals:
        if each.inside and len(found) < NAMES_MOST:
            found.setdefault(each.stem, each.printed)
    return found


def _undated(text: str) -> str:
    return text[dateline.end() :] if (dateline := _DATELINE.match(text)) else text


def _numbers(text: str, language: str) -> Iterator[str]:
    yield from (word for word in _words(text) if word[0].isdigit() and len(word) > 1)
    yield from numbers_in_words(text, language)


def _after(headline: str, words: list[str], language: str) -> float:
    """Half for a headline, half for a text that begins with a word of what came later."""
    later = set(AFTER.get(language, "").split())
    beginnings = (_words(headline)[:HEADLINE_START], _words(" ".join(words[:TEXT_START])))
    return sum(not later.isdisjoint(beginning) for beginning in beginnings) / 2


def _said(candidate: Candidate) -> Iterator[tuple[str, ...]]:
    for quote in candidate.brief.quotes:
        words = _words(_plain(" ".join(passage.text for passage in quote.words)))
        for start in range(len(words) - SAID_WORDS + 1):
            yield tuple(words[start : start + SAID_WORDS])

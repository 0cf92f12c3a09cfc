"""What a story is about, as a few sets of words: what two reports of one event have in common, whoever wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from sys import intern

from digest.editor.common_words import AFTER, COMMON
from digest.editor.sketch import make_sketch
from digest.model import Candidate

HEAD_WORDS = 45
"""How much of the text stands beside the headline: a lede's length."""

TEXT_WORDS = 400
"""How much of a text is read for names and numbers: news puts first what matters most."""

NAMES_MOST = 60

STEM_LETTERS, SHORT_STEM, SHORT_WORD = 5, 4, 3
"""Words are cut to five letters, those of five to four: enough to see one word in its cases, in all languages alike.
Words of three letters and fewer say nothing."""

HEADLINE_START, TEXT_START = 3, 5
"""Words at the beginning that show whether a story is one of what came later."""

SAID_WORDS = 4
"""Words that two reports must quote in a row for it to be the same utterance."""

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_NAME = re.compile(r"(?<=[\w,;:»”’'«„“\"(] )[«„“\"]?([^\W\d_][\w’-]{2,})")


@dataclass(frozen=True, slots=True)
class Profile:
    """A candidate by its sets of words, all in stems; `names` and `numbers` keep how they are printed.

    `head` is headline and beginning, `names` what is written with a capital in the midst of a sentence (in German every noun),
    `numbers` those of two signs and more, `said` the runs of words that are quoted, `words` how long the text is, `after` how much it begins as a story of what came later, 0.0 to 1.0.
    """

    key: int
    language: str
    published: datetime
    head: frozenset[str]
    names: dict[str, str]
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
    return Profile(
        candidate.key,
        language,
        min(entry.published or candidate.first_seen, candidate.first_seen),
        frozenset(
            set(_stems(f"{headline} {' '.join(words[:HEAD_WORDS])}", language))
        ),  # a copy has no room to grow: half the size
        _names(f"{read} · {headline}", language),
        frozenset(word for word in _words(f"{headline} {read}") if word[0].isdigit() and len(word) > 1),
        frozenset(_said(candidate)),
        len(words),
        candidate.sketch or make_sketch(article.text),
        _after(headline, words, language),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    cut = word if word[0].isdigit() else word[:STEM_LETTERS] if len(word) > STEM_LETTERS else word[:SHORT_STEM]
    return intern(cut)  # thousands of stories have it too, and hold it once


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(map(_stem, COMMON.get(language, "").split()))


def _stems(text: str, language: str) -> Iterator[str]:
    for word in _words(text):
        if word[0].isdigit() or (len(word) > SHORT_WORD and _stem(word) not in _common(language)):
            yield _stem(word)


def _names(text: str, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _NAME.finditer(text):
        name = match[1]
        stem = _stem(name.casefold())
        if name[0].isupper() and stem not in _common(language) and len(found) < NAMES_MOST:
            found.setdefault(stem, intern(name))
    return found


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

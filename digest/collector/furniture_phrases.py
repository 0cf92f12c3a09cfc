"""The phrases by which furniture is known, per language, from the data files in `furniture/`.

Each list of a file is used by one rule of `furniture_line`; the head of `furniture/en.toml` says how they are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

LANGUAGES = ("de", "en", "es", "fr", "pl", "ru", "uk")
_WORD = re.compile(r"[^\W_]+(?:['.+@&-][^\W_]+)*")
_APOSTROPHES = "’‘ʼ´`"


def fold(text: str) -> list[str]:
    """Return the words of a line in small letters, without punctuation and with straight apostrophes."""
    folded = text.casefold().replace("ё", "е")
    for mark in _APOSTROPHES:
        folded = folded.replace(mark, "'")
    return _WORD.findall(folded)


class Stems(NamedTuple):
    """Words, and beginnings of words."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def count(self, words: frozenset[str]) -> int:
        """Return how many different words of a line are among these."""
        return sum(word in self.words or word.startswith(self.stems) for word in words)


class Phrases(NamedTuple):
    """What furniture says. The tuples hold openings, each with a space after it; the sets hold whole phrases.

    The marks are those phrases that may stand anywhere, by their longest word: most lines have none of these words.
    """

    labels: frozenset[str]
    leads: frozenset[str]
    openers: tuple[str, ...]
    marks: Mapping[str, tuple[str, ...]]
    tails: frozenset[str]
    tails_of: tuple[str, ...]
    ends: frozenset[str]
    bylines: tuple[str, ...]
    stamps: tuple[str, ...]
    dates: frozenset[str]
    asks: tuple[str, ...]
    causes: Stems
    networks: Stems
    offers: Stems
    ours: frozenset[str]
    reader: frozenset[str]


@lru_cache(maxsize=len(LANGUAGES) + 1)
def phrases(language: str) -> Phrases:
    """Return the phrases of a language and of English, which is on pages of all languages; of all where it is unknown."""
    codes = {language, "en"} if language in LANGUAGES else LANGUAGES
    return _compile([_read(code) for code in sorted(codes)])


def _read(code: str) -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("furniture", f"{code}.toml").read_text("utf-8"))


def _compile(lists: list[dict[str, list[str]]]) -> Phrases:
    def folded(key: str) -> list[str]:
        return sorted({" ".join(fold(phrase)) for one in lists for phrase in one[key]})

    def openings(key: str) -> tuple[str, ...]:
        return tuple(f"{phrase} " for phrase in folded(key))

    def stems(key: str) -> Stems:
        words = [word for one in lists for word in one[key]]
        return Stems(frozenset(words), tuple(word[:-1] for word in words if word.endswith("*")))

    return Phrases(
        labels=frozenset(folded("labels")),
        leads=frozenset(folded("leads")),
        openers=openings("openers"),
        marks=_by_longest_word(folded("marks")),
        tails=frozenset(folded("tails")),
        tails_of=openings("tails_of"),
        ends=frozenset(folded("ends")),
        bylines=openings("bylines"),
        stamps=openings("stamps"),
        dates=frozenset(folded("dates")),
        asks=openings("asks"),
        causes=stems("causes"),
        networks=stems("networks"),
        offers=stems("offers"),
        ours=frozenset(folded("ours")),
        reader=frozenset(folded("reader")),
    )


def _by_longest_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        word = max(phrase.split(), key=len)
        found[word] = (*found.get(word, ()), f" {phrase} ")
    return found

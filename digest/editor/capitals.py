"""Words that a text writes with a capital: its names, wherever they stand, and which of them are people's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from digest.editor.words import words_of

STEM_LETTERS = 5
"""Stems are cut to so many letters: what a stemmer leaves of a name's cases is gone by then (Lipowiec, Lipowca)."""

_WORD = re.compile(r"((?<=[\w,;:»”’'«„“\"(–-] )[«„“\"(]?|(?<=[^\W\d_][-'’]))?([^\W\d_]{3,})")
"""A word, with a first group where it stands in the midst of a sentence or of another word (`d'Agrisel`, `Saint-Méron`)."""


@dataclass(frozen=True, slots=True)
class Capital:
    """A word with a capital: its stem, as it is printed, whether in the midst of a sentence, and whether right behind another."""

    stem: str
    printed: str
    inside: bool
    follows: bool


def find_capitals(text: str, language: str, common: Collection[str]) -> Iterator[Capital]:
    """Yield the capitalised words of three letters and more whose stems are not among the common ones, in their order.

    A word at the beginning of a sentence is yielded too: whether it is a name, only another text can tell.
    """
    end = -1
    for found in _WORD.finditer(text):
        if (word := found[2])[0].isupper():
            stem = cut_stem(word.casefold(), language)
            if stem not in common:
                yield Capital(stem, word, found[1] is not None, found.start(2) == end + 1 and text[end] == " ")
            end = found.end()


@lru_cache(maxsize=100_000)
def cut_stem(word: str, language: str) -> str:
    """Return the first STEM_LETTERS of the stem of a case-folded word."""
    stem = "".join(words_of(word, language).stems)[:STEM_LETTERS]
    return intern(stem)  # thousands of stories have it too, and hold it once

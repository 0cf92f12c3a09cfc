"""Words of a text: found, folded, and cut to their stems by their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from digest.editor.ukrainian import stem_ukrainian

# Scripts that set no space between words: each of their signs is a word, so that a phrase finds itself in a run of them.
_RUN_ON = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Marks that stand within words and that `\w` leaves out: accents, points of Hebrew and Arabic, vowel signs of India.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0980-\u0dff"
_WORD = re.compile(rf"[{_RUN_ON}]|(?:(?![{_RUN_ON}_])[\w{_MARKS}])+(?:['’ʼ](?:(?![{_RUN_ON}_])[\w{_MARKS}])+)*")
_ELIDED = re.compile(rf"[{_RUN_ON}]|(?:(?![{_RUN_ON}_])[\w{_MARKS}])+")
_ELIDING = frozenset({"fr", "it", "ca"})
"""Languages that write an article and its noun as one (`l’école`): there an apostrophe parts words."""

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

STEMMED_LANGUAGES = tuple(sorted({*_SNOWBALL, "uk"}))
"""Languages in which a word finds its other forms; in others it finds itself, and a `*` finds the rest."""

KNOWN_FORMS = 20_000
"""How many words of a language are remembered with their stems, those that were met last: nearly all that a day's news repeats."""

_POLISH = str.maketrans("ółśćńźż", "olscnzz")
"""What changes before Polish endings (szkoła, szkole, szkół)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its words: where each begins and ends, its folded form and its stem, side by side."""

    text: str
    spans: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    stems: tuple[str, ...]

    def cut(self, first: int, count: int) -> str:
        """Return `count` words from the `first` on as the text prints them."""
        return self.text[self.spans[first][0] : self.spans[first + count - 1][1]]


def words_of(text: str, language: str) -> Words:
    """Return the words of a text; `language` is a code (`en`, `pt-BR`; "" where it is not known)."""
    primary = language.partition("-")[0].lower()
    stem = _stemmer(primary)
    spans = tuple(_spans(text, primary))
    forms = tuple(fold(text[start:end]) for start, end in spans)
    return Words(text, spans, forms, tuple(stem(form) for form in forms))


def fold(word: str) -> str:
    """Return a word without regard to capitals, to the shape of its apostrophe and to how its accents are coded."""
    if word.isascii():
        return word.lower()
    return (
        unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold()).replace("’", "'").replace("ʼ", "'")
    )


def _spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    pattern = _ELIDED if language in _ELIDING else _WORD
    return (found.span() for found in pattern.finditer(text))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language; it remembers the words that it has met, because a newspaper repeats itself."""
    if language == "uk":
        return lru_cache(maxsize=KNOWN_FORMS)(stem_ukrainian)
    if language not in _SNOWBALL:
        return lambda form: form
    snowball = Stemmer.Stemmer(_SNOWBALL[language], 0)
    if language == "pl":
        return lru_cache(maxsize=KNOWN_FORMS)(lambda form: snowball.stemWord(form).translate(_POLISH))
    return lru_cache(maxsize=KNOWN_FORMS)(snowball.stemWord)

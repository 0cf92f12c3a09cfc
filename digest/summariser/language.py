"""What the summariser knows about a language: one frozen `Language` for each file in `languages/`.

A file is plain TOML that a speaker can write and read (docs/languages.md tells how). `und.toml` (BCP 47 for
"undetermined") holds what is true everywhere: every language builds on it, and a text in any other language gets it alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from digest.model import Article

UNDETERMINED = "und"

DETECTION_WORDS = 400
"""How many words of a text `detect_language` looks at."""

DETECTION_SHARE = 0.18
"""How many of those must be function words of one language, as a share; its running prose has 0.24 to 0.48."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words for splitting, detecting and skipping. All are lower-case; abbreviations lack their last stop.

    `common` are function words: they tell the language, and one of them with a capital tells that a sentence begins.
    `neighbours` are function words of languages like it that it does not have. `leaning` open a sentence that needs the
    one before it; `turning` one that turns from the set-up to the news. `abbreviations` never end a sentence, `numbered` only not before a number, `closing` and `clock` (the
    hour's "p.m.") may end one. `calendar` are months, days and time zones. `ordinals`: "3." is a third. `credits` name who made a picture. A line is furniture that begins with one of `opens` or
    has one of `holds` anywhere, with # for any number. `summaries` head the standing summary of a live blog.
    """

    code: str
    name: str = ""
    ordinals: bool = False
    common: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    summaries: frozenset[str] = frozenset()


_PLAIN = ("code", "name", "ordinals")
_WORD_LISTS = tuple(field.name for field in fields(Language) if field.name not in _PLAIN)


@cache
def language_codes() -> tuple[str, ...]:
    """Return the codes that have a file of their own, in alphabetical order; `und` is none of them."""
    names = (item.name for item in files(__package__).joinpath("languages").iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name != f"{UNDETERMINED}.toml"))


@cache
def load_language(code: str) -> Language:
    """Return the language of a BCP 47 tag ("en", "pt-BR"); a tag without a file gets the words true everywhere."""
    primary = code.replace("_", "-").partition("-")[0].lower()
    if primary not in language_codes():
        return _read(UNDETERMINED)
    own, everywhere = _read(primary), _read(UNDETERMINED)
    merged = {name: getattr(own, name) | getattr(everywhere, name) for name in _WORD_LISTS}
    return Language(own.code, own.name, own.ordinals, **merged)


@lru_cache(maxsize=16)
def detect_language(text: str) -> str:
    """Return the code of the language whose function words `text` holds most of, or "" where none has enough.

    A neighbour's function word counts twice against. The same text always gives the same answer; between two equal counts the alphabet decides.
    """
    words = Counter(map(str.lower, map(re.Match.group, islice(_WORD.finditer(text), DETECTION_WORDS))))
    counts = {code: _likeness(words, load_language(code)) for code in language_codes()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > DETECTION_SHARE * words.total() else ""


def _likeness(words: Counter[str], language: Language) -> int:
    own, foreign = words.keys() & language.common, words.keys() & language.neighbours
    return sum(words[word] for word in own) - 2 * sum(words[word] for word in foreign)


def language_of(article: Article) -> Language:
    """Return the language of an article: the one its words tell, else the one that it or its entry states.

    The words are asked first, as many a page states the language of its template. They cannot tell a language that has
    no file, so a tag without one is believed.
    """
    stated = article.language or article.entry.language
    if stated and load_language(stated).code == UNDETERMINED:
        return load_language(stated)
    return load_language(detect_language(article.text) or stated)


def _read(code: str) -> Language:
    source = files(__package__).joinpath("languages", f"{code}.toml").read_text("utf-8")
    table = tomllib.loads(source)
    lists = {name: frozenset(table.get(name, ())) for name in _WORD_LISTS}
    return Language(code, table["name"], table.get("ordinals", False), **lists)

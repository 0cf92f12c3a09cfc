"""Lines that stand in an article and are no part of it: bylines, stamps, notes, captions, share bars, sign-up lines.

Most give themselves away by their build (prose ends with a stop); the rest begin with or hold a phrase that the
language's file lists.
"""

from __future__ import annotations

import re
from functools import cache

from digest.model import Article
from digest.summariser.language import Language
from digest.summariser.prose import count_words

SHORT_LINE = 45
"""A line of more words is no furniture for a phrase that it holds somewhere."""

_LOOKED_AT = 400
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SPACE_BEFORE_COLON = re.compile(r"\s+(?=[:!?])")
_ENDED = re.compile(r"""[.!?…؟۔।॥。！？][\"'”’“»«›)\]」』\s]*\Z""")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_LAST_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’]?\s+")
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]\.?\s*\Z")
_CREDIT_WORDS = 12
_CREDIT_MARK = re.compile(r"[:/|©]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONG_WORD, _LONG_WORDS = 4, 5
_MARKS_MORE = 8
_NEVER = "(?!)"
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def is_furniture(line: str, article: Article, language: Language) -> bool:
    """Tell whether a line of an article is something other than its prose."""
    return (
        _is_known(line, article) or is_title(line, language) or has_phrase(line, language) or is_caption(line, language)
    )


def has_phrase(line: str, language: Language) -> bool:
    """Tell whether a line begins with, or is short and holds, a phrase that only furniture has."""
    if begins_with(line, language.opens) or _BRACKETED.fullmatch(line):
        return True
    return bool(_pattern(language.holds).search(_plain(line))) and count_words(line) <= SHORT_LINE


def begins_with(line: str, phrases: frozenset[str]) -> bool:
    """Tell whether a line begins with one of the phrases, whole words and any case."""
    return bool(_pattern(phrases, begins=True).match(_plain(line)))


def is_caption(line: str, language: Language) -> bool:
    """Tell whether a line ends with who made a picture: "... on Sunday. Photo: Agency" or "... (Name/Agency)"."""
    bracket = _LAST_BRACKET.search(line[-_LOOKED_AT:])
    tail = bracket.group(1) if bracket else _LAST_SENTENCE.split(line[-_LOOKED_AT:])[-1]
    words = _NAME.findall(tail.lower())
    credited = len(words) <= _CREDIT_WORDS and any(word in language.credits for word in words)
    return credited and (bool(bracket) or not is_prose(tail) or bool(_CREDIT_MARK.search(tail)))


def is_title(line: str, language: Language) -> bool:
    """Tell A Line Set as a Title: each word of four letters or more has a capital, and there are several."""
    long = [word for word in _NAME.findall(line[:_LOOKED_AT]) if len(word) >= _LONG_WORD]
    return len(long) >= _LONG_WORDS and all(word[0].isupper() or word in language.common for word in long)


def is_prose(line: str) -> bool:
    """Tell whether a line ends as prose does: with a stop and the marks that close behind it."""
    return bool(_ENDED.search(line[-_LOOKED_AT:]))


def is_summary_heading(line: str, language: Language) -> bool:
    """Tell whether a line heads the standing summary of a live blog."""
    return _plain(line).strip(" :.!?•-–—") in language.summaries


def _is_known(line: str, article: Article) -> bool:
    """Tell whether the article's own fields hold the line: its headline, its byline, its picture's caption or credit."""
    image = article.image
    fields = (article.entry.headline, article.byline, image.caption if image else "", image.credit if image else "")
    near = [field for field in fields if field and abs(len(field) - len(line)) <= _MARKS_MORE]
    return bool(near) and _bare(line) in map(_bare, near)


def _bare(line: str) -> str:
    """Return the letters of a line, so that it can be told again in another case or with other marks."""
    return _NOT_LETTERS.sub("", line[:_LOOKED_AT]).casefold()


def _plain(line: str) -> str:
    """Return the beginning of a line as phrases are written: small letters, # for numbers, straight apostrophes."""
    small = line[:_LOOKED_AT].strip().lower().replace("’", "'").replace("\u00a0", " ")
    return _SPACE_BEFORE_COLON.sub("", _NUMBER.sub("#", small))


@cache
def _pattern(phrases: frozenset[str], *, begins: bool = False) -> re.Pattern[str]:
    """Compile phrases into one pattern; where they begin a line they are whole words."""
    choice = "|".join(map(re.escape, sorted(phrases))) or _NEVER
    return re.compile(rf"[\"“„«‘']?(?:{choice})(?:(?<=\W)|\b)" if begins else choice)

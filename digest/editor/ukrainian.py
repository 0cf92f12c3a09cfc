"""Stems of Ukrainian words, for which there is no Snowball stemmer: endings are cut, and what changes before them is levelled.

Light on purpose: endings of nouns, adjectives and the past tense, as any school grammar has them. What it misses (село, сіл), a
prefix of the editor's own finds; what it takes for one (рік, ріка), an exact word tells apart.
"""

from __future__ import annotations

import re

_NOUNS = (
    "ові еві єві ами ями ах ях ам ям ом ем єм ою ею єю ів їв ей а я о е у ю и і ї ь й "
    "ія ії ію ією ій іям іями іях іє іїв"
)
_ADJECTIVES = "ий ій ого ього ому ьому им ім ої ьої их іх ими іми є"
_VERBS = "ав ала ало али ати яв яла яло яли яти ив ила ило или ити ував увала увало ували увати ють уть"
_ENDINGS = frozenset((*_NOUNS.split(), *_ADJECTIVES.split(), *_VERBS.split()))
_LONGEST = max(map(len, _ENDINGS))
_VOWEL = re.compile("[аеєиіїоуюя]")
_SHORTEST = 3
"""Letters that a stem keeps, one of them a vowel."""

_LONGER = frozenset({"ові", "еві", "єві"})
"""Endings that want a letter more: "голові" is a head, and no goal."""

_LEVELLED = (
    # харків, харкова: what is left of a place's name loses what its other cases hide
    (re.compile(r"(?<=\w{4})(?:ов|ев|єв|ів|їв)\Z"), ""),
    # навчання, навчань
    (re.compile(r"([бвгджзклмнпрстфхцчшщ])\1\Z"), r"\1"),
    # ринок, ринку; українець, українця
    (re.compile(r"(?<=\w\w[бвгджзклмнпрстфхцчшщ])о(?=к\Z)"), ""),
    (re.compile(r"(?<=\w[бвгджзклмнпрстфхцчшщ])е(?=ц\Z)"), ""),
    # лікарень, лікарня
    (re.compile(r"(?<=\w\w[бвгджзклмнпрстфхцчшщ])е(?=н\Z)"), ""),
    # ніч, ночі; швидкість, швидкості; київ, києва
    (re.compile(r"і(?=[бвгґджзйклмнпрстфхцчшщ]\Z)|(?<=\w{3})і(?=ст\Z)"), "о"),
    (re.compile(r"ї(?=[бвгґджзйклмнпрстфхцчшщ]\Z)"), "є"),
    # рука, руці; нога, нозі; рух, русі
    (re.compile(r"[цч]\Z"), "к"),
    (re.compile(r"[зж]\Z"), "г"),
    (re.compile(r"[сш]\Z"), "х"),
)


def stem_ukrainian(word: str) -> str:
    """Return the stem of a case-folded Ukrainian word; a word too short to be cut is only levelled."""
    stem = word.replace("ґ", "г")
    for ending in _endings_of(stem):
        rest = stem[: -len(ending)]
        if len(rest) >= (_SHORTEST + 1 if ending in _LONGER else _SHORTEST) and _VOWEL.search(rest):
            stem = rest
            break
    for pattern, levelled in _LEVELLED:
        stem = pattern.sub(levelled, stem)
    return stem


def _endings_of(word: str) -> list[str]:
    """The endings that a word has, longest first."""
    return [ending for length in range(_LONGEST, 0, -1) if (ending := word[-length:]) in _ENDINGS]

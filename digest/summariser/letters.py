"""Letters: the tag that a word has by itself, from the lists of its language, its capital and how it ends."""

from __future__ import annotations

import re

from digest.summariser.voices import Voice

_CLITIC = re.compile(r"['’](s|ll|ve|re|m|d|)$")
_NOUN_CAPITALS = {"D": "D", "r": "R", "g": "g", "t": "t", "A": "A", "Z": "Z"}
"""The letters that a German noun keeps although it has a capital."""


def tag_small(word: str, voice: Voice) -> str:
    """Return the letter of a word in small letters that is in no list."""
    if word.isalpha():
        return "w" if voice.nouns else _by_beginning(word, voice) or _by_ending(word, voice)
    stem, sign, clitic = word.replace("’", "'").partition("'")
    if sign and clitic in ("s", ""):
        known = voice.small.get(stem, "w")
        return "h" if known in "rgtwVx" else known
    if "-" in word:
        first, _, last = word.partition("-")
        if voice.nouns and last[:1].isupper() and voice.has("titles.particle", first):
            return "N"  # "al-Maliki"
        known = voice.small.get(word.rpartition("-")[2], "w")
        return known if known in "rg" else "w"
    return _by_ending(word, voice)


def tag_capital(word: str, voice: Voice, opening: bool) -> str:
    """Return the letter of a capitalised word; one that opens a sentence may be any word."""
    clitic = _CLITIC.search(word)
    if clitic:
        return _with_clitic(word, clitic, voice)
    if word in voice.capital:
        return voice.capital[word]
    small = word.lower()
    known = voice.small.get(small, "")
    if known == "D" and voice.has("names.first", word):
        return "N"
    if known and (opening or known in "dPC" or small == "i"):
        return known
    if (opening or "-" in word) and small.endswith(tuple(voice.lists.get("grammar.opening_endings", ()))):
        return "N" if word in voice.genders else "w"
    if voice.nouns and word.isupper() and word.isalpha() and len(word) > 1:
        return "O"  # an acronym: "die NASA"
    if voice.nouns and not voice.has("names.first", word):
        return _NOUN_CAPITALS.get(known or _by_ending(small, voice), "N")
    return "N"


def _with_clitic(word: str, clitic: re.Match[str], voice: Voice) -> str:
    """Return the letter of a word with an apostrophe: "L'" and "It's" are small words, "Ann's" is a genitive."""
    elided = voice.small.get(word.lower().replace("’", "'"), "") if voice.dialogue else ""
    known = elided or voice.small.get(word[: clitic.start()].lower(), "N")
    return known if elided or known in "poSWyd" else "G" if clitic.group(1) in ("s", "") else "N"


def _by_beginning(word: str, voice: Voice) -> str:
    """Return "r" for a former or second holder of an office, "" for any other word."""
    if not voice.dialogue:
        return ""
    prefixes = (each for each in voice.lists.get("grammar.office_prefixes", ()) if word.startswith(each))
    return next(("r" for each in prefixes if voice.small.get(word[len(each) :]) == "r"), "")


def _by_ending(word: str, voice: Voice) -> str:
    """Return the letter for how a word ends, "w" for any other; a German case ending may follow."""
    if not voice.endings:
        return "w"
    if not voice.nouns:
        return next(
            (voice.endings[word[at:]] for at in (0, *range(2, len(word) - 1)) if word[at:] in voice.endings), "w"
        )
    forms = (word, word[:-1], word[:-2]) if word.endswith(("en", "es")) else (word, word[:-1])
    for at in (0, *range(2, len(word) - 1)):
        for form in forms:
            if form[at:] in voice.endings:
                return voice.endings[form[at:]]
    return "w"

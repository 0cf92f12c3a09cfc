"""Nominatives: a noun as a reader would name somebody, where the article prints it in another case.

des Sprechers            Sprecher      the ending is cut off, so the words are still the article's
dem Präsidenten          Präsident     where what is left is known to be a person
des Auswärtigen Amtes    nothing       an adjective that is part of the name cannot be cut
"""

from __future__ import annotations

import re

from digest.summariser.phrases import Mention
from digest.summariser.tagging import Line

_GENITIVE = ("es", "s")
_BODY_IN_FULL = re.compile(r"g(?:w?[NO]{1,3})?")
"""A body and whose it is: "ministry of-defence of-Velonia"."""


def is_inflected(line: Line, start: int) -> bool:
    """Tell whether an article of another case stands before token `start`: "des", "dem", "einem"."""
    return line.voice.second and start > 0 and line.voice.has("words.oblique", line.word(start - 1).lower())


def is_bent_name(line: Line, mention: Mention) -> bool:
    """Tell whether a name of several words opens with an adjective of another case: "des Auswärtigen Amtes"."""
    word = line.word(mention.head)
    return is_inflected(line, mention.start) and word.endswith("en") and not line.voice.has("names.first", word)


def nominative(line: Line, start: int, noun: int, end: int) -> str:
    """Return tokens `start` to `end`, built on token `noun`, as they stand, or only the noun without its case ending.

    "" where no cut makes a nominative of them.
    """
    cut = _ending(line, start, noun) if is_inflected(line, start) else 0
    adjective = next((at for at in range(start, noun) if line.word(at).endswith("en")), None)
    if not is_inflected(line, start) or (cut == 0 and adjective is None):
        return line.words(start, end)
    if any(line.tags[at] == "N" and line.word(at).endswith("en") for at in range(start, noun)):
        return ""
    return line.word(noun)[: len(line.word(noun)) - cut]


def _ending(line: Line, start: int, noun: int) -> int:
    """Return how many letters a case adds to a noun."""
    word = line.word(noun)
    if line.word(start - 1).lower().endswith("s"):
        known = (len(each) for each in _GENITIVE if word.endswith(each) and _is_known(line, word[: -len(each)].lower()))
        ends = (len(each) for each in _GENITIVE if word.endswith(each))
        return (*known, *ends, _weak(line, word))[0]
    return _weak(line, word)


def _weak(line: Line, word: str) -> int:
    """Return what "Präsidenten" and "Zeugen" add to a known word for a person."""
    if not word.endswith("n"):
        return 0
    return next((cut for cut in (1, 2) if _is_known(line, word[:-cut].lower())), 0)


def _is_known(line: Line, word: str) -> bool:
    return any(word[at:] in line.voice.endings for at in range(len(word) - 2))


def body_in_full(line: Line, mention: Mention) -> str:
    """Return the last mention before of the body that an oblique case takes up, in its first form, and whose it is."""
    noun = line.word(mention.head)
    if line.tags[mention.head] != "g" or line.voice.has("nouns.base", noun.lower()):
        return ""
    for match in reversed([*_BODY_IN_FULL.finditer(line.tags, 0, mention.start)]):
        word = line.word(match.start())
        if line.voice.has("nouns.base", word.lower()) and line.voice.stem(word.lower()) == line.voice.stem(
            noun.lower()
        ):
            return line.words(*match.span())
    return ""

"""Nominatives: a noun as a reader would name somebody, where the article prints it in another case.

des Sprechers            Sprecher      the ending is cut off, so the words are still the article's
dem Präsidenten          Präsident     where what is left is known to be a person
des Auswärtigen Amtes    nothing       an adjective that is part of the name cannot be cut
"""

from __future__ import annotations

from digest.summariser.phrases import Mention
from digest.summariser.tagging import Line

_GENITIVE = ("es", "s")


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
        return next((len(ending) for ending in _GENITIVE if word.endswith(ending)), _weak(line, word))
    return _weak(line, word)


def _weak(line: Line, word: str) -> int:
    """Return what "Präsidenten" and "Zeugen" add to a known word for a person."""
    if not word.endswith("n"):
        return 0
    return next((cut for cut in (1, 2) if _is_known(line, word[:-cut].lower())), 0)


def _is_known(line: Line, word: str) -> bool:
    return any(word[at:] in line.voice.endings for at in range(len(word) - 2))

"""Quoted words that nobody says: names of works, bodies and events, and mottos."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from digest.summariser.tagging import Line

_NAMING = frozenset("dPNORGgtrhwx(")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"[,Cywd(]{1,3}Q")


def is_title(line: Line, token: int, titles: Container[int], cued: bool) -> bool:
    """Tell whether a quote is a name: capitalised, without a stop, behind a noun or an article, and without a verb.

    Behind a word for a work ("the film “…”") a verb may be in it. What a comma or "and" adds to one of `titles` is one,
    too. `cued`: a verb of saying governs the quote, so a noun with its capital may open plain German speech.
    """
    stretch, before = line.quotes[token], line.at(token - 1)
    words = _WORD.findall(line.text, stretch.start, stretch.end)
    if not words or line.tags[token] not in "QE" or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    if before and line.voice.has("nouns.works", line.word(token - 1)):
        return True
    if line.tags[token] == "E":
        return before in _NAMING and _is_title_case(words)
    if line.left(token, _JOINT) in titles:
        return True
    if line.voice.nouns and before == "P" and cued:
        return False
    return before in _NAMING and not any(line.voice.small.get(word, "w") in "abpoVx" for word in words)


def _is_title_case(words: Sequence[str]) -> bool:
    """Tell whether every word of four letters or more has a capital, as English titles have it."""
    return len(words) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in words if len(word) > 3)

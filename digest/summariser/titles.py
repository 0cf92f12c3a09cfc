"""Quoted words that nobody says: names of works, bodies and events, and mottos."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from digest.summariser.tagging import QUOTES, Line
from digest.summariser.voices import Voice

_NAMING = frozenset("dPNORGgtrhwx(")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BACK = re.compile(r"[^,|\n;KUEQ]{0,9}")
_JOINT = re.compile(r"[,Cywd(]{1,3}[Qh]")


def is_title(line: Line, token: int, titles: Container[int], cued: bool) -> bool:
    """Tell whether a quote is a name: capitalised, without a stop, behind a noun or an article, and without a verb.

    Behind a word for a work ("the film “…”") a verb may be in it. What a comma or "and" adds to one of `titles` is one,
    too. `cued`: a verb of saying governs the quote, so a noun with its capital may open plain German speech,
    and what a comma or dash parts from "said" is speech whatever stands before it.
    """
    if line.tags[token] not in QUOTES:
        return True
    stretch, before = line.quotes[token], line.at(token - 1)
    words = _WORD.findall(line.text, stretch.start, stretch.end)
    if not words or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    work = before != "" and _names_work(line, token)
    if line.tags[token] not in "QE":  # "die Sendung „Wer weiß es?“"
        return work and line.voice.nouns and line.tags[token] == "U"
    if line.voice.dialogue and cued and line.at(token + 1) in (",", "-"):
        return False
    if work or (line.tags[token] == "Q" and line.left(token, _JOINT) in titles):
        return True
    if line.tags[token] == "E":
        return before in _NAMING and _is_title_case(words)
    if line.voice.nouns and ((before == "P" and cued) or _ends_clause(line.voice, words[-1])):
        return False
    return before in _NAMING and not any(line.voice.small.get(word, "w") in "abpoVx" for word in words)


def _names_work(line: Line, token: int) -> bool:
    """Tell whether a word for a work stands before a quote: "the film “…”", German "Lieder wie „…“", "das Motto lautet „…“"."""
    apposed = line.voice.dialogue and line.at(token - 1) == "," and line.at(token + 1) == ","
    word, voice = line.word(token - 1 - apposed), line.voice
    if voice.has("nouns.works", word) or (voice.nouns and word.lower().endswith(_compounds(voice))):
        return True
    if voice.has("verbs.naming", word):
        return any(voice.has("nouns.works", line.word(at)) for at in range(line.left(token - 1, _BACK), token - 1))
    return voice.has("words.alike", word) and voice.has("nouns.works", line.word(token - 2))


def _compounds(voice: Voice) -> tuple[str, ...]:
    """Return how German compounds for a work end: "Fernsehsendung", "Kinofilm"."""
    return tuple(voice.lists.get("grammar.work_endings", ()))


def _ends_clause(voice: Voice, word: str) -> bool:
    """Tell whether a last word in small letters is a verb's part or an adjective: names end with nouns, or with "all"."""
    return word.islower() and voice.small.get(word) != "d"


def _is_title_case(words: Sequence[str]) -> bool:
    """Tell whether every word of four letters or more has a capital, as English titles have it."""
    return len(words) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in words if len(word) > 3)

"""Whether a line is furniture by its own words: captions, credits, bylines, stamps, sign-ups, appeals, teasers, notes.

A rule needs the shape of furniture as well as its words: a length, a place in the line, no direct speech. What a
person says in quotation marks is never furniture by its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.collector.furniture_credit import has_credit
from digest.collector.furniture_phrases import Phrases, fold

HEADING, SHORT, MIDDLE, LONG = 10, 14, 60, 120
"""The most words of a heading, a stamp or byline, of a line that asks for something, and of an appeal."""
INVITATION = 30
"""The most words of a question with its answer, and of an offer."""
ASK = 6
"""The most words of a line that needs no more than to ask."""
SENTENCE_END = 60
"""How many characters at the end of a line tell whether it ends a sentence: marks, and a source in brackets."""
STEM = 5
"""How many letters words have in common that are forms of one."""
CHARACTERS = 2_000
"""A longer line is not looked at."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»“)\]]{0,3}(?:\s\([^()]{1,40}\)\.?)?$")
_QUESTION = re.compile(r"[^.!?:]{3,60}\?(?:\s|$)")
_SPEECH = re.compile(r"[\"“„«»”][^\"”“«»]{25,}")
_LEAD = re.compile(r"[^\w\"“„«]*([^:|>»›→•–—]{2,40}?)\s*(?:[:|>»›→•]|\s[–—-]\s)")
_TIME = re.compile(r"^\W*(\d{1,2})[:.](\d{2})\s*([ap])?\.?\s?m?\b", re.IGNORECASE)
_DATED = re.compile(r"^[^$€£%+]*(?:\d[:.]\d\d|\d[./-]\d\d?[./-]\d|(?:19|20)\d\d|\d ?[^\W\d]+)[^$€£%+]*$")
_EMAIL = re.compile(r"\w@[\w-]{1,60}\.\w")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_SIGNED = re.compile(r"[—–-]+\s.{2,60}\(@\w+\)")


class Line(NamedTuple):
    """A paragraph made ready for the rules.

    Its text, its folded words, these with a space around each, as a set, and, in a line of at most SHORT words, those
    that are no figures.
    """

    text: str
    words: list[str]
    folded: str
    vocabulary: frozenset[str]
    label: str


def make_line(text: str) -> Line:
    """Return a paragraph as the rules need it."""
    words = fold(text)
    label = "" if len(words) > SHORT else " ".join(word for word in words if not word.isdigit())
    return Line(text, words, f" {' '.join(words)} ", frozenset(words), label)


def is_furniture(line: Line, phrases: Phrases) -> bool:
    """Tell whether a line is furniture by its own words."""
    return len(line.text) <= CHARACTERS and any(rule(line, phrases) for rule in _RULES)


def is_tail(line: Line, phrases: Phrases) -> bool:
    """Tell whether a line is a heading under which other stories stand."""
    if len(line.words) > HEADING or (ends_sentence(line) and not line.text.endswith("…")):
        return False
    return line.label in phrases.tails or f"{line.label} ".startswith(phrases.tails_of)


def is_end(line: Line, phrases: Phrases) -> bool:
    """Tell whether a line is a heading that no article goes on after: the comments, the author's portrait."""
    return len(line.words) <= HEADING and line.label in phrases.ends


def ends_sentence(line: Line) -> bool:
    """Tell whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line.text, max(0, len(line.text) - SENTENCE_END)))


def clock_time(line: Line, phrases: Phrases) -> int | None:
    """Return the minute of the day that a line of a ticker is, as in "8:08 PM (Updated: )"; None for other lines."""
    found = _TIME.match(line.text)
    if not found or len(line.words) > 6 or not _is_stamp(line, phrases):
        return None
    hour = int(found[1]) % 12 + (12 if found[3] in "pP" else 0) if found[3] else int(found[1])
    return hour * 60 + int(found[2])


def _speaks(line: Line) -> bool:
    """Tell whether somebody is quoted at more length than a name."""
    return bool(_SPEECH.search(line.text))


def _is_label(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > SHORT:
        return False
    if not line.label or line.label in phrases.labels or line.label in phrases.ends:
        return True
    return is_tail(line, phrases)


def _has_lead(line: Line, phrases: Phrases) -> bool:
    found = _LEAD.match(line.text) if len(line.words) <= MIDDLE else None
    return found is not None and " ".join(fold(found[1])) in phrases.leads


def _opens(line: Line, phrases: Phrases) -> bool:
    return len(line.words) <= MIDDLE and line.folded[1:].startswith(phrases.openers) and not _speaks(line)


def _is_marked(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > LONG:
        return False
    marks = (mark for word in filter(phrases.marks.__contains__, line.vocabulary) for mark in phrases.marks[word])
    return any(mark in line.folded for mark in marks) and not _speaks(line)


def _asks(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > MIDDLE or not line.folded[1:].startswith(phrases.asks) or _speaks(line):
        return False
    if phrases.networks.count(line.vocabulary) or phrases.causes.count(_besides(line.words)):
        return True
    ours = not phrases.ours.isdisjoint(line.vocabulary) or phrases.causes.count(frozenset(line.words[:1])) > 0
    return ours and phrases.offers.count(line.vocabulary) > 0


def _besides(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a line but for those that are made of the first: "Subscribe to the idea" asks for nothing."""
    if len(words) <= ASK:
        return frozenset(words)
    return frozenset(word for word in words if not word.startswith(words[0][:STEM]))


def _appeals(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > LONG or phrases.ours.isdisjoint(line.vocabulary) or phrases.reader.isdisjoint(line.vocabulary):
        return False
    causes = phrases.causes.count(line.vocabulary)
    offered = len(line.words) <= INVITATION and phrases.offers.count(line.vocabulary) > 0
    return causes + offered > 1 and causes > 0 and not _speaks(line)


def _invites(line: Line, phrases: Phrases) -> bool:
    """Tell whether a line asks the reader a short question, and answers with what the site has to offer, if at all."""
    question = _QUESTION.match(line.text) if len(line.words) <= INVITATION else None
    if not question or _speaks(line):
        return False
    caused = phrases.causes.count(line.vocabulary) > 0
    if question.end() == len(line.text) and caused and not phrases.reader.isdisjoint(line.vocabulary):
        return True
    about = caused or any(words.count(line.vocabulary) for words in (phrases.networks, phrases.offers))
    return about and not phrases.ours.isdisjoint(line.vocabulary)


def _is_stamp(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > SHORT or not _DATED.search(line.text):
        return False
    rest = next((line.folded[1 + len(s) :] for s in phrases.stamps if line.folded[1:].startswith(s)), line.folded)
    return all(word in phrases.dates or word[0].isdigit() or f"{word} " in phrases.stamps for word in rest.split())


def _is_byline(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > SHORT or not line.folded[1:].startswith(phrases.bylines):
        return False
    names = line.text.split()[1:]  # none: the author's name was a picture or stood apart
    return not any(name[0].islower() and _is_long(name, phrases) for name in names)


def _is_long(word: str, phrases: Phrases) -> bool:
    """Tell whether a word is no "de", "and" or "pm"."""
    return len(word) > 3 and word.strip(".,").casefold() not in phrases.dates


def _is_credit(line: Line, _: Phrases) -> bool:
    return len(line.words) <= LONG and has_credit(line.text, line.vocabulary)


def _is_address(line: Line, _: Phrases) -> bool:
    if len(line.words) > MIDDLE:
        return False
    return bool(_ADDRESS.match(line.text) or ("@" in line.text and _EMAIL.search(line.text))) and not _speaks(line)


def _is_scrap(line: Line, _: Phrases) -> bool:
    tweeted = "pic.twitter.com/" in line.text or ("(@" in line.text and bool(_SIGNED.search(line.text)))
    return tweeted or line.text.startswith(('{"', '[{"', "[ {"))


_RULES = (
    _is_label,
    _has_lead,
    _opens,
    _is_marked,
    _asks,
    _appeals,
    _invites,
    _is_stamp,
    _is_byline,
    _is_credit,
    _is_address,
    _is_scrap,
)

"""Prose taken apart: paragraphs, sentences and words, as character spans into the text they were found in.

The splitter is a regular expression for the stops and a few rules for what stands before and behind one. It always
splits at newlines (a headline has no full stop) and runs in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.summariser.language import Language

Span = tuple[int, int]

CLOSERS = "\"'”’“»«›)\\]」』】〉》"
"""Marks that belong to the sentence before them when they follow its stop without a space."""

_MARKS = ".!?…‼⁇⁈⁉؟۔।॥։።"
_LINE = re.compile(r"[^\n]+")
_OPENERS = " \u3000「『（《“"
# A stop counts with white space or nothing behind it and its closing marks (in French a space stands before »); an East
# Asian one always, unless the words go on behind closing marks. The lookbehind lets a run of stops be tried once only, so that a million dots take linear time.
_STOP = re.compile(
    rf"(?<![{_MARKS}])(?P<mark>[{_MARKS}]++(?:[{CLOSERS}]|[ \u00a0\u202f][»›](?=\s|$))*+)(?=\s|$)"
    rf"|[。！？｡]++(?P<shut>[{CLOSERS}]*+)"
)
_NEXT = re.compile(r"""\s*(?:[—–-]\s+)?["'“”„«»‘‚‹›(\[¿¡*•]*(\w+(?:['’ʼ]\w+)*\.?)""")
_RUNS_ON = re.compile(r"\s*[»›]?\s*[.…,;:—–-]")
_TOKEN_EDGE = re.compile(r"[\s\"'“”„«»‘’‚(\[]")
_SHORT_FORM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|[IVX]{1,5}")
"""What may be short for something: a letter ("J", "z"), dotted letters ("U.S"), a Roman number."""
_ORDINAL = re.compile(r"\d{1,2}")
_ZONE = re.compile(r"[A-Z]{2,4}\.?")
_LONGEST_ABBREVIATION = 24
# Scripts without spaces: about two characters a word in Chinese and Japanese, about four in Thai, Lao, Khmer, Burmese.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_WORDLY = re.compile(r"[^\W_]")
_LOOSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the span of every line that holds more than white space, its ends trimmed."""
    for line in _LINE.finditer(text):
        span = _trim(text, *line.span())
        if span[0] < span[1]:
            yield span


def sentences(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield the span of every sentence of text[start:end] in order, white space around it left out.

    A sentence keeps the marks that close right behind its stop; what has no stop ends with its line.
    """
    for line in _LINE.finditer(text, start, end):
        at, line_end = line.span()
        for stop in _STOP.finditer(text, at, line_end):
            if _ends_sentence(text, stop, (at, line_end), language):
                yield from _filled(text, at, stop.end())
                at = stop.end()
        yield from _filled(text, at, line_end)


def count_words(text: str) -> int:
    """Return how many words a reader would count; in scripts without spaces, how many the characters amount to."""
    spaced, dense = _DENSE.subn(" ", text)
    spaced, loose = _LOOSE.subn(" ", spaced)
    return (dense + 1) // 2 + (loose + 3) // 4 + sum(map(bool, map(_WORDLY.search, spaced.split())))


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _filled(text: str, start: int, end: int) -> Iterator[Span]:
    start, end = _trim(text, start, end)
    if start < end:
        yield start, end


def _ends_sentence(text: str, stop: re.Match[str], line: Span, language: Language) -> bool:
    """Tell whether a sentence ends here: by what follows, and for a lone full stop by the token before it."""
    if stop.end() == line[1]:
        return True
    if stop["mark"] is None:
        return not stop["shut"] or text[stop.end()] in _OPENERS
    following = _NEXT.match(text, stop.end(), line[1])
    if following is None:
        return not _RUNS_ON.match(text, stop.end(), line[1])
    word = following.group(1).replace("’", "'")
    if _is_small(word[0]):
        return False
    window = text[max(line[0], stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    return stop["mark"] != "." or _full_stop_ends(_TOKEN_EDGE.split(window)[-1], word, language)


def _full_stop_ends(token: str, word: str, language: Language) -> bool:
    """Tell whether the full stop behind `token` ends a sentence when `word`, its own stop included, comes next."""
    small = token.lower()
    if small in language.abbreviations:
        return False
    if small in language.numbered:
        return not word[0].isdigit()
    if small in language.clock:
        return word.lower().rstrip(".") not in language.calendar and not _ZONE.fullmatch(word)
    if small in language.closing or _SHORT_FORM.fullmatch(token) or (language.ordinals and _ORDINAL.fullmatch(token)):
        return word.lower() in language.common
    return True


def _is_small(letter: str) -> bool:
    """Tell a small letter. Georgian has capitals for headlines only, so there every letter would be one."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"

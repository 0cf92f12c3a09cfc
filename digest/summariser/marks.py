"""Quotation marks: pairs them paragraph by paragraph with a small state machine, whatever the language.

    “ ” „ ‟ " '' ``   one family, since a page often mixes them        « »   ‹ ›   「 」   『 』
    ‘ ’ ‚ '           only in a text that has no other marks: there an apostrophe is the likelier reading

Marks of another family inside an open stretch belong to its words. A mark that opens while its own family is open is
nested where the paragraph still closes both, else it starts afresh. A stretch that never closes ends with its
paragraph. One pass over the marks, so linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = "“”„‟\"''``"
_FAMILY = dict.fromkeys(("“", "”", "„", "‟", '"', "''", "``"), _DOUBLE) | {
    mark: pair for pair in ("«»", "‹›", "「」", "『』") for mark in pair
}
_MARK = re.compile("''(?!')|``|[\n“”„‟\"«»‹›「」『』]")
_OPENS_ALWAYS = frozenset({"„", "``", "「", "『"})
_CLOSES_ALWAYS = frozenset("」』")
_SINGLE = re.compile("['‘’‚\n]")
_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_BEFORE_OPENING = frozenset(_HIDDEN + " \t\n\xa0\u202f\u2009([{/—–-―‘'\"“¿¡:")
_AFTER_CLOSING = frozenset(_HIDDEN + " \t\n\xa0\u202f\u2009)]}/,.;:!?…—–-―’'\"”。、，")
_LABEL = re.compile(r"[A-Z][A-Z.'’ -]{1,30}:\s+")
"""Who speaks, in capitals, at the head of quoted words: the name is not part of them."""
_STOPS = frozenset(",.?!…")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quoted words by offsets: `start` to `end` without the marks, `left` to `right` with them.

    `closed` is False where the paragraph ended before the mark came.
    """

    left: int
    start: int
    end: int
    right: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark, its place, and what its neighbours let it do: open, open although another is open, close."""

    glyph: str
    start: int
    end: int
    opens: bool
    reopens: bool
    closes: bool


def pair_marks(text: str) -> tuple[Stretch, ...]:
    """Return the quoted stretches of a text in order, never overlapping, none of them empty."""
    found = _pair(text, _paragraphs(text, _MARK))
    if not found:
        found = _pair_single(text)
    return tuple(found)


def _paragraphs(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """Yield start, end and marks of each paragraph that has marks."""
    start, marks = 0, list[_Mark]()
    for match in pattern.finditer(text):
        if match.group() != "\n":
            marks.append(_read_mark(text, match.group(), match.start()))
            continue
        if marks:
            yield start, match.start(), marks
            marks = []
        start = match.end()
    if marks:
        yield start, len(text), marks


def _read_mark(text: str, glyph: str, start: int) -> _Mark:
    end = start + len(glyph)
    left = start == 0 or text[start - 1] in _BEFORE_OPENING
    right = end == len(text) or text[end] in _AFTER_CLOSING
    leans = left and not right
    if glyph in _OPENS_ALWAYS:
        return _Mark(glyph, start, end, opens=True, reopens=True, closes=False)
    if glyph in _CLOSES_ALWAYS:
        return _Mark(glyph, start, end, opens=False, reopens=False, closes=True)
    if glyph in "“«‹‘":
        return _Mark(glyph, start, end, opens=left or not right, reopens=left or not right, closes=not left)
    if glyph in "”»›’":
        return _Mark(glyph, start, end, opens=left and glyph != "’", reopens=False, closes=True)
    inches = not left and text[start - 1].isdigit()
    return _Mark(glyph, start, end, opens=left or not (right or inches), reopens=leans, closes=not leans)


def _pair(text: str, paragraphs: Iterator[tuple[int, int, list[_Mark]]]) -> list[Stretch]:
    found: list[Stretch] = []
    open_until = -1
    for start, end, marks in paragraphs:
        carried = start if 0 <= open_until == start - 1 else None
        stretches = list(_pair_paragraph(marks, carried, end))
        found += (trimmed for each in stretches if (trimmed := _trim(text, each)))
        open_until = end if stretches and not stretches[-1].closed else -1
    return found


def _pair_paragraph(marks: list[_Mark], carried: int | None, end: int) -> Iterator[Stretch]:
    opening: _Mark | None = None
    depth = 0
    if carried is not None and not marks[0].opens:
        opening = _Mark(marks[0].glyph, carried, carried, opens=True, reopens=False, closes=False)
    for at, mark in enumerate(marks):
        if opening is None:
            opening, depth = (mark, 0) if mark.opens else (None, 0)
        elif _FAMILY.get(mark.glyph) != _FAMILY.get(opening.glyph):
            continue
        elif _opens_within(opening, mark):
            nested = _closes_twice(marks, at, opening)
            opening, depth = (opening, depth + 1) if nested else (mark, 0)
        elif depth:
            depth -= 1
        else:
            yield Stretch(opening.start, opening.end, mark.start, mark.end)
            opening = None
    if opening is not None:
        yield Stretch(opening.start, opening.end, end, end, closed=False)


def _opens_within(opening: _Mark, mark: _Mark) -> bool:
    """Tell whether a mark opens although its family is open: „ so closes with “, and never opens with it."""
    return (
        mark.reopens and not (mark.closes and opening.glyph != mark.glyph) and (opening.glyph, mark.glyph) != ("„", "“")
    )


def _closes_twice(marks: list[_Mark], at: int, opening: _Mark) -> bool:
    """Tell whether the next two marks of the family both close: then the mark at `at` is nested."""
    family = _FAMILY.get(opening.glyph)
    following = [mark for mark in marks[at + 1 : at + 6] if _FAMILY.get(mark.glyph) == family][:2]
    return len(following) == 2 and all(mark.closes and not mark.reopens for mark in following)


def _trim(text: str, stretch: Stretch) -> Stretch | None:
    """Take the white space off both ends; None when nothing is left."""
    words = text[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    end = stretch.end - (len(words) - len(words.rstrip()))
    if start >= end:
        return None
    label = _LABEL.match(text, start, end)
    if label and label.end() < end:
        return Stretch(label.end(), label.end(), end, stretch.right, stretch.closed)
    return Stretch(stretch.left, start, end, stretch.right, stretch.closed)


def _pair_single(text: str) -> list[Stretch]:
    """Pair single marks: they close after a stop, or else at the last chance before the next one opens."""
    return [
        trimmed
        for _, _, marks in _paragraphs(text, _SINGLE)
        for each in _single_paragraph(text, marks)
        if (trimmed := _trim(text, each))
    ]


def _single_paragraph(text: str, marks: list[_Mark]) -> Iterator[Stretch]:
    opening: _Mark | None = None
    chance: _Mark | None = None
    for mark in marks:
        if opening is None:
            opening = mark if mark.opens else None
        elif mark.opens and chance:
            yield Stretch(opening.start, opening.end, chance.start, chance.end)
            opening, chance = mark, None
        elif mark.closes and text[mark.start - 1] in _STOPS:
            yield Stretch(opening.start, opening.end, mark.start, mark.end)
            opening, chance = None, None
        elif mark.closes and mark.end < len(text) and not text[mark.end].isalnum():
            chance = chance or mark
    if opening and chance:
        yield Stretch(opening.start, opening.end, chance.start, chance.end)

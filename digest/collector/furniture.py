"""The furniture of an article that stands in plain paragraphs, and the article without it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.collector.extract_outline import Block
from digest.collector.extract_weight import LINKED, weigh_alone
from digest.collector.furniture_line import SHORT, Line, clock_time, is_end, is_furniture, is_tail, make_line
from digest.collector.furniture_phrases import Phrases, fold, phrases
from digest.model.text import clean_line

_BAR = re.compile(r"\s+[|·•]\s+")
REPEATED_WORDS = 6
"""The shortest passage that counts as the repetition of another."""
REPEATS = 20
"""The most paragraphs with the same first words that are looked for in others."""
RUNNING = 100.0
"""The weight from which on a paragraph is one of a story that goes on."""


class Known(NamedTuple):
    """What is known of the article beforehand: its title, its authors, its language, and whether it is a live blog."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    live: bool = False


def without_furniture(blocks: Sequence[Block], known: Known) -> list[str]:
    """Return the paragraphs that are the article's own: clean lines, none empty, none twice."""
    words = phrases(known.language)
    lines = [make_line(clean_line(block.text)) for block in blocks]
    end = _end(lines, [weigh_alone(block) for block in blocks], words)
    if not known.live:
        end = min(end, _ticker(lines, words))
    said = [fold(text) for text in (known.title, " ".join(known.authors), *known.authors)]
    kept = [
        line
        for line, block in zip(lines[:end], blocks, strict=False)
        if block.link_share <= LINKED and not _is_furniture(line, words, said)
    ]
    return [line.text for line in _once(_without_portrait(kept, known.authors))]


def _is_furniture(line: Line, words: Phrases, said: Sequence[list[str]]) -> bool:
    """Tell whether a line, or every part of it between bars, is furniture or only repeats what is `said` elsewhere."""
    if not line.words or line.words in said or is_furniture(line, words):
        return True
    parts = _BAR.split(line.text) if len(line.words) <= SHORT else []
    return len(parts) > 1 and all(_is_furniture(make_line(part), words, said) for part in parts)


def _end(lines: Sequence[Line], weights: Sequence[float], words: Phrases) -> int:
    """Return the index of the heading under which other stories begin; the number of lines where there is none."""
    before = 0.0
    for index, line in enumerate(lines):
        before += max(weights[index], 0.0)
        if before > 0 and (is_end(line, words) or (is_tail(line, words) and not _goes_on(weights[index + 1 :]))):
            return index
    return len(lines)


def _goes_on(weights: Sequence[float]) -> bool:
    """Tell whether two paragraphs of running text follow on one another: under a teaser the article goes on so."""
    return any(first > RUNNING and second > RUNNING for first, second in itertools.pairwise(weights))


def _ticker(lines: Sequence[Line], words: Phrases) -> int:
    """Return the index where a news ticker begins: times that stand alone, newest first."""
    times = [(index, time) for index, line in enumerate(lines) if (time := clock_time(line, words)) is not None]
    if len(times) < 2 or any(later > earlier for (_, earlier), (_, later) in itertools.pairwise(times)):
        return len(lines)
    return times[0][0]


def _without_portrait(lines: list[Line], authors: Sequence[str]) -> list[Line]:
    """Drop what is said of an author behind the article: last paragraphs that begin with the name."""
    names = tuple(f" {' '.join(fold(name))} " for name in authors if " " in name)
    while len(lines) > 1 and names and lines[-1].folded.startswith(names):
        lines = lines[:-1]
    return lines


def _once(lines: Sequence[Line]) -> list[Line]:
    """Drop what is said twice: the later of equals, and a pull quote that also stands within a longer paragraph."""
    first: dict[str, int] = {}
    openings: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        if len(line.words) >= REPEATED_WORDS and first.setdefault(line.folded, index) == index:
            openings.setdefault(hash(tuple(line.words[:REPEATED_WORDS])), []).append(line)
    repeated = {
        other.folded
        for line in lines
        for run in map(hash, zip(*(line.words[start:] for start in range(REPEATED_WORDS)), strict=False))
        if run in openings
        for other in openings[run][:REPEATS]
        if len(other.words) < len(line.words) and other.folded in line.folded
    }
    return [
        line
        for index, line in enumerate(lines)
        if first.get(line.folded, index) == index and line.folded not in repeated
    ]

"""The furniture of an article that stands in plain paragraphs, and the article without it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from digest.collector.extract_outline import HEADINGS, Block
from digest.collector.extract_weight import LINKED, weigh_alone
from digest.collector.furniture_line import (
    SHORT,
    Line,
    clock_time,
    ends_sentence,
    is_end,
    is_furniture,
    is_tail,
    make_line,
)
from digest.collector.furniture_phrases import Phrases, fold, phrases
from digest.model.text import clean_line

REPEATED_WORDS = 6
"""The shortest passage that counts as the repetition of another."""
REPEATS = 20
"""The most paragraphs with the same first words that are looked for in others."""
RUNNING = 100.0
"""The weight from which on a paragraph is one of a story that goes on."""
BEFORE_END = 0.25
"""The part of the running text that stands before the comments; earlier such a line is a link to them."""
WRITTEN = 0.2
"""The part of the running text that stands in elements of a kind where its scraps are the article's, too."""
FEW = 3
"""The most scraps that hang on an article; more of them are a list of its own."""
_BAR = re.compile(r"\s+[|·•]\s+")
_PROSE_TAGS = frozenset(("p", "blockquote", *HEADINGS))
_LISTED = frozenset(("li", "tr", "dt", "dd", "pre"))


class Known(NamedTuple):
    """What is known of the article beforehand: its title, its authors, its language, and whether it is a live blog."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    live: bool = False


class Paragraph(NamedTuple):
    """A paragraph that is judged: its line, its tag and its weight (see `extract_weight`)."""

    line: Line
    tag: str
    weight: float

    @property
    def is_scrap(self) -> bool:
        """Whether it is neither running text nor a sentence nor an item of a list."""
        return self.weight <= 0 and self.tag not in _LISTED and not ends_sentence(self.line)


def without_furniture(blocks: Sequence[Block], known: Known) -> list[str]:
    """Return the paragraphs that are the article's own: clean lines, none empty, none twice."""
    words = phrases(known.language)
    found = [Paragraph(make_line(clean_line(block.text)), block.tag, weigh_alone(block)) for block in blocks]
    found = found[: _end(found, words)]
    if not known.live:
        found = found[: _ticker(found, words)]
    said = [fold(text) for text in (known.title, " ".join(known.authors), *known.authors)]
    names = tuple(f" {' '.join(fold(name))} " for name in known.authors if " " in name)
    own = [
        block.link_share <= LINKED
        and not _is_furniture(paragraph.line, words, said)
        and not _reaches_author(paragraph.line, words, names)
        for paragraph, block in zip(found, blocks, strict=False)
    ]
    kept = [paragraph for paragraph, mine in zip(found, _without_labels(found, own), strict=True) if mine]
    kept = _once(_without_portrait(_trimmed(kept), names))
    return [paragraph.line.text for paragraph in kept]


def _is_furniture(line: Line, words: Phrases, said: Sequence[list[str]]) -> bool:
    """Tell whether a line, or every part of it between bars, is furniture or only repeats what is `said` elsewhere."""
    if not line.words or line.words in said or is_furniture(line, words):
        return True
    parts = _BAR.split(line.text) if len(line.words) <= SHORT else []
    return len(parts) > 1 and all(_is_furniture(make_line(part), words, said) for part in parts)


def _reaches_author(line: Line, words: Phrases, names: tuple[str, ...]) -> bool:
    """Tell whether a short line says where an author is reached, as "Reach Ida Holm at 555-0117" does, or when he wrote."""
    name = next((name for name in names if name in line.folded), "") if len(line.words) <= SHORT else ""
    if not name:
        return False
    rest = line.folded.replace(name, " ")[1:]
    return rest.startswith(words.asks) or all(
        word[0].isdigit() or word in words.dates or f"{word} " in words.bylines for word in rest.split()
    )


def _end(found: Sequence[Paragraph], words: Phrases) -> int:
    """Return the index of the heading under which other stories begin; the number of paragraphs where there is none."""
    running = [paragraph.weight > RUNNING for paragraph in found] + [False]
    goes_on = max((index for index, pair in enumerate(pairwise(running)) if all(pair)), default=-1)
    whole = sum(max(paragraph.weight, 0.0) for paragraph in found)
    before = 0.0
    for index, (line, tag, weight) in enumerate(found):
        before += max(weight, 0.0)
        if before > BEFORE_END * whole and is_end(line, words):
            return index
        # Below a teaser two paragraphs of running text follow on one another; below a mere label the next one is enough.
        labels = goes_on > index or (tag not in HEADINGS and running[index + 1])
        if before > 0 and not labels and is_tail(line, words):
            return index
    return len(found)


def _ticker(found: Sequence[Paragraph], words: Phrases) -> int:
    """Return the index where a news ticker begins: times that stand alone, newest first."""
    times = [
        (index, time)
        for index, paragraph in enumerate(found)
        if (time := clock_time(paragraph.line, words)) is not None
    ]
    if len(times) < 2 or any(later > earlier for (_, earlier), (_, later) in pairwise(times)):
        return len(found)
    return times[0][0]


def _without_labels(found: Sequence[Paragraph], own: Sequence[bool]) -> list[bool]:
    """Return what is the article's own, but for scraps right above a pitch: the name of the newsletter."""
    pitches = [not mine and ends_sentence(paragraph.line) for paragraph, mine in zip(found, own, strict=False)]
    return [
        mine and not (pitched and paragraph.is_scrap and paragraph.tag not in HEADINGS)
        for paragraph, mine, pitched in zip(found, own, [*pitches[1:], False], strict=False)
    ]


def _trimmed(kept: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop the few scraps behind the running text and those in elements that hold none: sections, roles, wires, buttons.

    An article that is written in `p` has none right in a `div`. Where there are more of a kind they are a list, and stay.
    """
    prose = [index for index, paragraph in enumerate(kept) if paragraph.weight > 0]
    if not prose:
        return list(kept)
    scraps = [index for index, paragraph in enumerate(kept) if paragraph.is_scrap]
    tags = Counter(kept[index].tag for index in prose)
    written = {*_PROSE_TAGS, *(tag for tag, count in tags.items() if count > WRITTEN * len(prose))}
    alien = [index for index in scraps if kept[index].tag not in written]
    inner = [index for index in alien if prose[0] < index < prose[-1]]
    gone = set(alien).difference(inner if len(inner) > FEW else ())
    if len(kept) - 1 - prose[-1] <= FEW:
        gone.update(index for index in scraps if index > prose[-1])
    return [paragraph for index, paragraph in enumerate(kept) if index not in gone]


def _without_portrait(kept: list[Paragraph], names: tuple[str, ...]) -> list[Paragraph]:
    """Drop what is said of an author behind the article: last paragraphs that begin with the name."""
    while len(kept) > 1 and kept[-1].line.folded.startswith(names):
        kept = kept[:-1]
    return kept


def _runs(words: list[str]) -> Iterator[int]:
    """Return the hashes of all runs of REPEATED_WORDS words."""
    return map(hash, zip(*(words[start:] for start in range(REPEATED_WORDS)), strict=False))


def _once(kept: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop what is said twice: the later of equals, and a pull quote that also stands within a longer paragraph."""
    lines = [paragraph.line for paragraph in kept]
    first: dict[str, int] = {}
    openings: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        if len(line.words) >= REPEATED_WORDS and first.setdefault(line.folded, index) == index:
            openings.setdefault(hash(tuple(line.words[:REPEATED_WORDS])), []).append(line)
    repeated = {
        other.folded
        for line in lines
        for run in filter(openings.__contains__, _runs(line.words))
        for other in openings[run][:REPEATS]
        if len(other.words) < len(line.words) and other.folded in line.folded
    }
    return [
        paragraph
        for index, paragraph in enumerate(kept)
        if first.get(paragraph.line.folded, index) == index and paragraph.line.folded not in repeated
        if not (index and paragraph.tag == "blockquote" and paragraph.is_scrap and lines[index - 1].folded in repeated)
    ]

"""Where somebody speaks in a text: between quotation marks, behind a dash, behind a name and a colon, behind ">".

— We shall win, — she said. — For sure.       dialogue, in languages that write it so
LI: We shall win.                              an interview or a transcript: at least four such lines, two names
> We shall win.                                a block quote as plain text marks it
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.summariser.dialogue import find_dialogue, leave_out_incises
from digest.summariser.marks import Stretch, pair_marks
from digest.summariser.voices import Voice

TRANSCRIPT_LINES, TRANSCRIPT_NAMES = 4, 2
"""How many lines, and how many different names before their colons, make a text a transcript."""

STOPPED_SHARE = 0.8
"""People speak in sentences, lists of facts do not: so many lines end with a stop where no label is a name in the text."""

_LOOKED_AT = 100_000
_STOPS = (".", "!", "?", "…", "”", '"', "»", "。", "؟")
_LABELLED = re.compile(r"^[ \t]*([^\W\d_][\w.'’ -]{0,40}):[ \t]+(\S.*)$", re.MULTILINE)
_BLOCK = re.compile(r"^>[> \t]*(\S.*)$", re.MULTILINE)


def find_stretches(text: str, voice: Voice) -> tuple[Stretch, ...]:
    """Return the stretches of a text that somebody speaks, in order, never overlapping, none of them empty."""
    marked = pair_marks(text)
    if voice.dialogue:
        marked = leave_out_incises(text, marked, voice)
    others = [*_block_quotes(text), *_transcript(text), *(find_dialogue(text, voice) if voice.dialogue else ())]
    return tuple(sorted((*marked, *_clear_of(marked, others)), key=lambda each: each.left)) if others else marked


def _clear_of(marked: Sequence[Stretch], others: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches that touch none of those between marks nor one another."""
    taken, at = [*marked], 0
    last = 0
    for each in sorted(others, key=lambda other: other.left):
        while at < len(taken) and taken[at].right <= each.left:
            at += 1
        if each.left >= last and (at == len(taken) or taken[at].left >= each.right):
            last = each.right
            yield each


def _whole(start: int, end: int) -> Stretch:
    return Stretch(start, start, end, end)


def _block_quotes(text: str) -> Iterator[Stretch]:
    return (_whole(*match.span(1)) for match in _BLOCK.finditer(text))


def _transcript(text: str) -> Iterator[Stretch]:
    """Yield what stands behind the labels of a transcript; names only, since "Q:" and "A:" name nobody."""
    if text.count(": ") + text.count(":\t") < TRANSCRIPT_LINES:
        return
    lines = [match for match in _LABELLED.finditer(text) if len(match.group(1)) > 1]
    repeated = {label for label, count in Counter(match.group(1) for match in lines).items() if count > 1}
    if len(lines) < TRANSCRIPT_LINES or len(repeated) < TRANSCRIPT_NAMES:
        return
    stopped = sum(match.group(2).endswith(_STOPS) for match in lines)
    if stopped >= STOPPED_SHARE * len(lines) or any(is_name_inside(text, label.split()[-1]) for label in repeated):
        yield from (_whole(*match.span(2)) for match in lines if match.group(1) in repeated)


def is_name_inside(text: str, word: str) -> bool:
    """Tell whether a word, in capitals or not, is written as a name in the middle of a sentence (of the text's first part).

    A list of facts ("Interval: 5,000 miles") has the shape of a transcript, but nobody is called Interval.
    """
    return _inside(text[:_LOOKED_AT], word.capitalize())


@lru_cache(maxsize=256)
def _inside(text: str, name: str) -> bool:
    return re.search(rf"(?:[^\W\d_]|,) {re.escape(name)}\b(?!\s*:)", text) is not None

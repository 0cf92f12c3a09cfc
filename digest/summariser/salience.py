"""Salience: which of an article's quotes a reader wants first.

News value sits early and near the lede, above all where the opening takes a few words out of a quote that comes later;
what makes a good pull quote elsewhere (pronouns, short words) does not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digest.model import Article, Passage, Quote
from digest.summariser.marks import pair_marks

WORDS = (8, 40)
"""How long a quote for a digest should be, in words."""

LEDE_CHARACTERS, OPENING_CHARACTERS = 300, 800
"""What counts as the lede where none is given, and how far an article's opening goes."""

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_STOPS = ".!?…,"
_STEM = 6
_TAKEN_UP, _SHARED, _EARLY, _NAMED, _FITTING, _WHOLE, _SURE = 1.5, 1.6, 2.4, 0.6, 0.35, 0.15, 0.3
"""What each sign counts, set by hand: relative to one another only."""


def rank_quotes(article: Article, quotes: Sequence[Quote], lede: Passage | None) -> tuple[Quote, ...]:
    """Return the quotes, the most salient first; those that stand in the lede, and an interviewer's, come last.

    First come early quotes, those that the opening takes words from or shares words with, full sentences of 8 to 40
    words (WORDS) and quotes with a speaker. The first two have different speakers if there are two.
    """
    opening = article.text[: max(OPENING_CHARACTERS, lede.end if lede else 0)]
    parts = [_plain(opening[each.start : each.end]) for each in pair_marks(opening)]
    stems = _stems(lede.text if lede else opening[:LEDE_CHARACTERS])

    def score(quote: Quote) -> float:
        words = " ".join(passage.text for passage in quote.words)
        plain = f" {_plain(words)} "
        return (
            _EARLY * (1 - quote.words[0].start / len(article.text))
            + _TAKEN_UP * any(" " in part and part != plain[1:-1] and f" {part} " in plain for part in parts)
            + _SHARED * min(len(_stems(words) & stems), 4) / 4
            + _WHOLE * (words[0].isupper() and words[-1] in _STOPS)
            + _FITTING * (WORDS[0] <= len(_WORD.findall(words)) <= WORDS[1])
            + (_NAMED + _SURE * quote.confidence if quote.speaker else 0.0)
        )

    ranked = sorted(quotes, key=score, reverse=True)
    late = late_quotes(quotes, lede)
    fresh, stale = ([quote for quote in ranked if (quote in late) is side] for side in (False, True))
    return (*vary(fresh), *stale)


def late_quotes(quotes: Sequence[Quote], lede: Passage | None) -> frozenset[Quote]:
    """Return those of an article's quotes that come last however good they are: the lede's own, and an interviewer's."""
    asking = _interviewers(quotes)
    return frozenset(quote for quote in quotes if _is_inside(quote, lede) or quote.speaker in asking)


def vary(ranked: Sequence[Quote]) -> list[Quote]:
    """Return the quotes with the first one of another speaker put second."""
    other = next((at for at, quote in enumerate(ranked) if quote.speaker != ranked[0].speaker), 1)
    return [*ranked[:1], *ranked[other : other + 1], *ranked[1:other], *ranked[other + 1 :]]


def _interviewers(quotes: Sequence[Quote]) -> set[str]:
    """Return the speakers of three quotes or more who mostly ask: the reporter's questions are no news."""
    said = Counter(quote.speaker for quote in quotes)
    asked = Counter(quote.speaker for quote in quotes if quote.words[-1].text.endswith("?"))
    return {speaker for speaker, count in asked.items() if speaker and said[speaker] > 2 and count * 2 > said[speaker]}


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _LONG_WORD.findall(text)}


def _is_inside(quote: Quote, lede: Passage | None) -> bool:
    return lede is not None and all(lede.start <= each.start and each.end <= lede.end for each in quote.words)

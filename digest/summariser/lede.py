"""The lede: the opening of an article that can stand alone in a digest, lifted by offsets and never altered.

Against summaries that people wrote, the first sentences beat every method that ranks sentences by how central they are.
So the work is to find where the story starts (behind furniture and dateline) and where to stop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from digest.errors import ArticleError
from digest.model import Article, Passage
from digest.summariser.dateline import is_point
from digest.summariser.furniture import begins_with, is_prose
from digest.summariser.language import Language, language_of
from digest.summariser.openings import FEWEST_WORDS, FIRST_WORDS, MARKS, Opening, find_openings
from digest.summariser.prose import Span, count_words

LEDE_WORDS = (25, 50)
"""The words a lede is meant to have."""

ENOUGH_WORDS = 35
"""A lede of so many takes no sentence that would lead it past the 50; a shorter one may, up to LONGEST_RUN."""

LONGEST_RUN = 65
"""The most words of a lede of several sentences."""

LONGEST_SENTENCE = 80
"""The most words of a lede that is one sentence, or whose last one turns ("But ..."): a delayed lede tells the news there."""

POINT_WORDS = 6
"""The first point of a live blog's standing summary stands alone from so many words on."""

ALONE_WORDS = 20
"""A first sentence of so many can stand alone where no next one fits."""

LEDE_PARAGRAPHS = 4
"""How many paragraphs in a row a lede may run through. Many newsrooms write one sentence to a paragraph."""

_OPENINGS = 8
_UNFIT = 3


def find_lede(article: Article) -> Passage:
    """Return the opening that can stand alone: whole sentences, 25 to 50 words (LEDE_WORDS) where they allow it.

    Datelines, bylines, furniture and scene-setting are skipped; a live blog gives its standing summary. The lede never
    ends inside a quotation. It runs on into the next paragraph (LEDE_PARAGRAPHS) only where nothing but the break lies
    between, so its text may hold line breaks, and ends with a paragraph where it has 25 words there. A sentence alone may
    have 20 (ALONE_WORDS) to 80 words (LONGEST_SENTENCE), several 65 (LONGEST_RUN), or 80 where the last one turns.

    Raises:
        ArticleError: no sentence of the article fits.
    """
    language = language_of(article)
    for stopped in (True, False):
        rank, span = _best(article, find_openings(article, language, stopped=stopped), language)
        if rank < _UNFIT:
            return article.lift(*span)
    raise ArticleError("no sentence of the article can stand alone as its lede")


def _best(article: Article, openings: Iterator[Opening], language: Language) -> tuple[int, Span]:
    """Return the rank and span of the best lede among the first openings; no more of them are read than it takes."""
    best, span, row = _UNFIT, (0, 0), deque(islice(openings, LEDE_PARAGRAPHS))
    for at in range(_OPENINGS):
        if not row or not best:
            break
        grown = _grow(article.text, row, language)
        rank = _rank(article.text, grown, language, enough=_enough(article, grown, first=at == 0))
        best, span = (rank, grown) if rank < best else (best, span)
        row.popleft()
        row.extend(islice(openings, 1))
    return best, span


def _enough(article: Article, span: Span, *, first: bool) -> int:
    """Return how many words of an opening are enough whatever it leans on: few where it opens the story or a summary."""
    point = is_point(article.text, span[0])
    if first and article.kind == "live" and (point or not is_prose(article.text[slice(*span)])):
        return POINT_WORDS
    return FIRST_WORDS if first and not point else LONGEST_SENTENCE


def _rank(text: str, span: Span, language: Language, *, enough: int) -> int:
    """Rank a possible lede, lower is better: long enough and leaning on nothing, then long enough, then any."""
    lede = text[slice(*span)]
    words = count_words(lede)
    if not FEWEST_WORDS <= words <= LONGEST_SENTENCE:
        return _UNFIT
    if words >= enough:
        return 0
    return 2 if words < ALONE_WORDS else int(begins_with(lede, language.leaning))


def _grow(text: str, openings: Sequence[Opening], language: Language) -> Span:
    """Return the first sentence of the first opening, with those that follow as far as they fit.

    It ends inside another paragraph only where it would be too short without, or with a sentence that turns.
    """
    (start, end), *following = _in_a_row(text, openings)
    closing = {opening[-1] for opening in openings} | set(openings[0])
    words = count_words(text[start:end])
    whole = end
    for next_start, next_end in following:
        sentence = text[next_start:next_end]
        turns = words <= LEDE_WORDS[1] and begins_with(sentence, language.turning)
        longer = words + count_words(sentence)
        if longer > (LONGEST_SENTENCE if turns else LEDE_WORDS[1] if words >= ENOUGH_WORDS else LONGEST_RUN):
            break
        if sentence[0] in MARKS and words >= ALONE_WORDS:
            break  # what somebody said has its own place in a digest
        words, end = longer, next_end
        whole = end if turns or (next_start, next_end) in closing else whole
    return start, whole if count_words(text[start:whole]) >= LEDE_WORDS[0] else end


def _in_a_row(text: str, openings: Iterable[Opening]) -> Iterator[Span]:
    """Yield the whole sentences of the openings as far as one reads on to the next.

    Nothing but white space may lie between two paragraphs; behind a point of a list or a line without a stop ends the row.
    """
    last: Opening = ()
    for opening in openings:
        if last and (text[last[-1][1] : opening[0][0]].strip() or not _reads_on(text, last)):
            return
        yield from opening
        last = opening


def _reads_on(text: str, opening: Opening) -> bool:
    return is_prose(text[slice(*opening[-1])]) and not is_point(text, opening[0][0])

"""The lede: the opening of an article that can stand alone in a digest, lifted by offsets and never altered.

Against summaries that people wrote, the first sentences beat every method that ranks sentences by how central they are.
So the work is to find where the story starts (behind furniture and dateline) and where to stop.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from digest.errors import ArticleError
from digest.model import Article, Passage
from digest.summariser.dateline import skip_dateline
from digest.summariser.furniture import begins_with, has_phrase, is_furniture, is_prose, is_summary_heading
from digest.summariser.language import Language, language_of
from digest.summariser.marks import pair_marks
from digest.summariser.prose import Span, count_words, paragraphs, sentences

LEDE_WORDS = (25, 50)
"""The words a lede is meant to have."""

ENOUGH_WORDS = 35
"""A lede of so many takes no sentence that would lead it past the 50; a shorter one may, up to LONGEST_RUN."""

LONGEST_RUN = 65
"""The most words of a lede of several sentences."""

LONGEST_SENTENCE = 80
"""The most words of a lede that is one sentence."""

ALONE_WORDS = 20
"""A first sentence of so many can stand alone where no next one fits."""

LEDE_PARAGRAPHS = 3
"""How many paragraphs in a row a lede may run through. Many newsrooms write one sentence to a paragraph."""

REPEATED_SHARE = 0.6
"""A paragraph is a caption or a standfirst when the next one says so much of its first sentence again."""

STANDFIRST_PARAGRAPHS = 3
"""How many paragraphs may stand above a dateline; they are the standfirst, and the story starts below them."""

_FIRST_WORDS, _FEWEST_WORDS = 12, 4
_BULLET_CHARS = 3
_OPENINGS = 8
_HEADING_LINES, _LINES = 60, 400
_UNFIT = 3
_LOOKED_AT = 4_000
_MARKS = "\"'“”„‘‚«»‹「『"
_TELLING = re.compile(r"[^\W_]{3,}")

_Opening = tuple[Span, ...]
"""The whole sentences of a paragraph in which a lede could begin."""


def find_lede(article: Article) -> Passage:
    """Return the opening that can stand alone: whole sentences, 25 to 50 words (LEDE_WORDS) where they allow it.

    Datelines, bylines and furniture are skipped; a live blog gives its standing summary. The lede never ends inside a
    quotation, and runs on into the next paragraph (LEDE_PARAGRAPHS) only where nothing but the break lies between.
    A sentence alone may have 20 (ALONE_WORDS) to 80 words (LONGEST_SENTENCE), several 65 (LONGEST_RUN).

    Raises:
        ArticleError: no sentence of the article fits.
    """
    language = language_of(article)
    for stopped in (True, False):
        openings = _unrepeated(article.text, _openings(article, language, stopped=stopped), language)
        rank, span = _best(article.text, openings, language)
        if rank < _UNFIT:
            return article.lift(*span)
    raise ArticleError("no sentence of the article can stand alone as its lede")


def _best(text: str, openings: Iterator[_Opening], language: Language) -> tuple[int, Span]:
    """Return the rank and span of the best lede among the first openings; no more of them are read than it takes."""
    best, span, row = _UNFIT, (0, 0), deque(islice(openings, LEDE_PARAGRAPHS))
    for at in range(_OPENINGS):
        if not row or not best:
            break
        grown = _grow(text, row)
        rank = _rank(text, grown, language, first=at == 0)
        best, span = (rank, grown) if rank < best else (best, span)
        row.popleft()
        row.extend(islice(openings, 1))
    return best, span


def _rank(text: str, span: Span, language: Language, *, first: bool) -> int:
    """Rank a possible lede, lower is better: long enough and leaning on nothing, then long enough, then any."""
    lede = text[span[0] : span[1]]
    words = count_words(lede)
    if not _FEWEST_WORDS <= words <= LONGEST_SENTENCE:
        return _UNFIT
    if first and words >= _FIRST_WORDS:
        return 0
    return 2 if words < ALONE_WORDS else int(begins_with(lede, language.leaning))


def _grow(text: str, openings: Iterable[_Opening]) -> Span:
    """Return the first sentence of the first opening, with those that follow as far as they fit."""
    (start, end), *following = _in_a_row(text, openings)
    words = count_words(text[start:end])
    for next_start, next_end in following:
        longer = words + count_words(text[next_start:next_end])
        if longer > (LEDE_WORDS[1] if words >= ENOUGH_WORDS else LONGEST_RUN):
            break
        if text[next_start] in _MARKS and words >= ALONE_WORDS:
            break  # what somebody said has its own place in a digest
        words, end = longer, next_end
    return start, end


def _in_a_row(text: str, openings: Iterable[_Opening]) -> Iterator[Span]:
    """Yield the whole sentences of the openings as far as nothing but white space lies between them."""
    end = None
    for whole in chain.from_iterable(openings):
        if end is not None and text[end : whole[0]].strip():
            return
        yield whole
        end = whole[1]


def _openings(article: Article, language: Language, *, stopped: bool) -> Iterator[_Opening]:
    """Yield the paragraphs of prose from where the story starts; `stopped`: only those that end with a stop."""
    text = article.text
    story, stopped = _story_start(article, language, stopped=stopped)
    for span in islice(paragraphs(text), _LINES):
        line = text[span[0] : span[1]]
        if span[0] < story or (stopped and not is_prose(line)) or is_furniture(line, article, language):
            continue
        start = skip_dateline(text, span, article.dateline, language)
        words = text[start : span[1]]
        if count_words(words[:_LOOKED_AT]) < _FEWEST_WORDS or has_phrase(words, language):
            continue
        wholes = tuple(_wholes(text, (start, span[1]), language))
        if wholes:
            yield wholes


def _unrepeated(text: str, openings: Iterator[_Opening], language: Language) -> Iterator[_Opening]:
    """Leave out what the next paragraph says again."""
    last, told = None, set[str]()
    for opening in openings:
        telling = _telling(text[slice(*opening[0])], language)
        if last and (not told or len(told & telling) < REPEATED_SHARE * len(told)):
            yield last
        last, told = opening, telling
    if last:
        yield last


def _telling(sentence: str, language: Language) -> set[str]:
    """Return the words of a sentence that carry its news."""
    return {word for word in _TELLING.findall(sentence.lower()) if word not in language.common}


def _story_start(article: Article, language: Language, *, stopped: bool) -> tuple[int, bool]:
    """Return where the story starts and whether its paragraphs must end with a stop: a summary's points need not."""
    text = article.text
    if article.kind == "live":
        for start, end in islice(paragraphs(text), _HEADING_LINES):
            if is_summary_heading(text[start:end], language):
                return end, False
    for span in islice(paragraphs(text), STANDFIRST_PARAGRAPHS + 1):
        if skip_dateline(text, span, article.dateline, language) > span[0] + _BULLET_CHARS:
            return span[0], stopped
    return 0, stopped


def _wholes(text: str, span: Span, language: Language) -> Iterator[Span]:
    """Yield the sentences of a paragraph, joined where a quotation or a bracket reaches over the stop between them.

    Of a very long paragraph only so much is read as a lede could take.
    """
    begin, cut = span[0], min(span[1], span[0] + _LOOKED_AT)
    quoted = [(begin + each.left, begin + each.right, each.closed) for each in pair_marks(text[begin:cut])]
    start: int | None = None
    for first, end in sentences(text, begin, cut, language):
        start = first if start is None else start
        inside = any(left < end and (end < right or not closed) for left, right, closed in quoted)
        whole = end < cut or cut == span[1]
        if whole and not inside and text.count("(", start, end) <= text.count(")", start, end):
            yield start, end
            start = None

"""The paragraphs in which a lede could begin, from where the story starts: behind furniture, standfirst and scene-setting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from digest.model import Article
from digest.summariser.dateline import has_dateline, skip_dateline
from digest.summariser.furniture import begins_with, has_phrase, is_furniture, is_prose, is_summary_heading
from digest.summariser.language import Language
from digest.summariser.marks import pair_marks
from digest.summariser.prose import Span, count_words, paragraphs, sentences

FEWEST_WORDS = 4
"""What has fewer words is no sentence to begin with."""

FIRST_WORDS = 12
"""A first paragraph of so many words opens the story even where it does not go on."""

REPEATED_SHARE = 0.6
"""A paragraph is a caption or a standfirst when the next one says so much of its first sentence again."""

HEADLINE_WORDS = 4
"""A second paragraph whose first sentence has so many of the headline's telling words may be where the news is."""

STANDFIRST_PARAGRAPHS = 3
"""How many paragraphs may stand above a dateline; they are the standfirst, and the story starts below them."""

MARKS = "\"'“”„‘‚«»‹「『"
"""What opens a quotation."""

Opening = tuple[Span, ...]
"""The whole sentences of a paragraph in which a lede could begin."""

_HEADING_LINES, _LINES = 60, 400
_LOOKED_AT = 4_000
_TELLING = re.compile(r"[^\W_]{3,}")
_ASKED = re.compile(r"[?؟？]\Z")
_SAYING = re.compile(r"[:,]\s+['‘](?=\w).*?(?:['’](?!\w)|(?P<open>\Z))")
"""What somebody says between single marks, which elsewhere are apostrophes."""


def find_openings(article: Article, language: Language, *, stopped: bool) -> Iterator[Opening]:
    """Yield the paragraphs of prose from where the story starts, in text order, each as its whole sentences.

    Left out are furniture, what the next paragraph says again, and a first one that only sets the scene. `stopped`: only
    paragraphs that end with a stop.
    """
    paragraphs_of_prose = _prose(article, language, stopped=stopped)
    return _news_first(article, _unrepeated(article.text, paragraphs_of_prose, language), language)


def _prose(article: Article, language: Language, *, stopped: bool) -> Iterator[Opening]:
    """Yield the paragraphs of prose from where the story starts; `stopped`: only those that end with a stop.

    A question by itself is an interviewer's or a heading, unless it is long and opens the story.
    """
    text = article.text
    story, stopped = _story_start(article, language, stopped=stopped)
    begun = False
    for span in islice(paragraphs(text), _LINES):
        line = text[span[0] : span[1]]
        if span[0] < story or (stopped and not is_prose(line)) or is_furniture(line, article, language):
            continue
        start = skip_dateline(text, span, article.dateline, language)
        words = text[start : span[1]]
        if count_words(words[:_LOOKED_AT]) < FEWEST_WORDS or has_phrase(words, language):
            continue
        wholes = tuple(_wholes(text, (start, span[1]), language))
        if wholes and not (_asks(text, wholes) and (begun or count_words(text[slice(*wholes[0])]) < FIRST_WORDS)):
            yield wholes
            begun = True


def _asks(text: str, opening: Opening) -> bool:
    """Tell whether a paragraph is one question: an interviewer's, or a heading."""
    return len(opening) == 1 and bool(_ASKED.search(text[slice(*opening[0])]))


def _unrepeated(text: str, openings: Iterator[Opening], language: Language) -> Iterator[Opening]:
    """Leave out what the next paragraph says again."""
    last, told = None, set[str]()
    for opening in openings:
        telling = _telling(text[slice(*opening[0])], language)
        if last and (len(told) < FEWEST_WORDS or len(told & telling) < REPEATED_SHARE * len(told)):
            yield last
        last, told = opening, telling
    if last:
        yield last


def _news_first(article: Article, openings: Iterator[Opening], language: Language) -> Iterator[Opening]:
    """Leave out a first paragraph that only sets the scene.

    The headline tells the news, so the news is where the text tells it again.
    """
    first, second = next(openings, ()), next(openings, ())
    if first and not (second and _sets_the_scene(first, second, article, language)):
        yield first
    if second:
        yield second
    yield from openings


def _sets_the_scene(first: Opening, second: Opening, article: Article, language: Language) -> bool:
    """Tell whether `second` stands alone and has many of the headline's words, at least three times as many as `first`."""
    text, start = article.text, first[0][0]
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return False  # behind a dateline stands the news
    headline = _telling(article.entry.headline, language)
    before, after = _telling(text[slice(*first[0])], language), _telling(text[slice(*second[0])], language)
    telling = len(headline & after) >= max(HEADLINE_WORDS, 3 * len(headline & before))
    return telling and _stands_alone(text[slice(*second[0])], before, language)


def _stands_alone(sentence: str, before: set[str], language: Language) -> bool:
    """Tell whether a sentence opens nothing that the words `before` it opened: no quotation, pronoun or name again."""
    opens = next((word for word in _TELLING.findall(sentence.lower()) if word not in language.common), "")
    leans = begins_with(sentence, language.leaning | language.turning)
    return not (sentence[0] in MARKS or leans or opens in before)


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
        if has_dateline(text, span, article.dateline, language):
            return span[0], stopped
    return 0, stopped


def _wholes(text: str, span: Span, language: Language) -> Iterator[Span]:
    """Yield the sentences of a paragraph, joined where a quotation or a bracket reaches over the stop between them.

    Of a very long paragraph only so much is read as a lede could take.
    """
    begin, cut = span[0], min(span[1], span[0] + _LOOKED_AT)
    quoted = tuple(_quoted(text[begin:cut]))
    start: int | None = None
    for first, end in sentences(text, begin, cut, language):
        start = first if start is None else start
        inside = any(begin + left < end and (end < begin + right or not closed) for left, right, closed in quoted)
        whole = end < cut or cut == span[1]
        if whole and not inside and text.count("(", start, end) <= text.count(")", start, end):
            yield start, end
            start = None


def _quoted(paragraph: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of what stands between marks, and whether they close."""
    for each in pair_marks(paragraph):
        yield each.left, each.right, each.closed
    for said in _SAYING.finditer(paragraph):
        yield said.start(), said.end(), said["open"] is None

"""What was really changed in an article: a note, another headline, another number or name, a new paragraph.

Typing errors, white space, letter case, typography and the order of paragraphs are no news. Nothing here knows a language:
words are compared as words, numbers as numbers, and a name is what is written large where its neighbours are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from digest.model import Article, Change, ChangeKind, Former

ADDED_WORDS = 8
"""A new paragraph has so many words, or it is a caption or a notice. A script that does not space words: ADDED_LETTERS."""
ADDED_LETTERS = 40
SAME_PARAGRAPH = 0.5
"""The share of words that a paragraph keeps when it was edited, and not replaced."""
TYPING_ERROR = 0.75
"""How alike the spellings of one word are (difflib's ratio): below it, it is another word."""
COMPARED = 400
"""Paragraphs of a text that are compared: a live page of thousands must not hold the press."""
CHANGES_MOST = 3
"""The changes told of one article, the weightiest first."""

_WORD = re.compile(r"\w+(?:[.,:]\d+)*")
_STOP = re.compile(r"[.!?…؟]+[\"'”’»)\]]*\s+|[。！？]+[”』」]*")
_ABBREVIATION = re.compile(r"\b[^\W\d_a-z]\w{0,2}\.\s+$")  # "Mr. ", "Dr. ", an initial
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]")

Span = tuple[int, int]


def find_changes(former: Former, article: Article) -> tuple[Change, ...]:
    """Return what is really different in an article from what it was: at most CHANGES_MOST, the weightiest first.

    An article that is no revision of the former one at all (nothing of it is left) has changed its headline at most.
    """
    headline = article.entry.headline
    notes = [Change(ChangeKind.CORRECTION, note) for note in article.corrections if note not in former.corrections]
    found = list(notes)
    if _differs(former.headline, headline):
        found.append(Change(ChangeKind.HEADLINE, headline, former.headline))
    # A feed's few lines and the page that they stand for are two texts, and no change of either.
    if former.origin is article.origin:
        found += sorted(_in_text(former, article), key=lambda change: change.kind is ChangeKind.ADDED)
    return tuple(found[:CHANGES_MOST])


def _in_text(former: Former, article: Article) -> Iterator[Change]:
    """Yield what the paragraphs that are new say differently, or newly, in their order."""
    known = {_folded(paragraph) for paragraph in former.text.split("\n")}
    current = list(_paragraphs(article.text))
    now = {_folded(article.text[start:end]) for start, end in current}
    gone = [line for line in former.text.split("\n")[:COMPARED] if _folded(line) not in now]
    notes = {_folded(note) for note in article.corrections}
    kept = len(now & known)
    for start, end in current[:COMPARED]:
        paragraph = article.text[start:end]
        if _folded(paragraph) in known or _folded(paragraph) in notes:
            continue
        before = _counterpart(paragraph, gone)
        if before is not None:
            yield from _facts(article, (start, end), before)
        elif kept and _is_prose(paragraph):
            yield _change(ChangeKind.ADDED, article, _sentences(paragraph, start)[0])


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _counterpart(paragraph: str, gone: Sequence[str]) -> str | None:
    """Return the paragraph that this one was before it was edited; None where there is none."""
    words = Counter(_folded(paragraph))
    best, share = None, SAME_PARAGRAPH
    for line in gone:
        others = Counter(_folded(line))
        size = max(sum(words.values()), sum(others.values()))
        alike = sum((words & others).values()) / size if size else 0.0
        if alike >= share:
            best, share = line, alike
    return best


def _facts(article: Article, span: Span, before: str) -> Iterator[Change]:
    """Yield the sentences of an edited paragraph that hold another number or name than it had."""
    start, end = span
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(article.text, start, end))
    matcher = SequenceMatcher(None, [_fold(w.group()) for w in old], [_fold(w.group()) for w in new], autojunk=False)
    told: set[Span] = set()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace" or not _is_fact([w.group() for w in old[i1:i2]], [w.group() for w in new[j1:j2]]):
            continue
        at = new[j1].start()
        sentence = next((s for s in _sentences(article.text[start:end], start) if s[0] <= at < s[1]), span)
        if sentence not in told:
            told.add(sentence)
            yield _change(ChangeKind.FACT, article, sentence)


def _is_fact(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether words that took the place of others are another number, or another name."""
    numbers = [[word for word in words if word[0].isdigit()] for words in (old, new)]
    if any(numbers):
        return all(numbers) and _values(numbers[0]) != _values(numbers[1])
    names = [[word for word in words if word[0].isupper()] for words in (old, new)]
    return all(names) and any(not _alike(word, names[0]) for word in names[1])


def _values(numbers: Sequence[str]) -> list[str]:
    """Numbers as their digits: `1,200` and `1.200` are one, typography is no fact."""
    return [re.sub(r"\D", "", number) for number in numbers]


def _differs(old: str, new: str) -> bool:
    """Whether a line says something else, and was not merely mended."""
    before, after = Counter(_folded(old)), Counter(_folded(new))
    come, gone = list(after - before), list(before - after)
    if not (come or gone):
        return False
    if any(word[0].isdigit() for word in (*come, *gone)):
        return True
    return any(not _alike(word, gone) for word in come) or any(not _alike(word, come) for word in gone)


def _alike(word: str, others: Sequence[str]) -> bool:
    """Whether a word is one of the others, but for a typing error."""
    folded = _fold(word)
    return any(SequenceMatcher(None, folded, _fold(other), autojunk=False).ratio() >= TYPING_ERROR for other in others)


def _is_prose(paragraph: str) -> bool:
    words = len(_WORD.findall(paragraph))
    return words >= ADDED_WORDS or (len(paragraph) >= ADDED_LETTERS and bool(_UNSPACED.search(paragraph)))


def _sentences(paragraph: str, start: int) -> list[Span]:
    """The sentences of a paragraph as spans of the text that it begins in at `start`."""
    ends = [stop.end() for stop in _STOP.finditer(paragraph) if _ends_sentence(paragraph, stop.end())]
    pieces = pairwise([0, *ends, len(paragraph)])
    return [_trimmed(paragraph, piece, start) for piece in pieces if paragraph[slice(*piece)].strip()]


def _ends_sentence(paragraph: str, end: int) -> bool:
    following = paragraph[end : end + 1]
    return not following.islower() and not _ABBREVIATION.search(paragraph[max(0, end - 8) : end])


def _trimmed(paragraph: str, piece: Span, start: int) -> Span:
    words = paragraph[slice(*piece)]
    return start + piece[0] + len(words) - len(words.lstrip()), start + piece[0] + len(words.rstrip())


def _change(kind: ChangeKind, article: Article, span: Span) -> Change:
    passage = article.lift(*span)
    return Change(kind, passage.text, passage=passage)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _folded(line: str) -> tuple[str, ...]:
    """The words of a line, as far as they count."""
    return tuple(_fold(word) for word in _WORD.findall(line))

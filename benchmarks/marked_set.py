"""The project's own marked articles (tests/eval/articles): read them, run the summariser on them, compare.

An article is one text file: a head between two lines of `+++`, in TOML, then its text, one paragraph a line.

    about = "what is hard in it"
    headline = "..."
    kind = "live"                                 only where it is not news
    lede = ["Its first words", "its last words."]  the shortest lede that an editor would print
    quotes = [
      { begins = ["First words of a stretch", "those … last words of another"], speaker = "Ada Cole", role = "mayor" },
    ]
    not_quotes = ["A Title"]                      what stands in marks and nobody said

A stretch ends at its closing mark, or where the words behind " … " end. A speaker or a role may be a list: each of them
is right, and "" says that the name may be left out. Stretches of fewer than five words need no mark: they count neither way.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.errors import ArticleError
from digest.model import Article, Entry, Quote
from digest.summariser.lede import find_lede
from digest.summariser.quotes import explain_quotes, find_quotes

ARTICLES = Path(__file__).parents[1] / "tests" / "eval" / "articles"

HELD = ARTICLES.with_name("held")
"""Articles held back from the first rules. They are tuned on by now, so what they say is no longer a proof."""

UNSEEN = ARTICLES.with_name("unseen")
"""Articles for the scores alone: nobody tunes a rule on their texts or errors."""

SETS = {folder.name: folder for folder in (ARTICLES, HELD, UNSEEN)}
"""Every set of marked articles by its name."""

FEWEST_WORDS = 5
"""Stretches of fewer words are as often titles and scare quotes as speech, so they are not counted."""

SAME_SPAN, SAME_ROLE = 0.8, 0.6
"""How much of the longer span, or of both roles' words (F1), must be shared."""

MORE_ROLE = 4
"""A role is also right that says up to so many words more than the marked one ("farmer", "farmer with 60 cows")."""

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "”": "”"}
_ARTICLES = re.compile(r"^(?:the|an?|de[rnms]|die|das|eine?|les?|la|une?|el|los|las|una?)\s+|^l['’]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation as an editor marked it: its stretches, the speakers and the roles that are right."""

    spans: tuple[Span, ...]
    speakers: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked article; `lede` is the shortest lede that will do."""

    name: str
    about: str
    article: Article
    lede: Span
    quotes: tuple[Mark, ...]
    not_quotes: tuple[Span, ...]

    @property
    def language(self) -> str:
        """The language's folder."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison: what was asked, whether it is right, and both sides of it.

    A question is lede, quote, speaker or role; false_names and false_quotes are asked only where the answer is wrong.
    """

    article: str
    question: str
    right: bool
    expected: str
    got: str
    evidence: str = ""

    @property
    def language(self) -> str:
        """The language's folder."""
        return self.article.partition("/")[0]


def read_set(folder: Path = ARTICLES) -> tuple[Marked, ...]:
    """Return every marked article, by name."""
    return tuple(read_marked(path) for path in sorted(folder.glob("*/*.txt")))


def read_marked(path: Path) -> Marked:
    """Return one marked article.

    Raises:
        ValueError: a mark is not in the text, or more than once.
    """
    _, head, text = path.read_text("utf-8").split("+++\n", 2)
    table, text = tomllib.loads(head), text.strip()
    name = f"{path.parent.name}/{path.stem}"
    entry = Entry("marked", name, f"https://marked.example/{name}", table["headline"])
    article = Article(entry, text, kind=table.get("kind", "news"))
    first, last = (_find(name, text, words) for words in table["lede"])
    quotes = tuple(_read_quote(name, text, each) for each in table["quotes"])
    others = tuple(_find(name, text, words) for words in table.get("not_quotes", ()))
    return Marked(name, table["about"], article, (first[0], last[1]), quotes, others)


def compare(marked: Marked) -> Iterator[Finding]:
    """Run the summariser on a marked article and yield every comparison."""
    yield _compare_lede(marked)
    found = [(span, quote) for quote in find_quotes(marked.article) for span in _spans(quote)]
    wanted = [(span, mark) for mark in marked.quotes for span in mark.spans]
    for span, mark in wanted:
        match = next((quote for other, quote in found if _same(span, other)), None)
        yield Finding(marked.name, "quote", match is not None, _cut(marked, span), "found" if match else "not found")
        if match:
            yield from _compare_speaker(marked, mark, match)
    for span, quote in found:
        if not any(_same(span, other) for other, _ in wanted) and _counts(marked, span):
            yield Finding(
                marked.name, "false_quotes", right=False, expected="", got=_cut(marked, span), evidence=_evidence(quote)
            )


def judged_quotes(marked: Marked, least: float) -> Iterator[tuple[tuple[Quote, tuple[str, ...]], bool]]:
    """Yield the quotes found of those marked, with the signs behind their confidence and whether their speaker is right."""
    wanted = [(span, mark) for mark in marked.quotes for span in mark.spans]
    for quote, signs in explain_quotes(marked.article, least):
        mark = next((mark for span, mark in wanted if _same(span, _spans(quote)[0])), None)
        if mark:
            yield (quote, signs), _plain(quote.speaker) in map(_plain, mark.speakers)


def shares(findings: Iterable[Finding]) -> dict[str, float]:
    """Return the percentage right of each question, and of false names and quotes how many there are for 100 found."""
    findings = tuple(findings)
    asked = Counter(finding.question for finding in findings)
    right = Counter(finding.question for finding in findings if finding.right)
    got = {kind: 100 * right[kind] / max(1, asked[kind]) for kind in ("lede", "quote", "speaker", "role")}
    return got | {kind: 100 * asked[kind] / max(1, right["quote"]) for kind in ("false_names", "false_quotes")}


def _compare_lede(marked: Marked) -> Finding:
    start, end = marked.lede
    expected = _cut(marked, marked.lede)
    try:
        lede = find_lede(marked.article)
    except ArticleError as error:
        return Finding(marked.name, "lede", right=False, expected=expected, got=str(error))
    return Finding(marked.name, "lede", lede.start == start and lede.end >= end, expected, lede.text)


def _compare_speaker(marked: Marked, mark: Mark, quote: Quote) -> Iterator[Finding]:
    right = _plain(quote.speaker) in map(_plain, mark.speakers)
    expected = " | ".join(each or "(nobody)" for each in mark.speakers)
    yield Finding(marked.name, "speaker", right, expected, quote.speaker or "(nobody)", _evidence(quote))
    if quote.speaker and not right:
        yield Finding(
            marked.name, "false_names", right=False, expected=expected, got=quote.speaker, evidence=_evidence(quote)
        )
    if any(mark.roles):
        right = any(_alike(role, quote.role) for role in mark.roles)
        yield Finding(marked.name, "role", right, " | ".join(mark.roles), quote.role or "(none)", _evidence(quote))


def _read_quote(name: str, text: str, table: dict[str, object]) -> Mark:
    spans = tuple(_stretch(name, text, words) for words in _listed(table["begins"]))
    return Mark(spans, _listed(table["speaker"]), _listed(table["role"]))


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _stretch(name: str, text: str, words: str) -> Span:
    first, _, last = words.partition(" … ")
    start, end = _find(name, text, first)
    if last:
        return start, text.index(last, end) + len(last)
    opening = text[:start].rstrip()[-1:]
    closing = _CLOSING.get(opening, '”»"’')
    line_end = (text + "\n").index("\n", end)
    ends = (at for at in range(end, line_end) if text[at] in closing and not text[at + 1 : at + 2].isalnum())
    end = next(ends, line_end)
    return start, start + len(text[start:end].rstrip())


def _find(name: str, text: str, words: str) -> Span:
    if text.count(words) != 1:
        raise ValueError(f"{name}: {words!r} is in the text {text.count(words)} times, not once")
    return text.index(words), text.index(words) + len(words)


def _spans(quote: Quote) -> list[Span]:
    return [(passage.start, passage.end) for passage in quote.words]


def _same(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SAME_SPAN * max(one[1] - one[0], other[1] - other[0])


def _counts(marked: Marked, span: Span) -> bool:
    """Tell whether a stretch that nobody marked is a fault: it is long, or one of those marked as no quote."""
    long = len(_cut(marked, span).split()) >= FEWEST_WORDS
    return long or any(_same(span, other) for other in marked.not_quotes)


def _cut(marked: Marked, span: Span) -> str:
    return marked.article.text[slice(*span)]


def _plain(name: str) -> str:
    return _ARTICLES.sub("", name.strip()).casefold()


def _alike(role: str, other: str) -> bool:
    one, two = set(_WORD.findall(_plain(role))), set(_WORD.findall(_plain(other)))
    longer = one <= two and len(two) <= len(one) + MORE_ROLE
    return bool(two) and (longer or 2 * len(one & two) >= SAME_ROLE * (len(one) + len(two)))


def _evidence(quote: Quote) -> str:
    mention = quote.mention.text if quote.mention else "-"
    cue = quote.cue.text if quote.cue else "-"
    return f"mention {mention!r}, cue {cue!r}, confidence {quote.confidence:.2f}"

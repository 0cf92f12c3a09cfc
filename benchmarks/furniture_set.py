"""The project's own marked pages (tests/eval/pages): read them, and compare a text with what an editor would keep.

Beside each `name.html`, which looks like what a news site serves, stands `name.toml`:

    title, authors, published, language, kind      what the page says of itself; caption, credit: of its lead image
    keep = ["..."]                                 every paragraph, subheading and list item of the body, in order
    either = ["..."]                               lines that count neither way: title, dek, key points, tweets, corrections
    [furniture]
    newsletter = ["..."]                           every other line that a reader sees, by its kind

The marks cover every word on the page. Half of the pages are held back: rules are tuned on the `dev` half only, and
the `held` half says whether they are true of other pages too. Its texts are not for those who write rules.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html as lxml_html

PAGES = Path(__file__).parents[1] / "tests" / "eval" / "pages"
HALVES = ("dev", "held")

RUN_WORDS = 5
"""So many words of a furniture line in a row are enough to say that it was left in; a shorter line counts whole."""

FAR = ("menu", "footer")
"""Furniture that stands far from the body, which every extractor drops; the rest is the hard part."""

_UNSEEN = ["head", "script", "style", "template", "noscript"]
_WORD = re.compile(r"[぀-ヿ一-鿿]|\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟])[”»“\"]?\s+|(?<=。)")
Words = tuple[str, ...]


@dataclass(frozen=True)
class MarkedPage:
    """A marked page; `furniture` holds pairs of kind and line."""

    name: str
    language: str
    html: str
    keep: tuple[str, ...]
    either: tuple[str, ...]
    furniture: tuple[tuple[str, str], ...]

    @property
    def half(self) -> str:
        """Where the page belongs: the first byte of its name's SHA-256, even for dev, odd for held."""
        return HALVES[hashlib.sha256(self.name.encode()).digest()[0] % 2]

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the body."""
        return tuple(each for line in self.keep for each in _SENTENCE_END.split(line) if words_of(each))


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a page and whether the text is right about it; `kind` is "body" or the kind of furniture."""

    page: str
    language: str
    kind: str
    right: bool
    line: str


def read_pages(folder: Path = PAGES) -> tuple[MarkedPage, ...]:
    """Return every marked page, by name."""
    return tuple(read_page(path) for path in sorted(folder.glob("*.toml")))


def read_page(path: Path) -> MarkedPage:
    """Return one marked page, from its marks' file and the page beside it."""
    table = tomllib.loads(path.read_text("utf-8"))
    lines = tuple((kind, line) for kind, several in table["furniture"].items() for line in several)
    html = path.with_suffix(".html").read_text("utf-8")
    return MarkedPage(path.stem, table["language"], html, tuple(table["keep"]), tuple(table["either"]), lines)


def visible_text(html: str) -> str:
    """Return all text that a reader of the page sees."""
    tree = lxml_html.document_fromstring(html)
    for element in tree.xpath("|".join(f"//{tag}" for tag in _UNSEEN)):
        element.drop_tree()
    return str(tree.text_content())


def uncovered(page: MarkedPage) -> tuple[str, str]:
    """Return the marked lines that the page does not show, and what it shows that no line marks."""
    shown = "".join(visible_text(page.html).split())
    missing = []
    lines = [*page.keep, *page.either, *(line for _, line in page.furniture)]
    for line in sorted(("".join(each.split()) for each in lines), key=len, reverse=True):
        if line not in shown:
            missing.append(line)
        shown = shown.replace(line, "\0", 1)
    return " ".join(missing), shown.replace("\0", "")


def compare(page: MarkedPage, text: str) -> Iterator[Finding]:
    """Yield, for every sentence of the body and every line of furniture, whether the text is right about it."""
    words = words_of(text)
    for sentence in page.sentences:
        yield Finding(page.name, page.language, "body", _stands(words_of(sentence), words), sentence)
    accounted = words_of("\n".join(page.keep + page.either))
    for kind, line in sorted(page.furniture, key=lambda each: -len(each[1])):
        left = _left(words_of(line), words, accounted)
        yield Finding(page.name, page.language, kind, not left, line)
        # The caption that was left in must not also be counted as the photographer's name in the byline.
        accounted += words_of(line) if left else ()


def compare_all(pages: Iterable[MarkedPage], extract: Callable[[str], str]) -> tuple[Finding, ...]:
    """Return what `extract` (HTML in, text out) gets right and wrong on the pages."""
    return tuple(finding for page in pages for finding in compare(page, extract(page.html)))


def shares(findings: Iterable[Finding]) -> dict[str, float]:
    """Return, in percent, the body's sentences kept, the lines of furniture left in, and those left of what stands near."""
    findings = tuple(findings)
    body = [finding.right for finding in findings if finding.kind == "body"]
    others = [finding.right for finding in findings if finding.kind != "body"]
    near = [finding.right for finding in findings if finding.kind not in {"body", *FAR}]
    return {"kept": _percent(body, of=True), "left": _percent(others, of=False), "near": _percent(near, of=False)}


def _percent(answers: list[bool], *, of: bool) -> float:
    return 100 * answers.count(of) / max(1, len(answers))


def words_of(text: str) -> Words:
    """Return the words of a text in lower case; of Japanese and Chinese, the signs."""
    return tuple(_WORD.findall(text.casefold()))


def _left(line: Words, text: Words, accounted: Words) -> bool:
    """Tell whether a furniture line stands in the text oftener than in the words that are accounted for."""
    length = min(len(line), RUN_WORDS)
    got, own = _runs(text, length), _runs(accounted, length)
    return bool(line) and any(got[run] > own[run] for run in _runs(line, length))


def _runs(words: Words, length: int) -> Counter[Words]:
    return Counter(words[at : at + length] for at in range(len(words) - length + 1))


def _stands(line: Words, words: Words) -> bool:
    return f" {' '.join(line)} " in f" {' '.join(words)} "

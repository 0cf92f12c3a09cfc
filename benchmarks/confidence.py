"""How far the confidence in an attribution can be trusted: stated against measured; and the fit of its weights.

    python benchmarks/confidence.py          reliability, precision and coverage on every set at hand
    python benchmarks/confidence.py --fit    fit the weights to PolNeAR's dev half, write them, and print the tables

See quote_sets.py for where the public sets are read from; without a clone its rows are left out, and say so. Judged is what
can be: a named source by its last name, an unnamed one by its place or its noun, he and she by the hand-made labels (each stands for
all of its kind, so it weighs more). The marked articles of this project are judged by the printed name.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain
from pathlib import Path

from fit_confidence import Language, Row, fit, fit_language, write_weights
from marked_set import ARTICLES, HELD, UNSEEN, judged_quotes, read_set
from quote_sets import Document, Said, Span, read_german, read_polnear

from digest.model import Article, Entry, Quote
from digest.model.plan import Newsletter
from digest.summariser.quotes import LEAST, explain_quotes

THRESHOLD = next(field.default for field in fields(Newsletter) if field.name == "confidence")
"""What a newsletter asks for where its settings say nothing."""

FEW = ("es", "fr", "pl", "ru", "uk")
"""Languages whose marked articles are so few that they are fitted together."""

BINS = (0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1.01)
FEWEST_WORDS = 5
PRONOUN_SHARE = 7.5
"""How many of PolNeAR's pronouns a judged one stands for in the dev half."""

_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "we", "you", "i", "me", "who", "which", "that", "er", "sie", "es", "der", "die", "das"]
)
_CUT = re.compile(
    r"[,;:(\[—–]| - | (?:of|from|in|at|on|for|with|who|whose|which|that|to|near|by|von|vom|aus|im|am|bei|für|der|die|das|des|zu|zum|zur) "
)
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms)\. (\w+)$")
_WORD = re.compile(r"[^\W_][\w.'’&-]*")


@dataclass(frozen=True, slots=True)
class Judged:
    """One attribution: whether it is right, how sure the program is, how much it counts, and the signs behind it."""

    right: bool
    confidence: float
    weight: float
    signs: tuple[str, ...]

    @property
    def row(self) -> Row:
        """What a fit needs of it."""
        return self.signs, self.right, self.weight


def main(arguments: Sequence[str]) -> None:
    if "--fit" in arguments:
        fit_all()
        subprocess.run([sys.executable, __file__], check=True)
        return
    print(f"an attribution is printed from {THRESHOLD} on\n")
    for name, read in _SETS.items():
        try:
            print_table(name, list(read()))
        except (subprocess.CalledProcessError, FileNotFoundError):
            print(f"{name}: no clone of the set here, left out\n")


def fit_all() -> None:
    """Fit English to PolNeAR's dev half, the others to the marked articles, German to Wikinews besides.

    The rules were made on the marked articles and on Wikinews' dev half, so these flatter. What is on none of the counted
    grounds is therefore fitted to both halves of Wikinews, and the others are never surer of it than German. The grounds
    are counted without the held halves and without the unseen articles: these are for the tables alone.
    """
    weights = fit(each.row for each in judge(read_polnear("dev"), least=0.0))
    dev = [each.row for each in judge(read_german("dev"), least=0.0)]
    both = [*dev, *(each.row for each in judge(read_german("held"), least=0.0))]
    counted = fit_language([*dev, *_fitted("de")], weights).grounds
    german = replace(fit_language(both, weights), grounds=counted)
    others = fit_language(chain.from_iterable(map(_fitted, FEW)), weights)
    others = replace(others, most=min(others.most, german.most))
    write_weights(weights, {"en": Language(0.0, 1.0), "de": german} | dict.fromkeys(FEW, others))


def _fitted(code: str) -> Iterator[Row]:
    return (each.row for folder in (ARTICLES, HELD) for each in judge_marked(code, folder, least=0.0))


def judge(documents: Iterable[Document], least: float = LEAST) -> Iterator[Judged]:
    """Yield every attribution of a set's articles that can be judged, if it is as sure as `least`."""
    for document in documents:
        article = Article(Entry("benchmark", document.name, "", ""), document.text)
        for quote, signs in explain_quotes(article, least):
            said = _said(document, quote)
            weight = _weight(said, quote) if said and quote.speaker else 0.0
            if said and weight:
                yield Judged(_is_right(said, quote), quote.confidence, weight, signs)


def judge_marked(language: str, folder: Path = ARTICLES, least: float = LEAST) -> Iterator[Judged]:
    """Yield the attributions in the project's own marked articles of a language."""
    for marked in read_set(folder):
        if marked.language == language:
            for (quote, signs), right in judged_quotes(marked, least):
                if quote.speaker:
                    yield Judged(right, quote.confidence, 1.0, signs)


def print_table(name: str, rows: Sequence[Judged]) -> None:
    """Print stated against measured by bins, then precision and coverage at the threshold."""
    print(f"{name}: {len(rows)} attributions judged")
    for low, high in zip((0.0, *BINS), BINS, strict=False):
        inside = [row for row in rows if low <= row.confidence < high]
        if inside:
            stated, measured = _mean(inside, lambda row: row.confidence), _mean(inside, lambda row: row.right)
            print(
                f"  {low:4.2f}-{min(high, 1):4.2f} {len(inside):6d}   stated {stated:5.1f}   measured {measured:5.1f}"
            )
    print_precision(rows, THRESHOLD)
    print_precision(rows, _least_for(rows, 98.0))
    print()


def _least_for(rows: Sequence[Judged], precision: float) -> float:
    """Return the lowest confidence from which on so many of a hundred attributions are right."""
    levels = sorted({row.confidence for row in rows})
    sure = ((level, [row for row in rows if row.confidence >= level]) for level in levels)
    return next((level for level, each in sure if _mean(each, lambda row: row.right) >= precision), 1.0)


def print_precision(rows: Sequence[Judged], least: float) -> None:
    """Print how many of the attributions that are as sure are right, and how many there are."""
    sure = [row for row in rows if row.confidence >= least]
    coverage = 100 * sum(row.weight for row in sure) / max(1e-9, sum(row.weight for row in rows))
    print(f"  from {least:.3f}: precision {_mean(sure, lambda row: row.right):.1f}, coverage {coverage:.1f}")


def _mean(rows: Sequence[Judged], value: Callable[[Judged], float]) -> float:
    return 100 * sum(row.weight * value(row) for row in rows) / max(1e-9, sum(row.weight for row in rows))


def _said(document: Document, quote: Quote) -> Said | None:
    """Return the innermost marked quotation that a quote's words lie in, four fifths of them at least."""
    passage = quote.words[0]
    if len(passage.text.split()) < FEWEST_WORDS:
        return None
    span = (passage.start, passage.end)
    least = 0.8 * (passage.end - passage.start)
    around = [said for said in document.said if sum(_shared(span, each) for each in said.words) >= least]
    return min(around, key=lambda said: sum(end - start for start, end in said.words), default=None)


def _weight(said: Said, quote: Quote) -> float:
    """Return what a judgement counts; 0.0 where nobody can tell: no source, a pronoun without a label, a role taken up."""
    if said.meant:
        return PRONOUN_SHARE if said.source.lower() in _PRONOUNS else 1.0
    if not said.source or said.source.lower() in _PRONOUNS:
        return 0.0
    taken_up = quote.speaker[:1].isupper() and not _is_named(said) and _touches(said, quote)
    return 0.0 if taken_up else 1.0


def _is_named(said: Said) -> bool:
    return _head(said.source)[:1].isupper()


def _is_right(said: Said, quote: Quote) -> bool:
    if said.meant:
        return any(_head(form) == _head(quote.speaker) for form in said.meant.split(" / "))
    if " " in quote.speaker and quote.speaker in said.source:
        return True
    titled = _TITLED.match(said.source)  # "Mr. Li" may be Li Wei
    return (
        _head(said.source) == _head(quote.speaker)
        or (not _is_named(said) and _touches(said, quote))
        or (titled is not None and titled.group(1) in quote.speaker.split())
    )


def _touches(said: Said, quote: Quote) -> bool:
    mention = quote.mention
    return mention is not None and any(_shared((mention.start, mention.end), place) for place in said.places)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _head(source: str) -> str:
    """Return the last name in the words for a source, or the noun they are built on; a title's and a body's tail cut off."""
    source = re.sub(r"['’]s\b", "", _SUFFIX.sub("", source))
    start = re.sub(r"^(?:the|an?|der|die|das|den|dem|eine?) ", "", source, flags=re.IGNORECASE)
    cut = None if start.lower().startswith(("von ", "van ")) else _CUT.search(start, 1)
    words = _WORD.findall(start[: cut.start()] if cut else start)
    return words[-1].strip(".'’") if words else ""


_SETS: dict[str, Callable[[], Iterable[Judged]]] = {
    "PolNeAR dev": lambda: judge(read_polnear("dev")),
    "PolNeAR held": lambda: judge(read_polnear("held")),
    "German Wikinews dev": lambda: judge(read_german("dev")),
    "German Wikinews held": lambda: judge(read_german("held")),
} | {
    f"{name} {code}": partial(judge_marked, code, folder)
    for name, folder in {"marked": ARTICLES, "marked, held": HELD, "marked, unseen": UNSEEN}.items()
    for code in ("en", "de", *FEW)
}


if __name__ == "__main__":
    main(sys.argv[1:])

"""How many of an editor's own top three stories a ranking finds: ours, newest first, most covered, and ours of the day before.

    python benchmarks/score_ranking.py [dev|held]

The windows are invented (tests/eval/windows.txt) and were labelled before any weight was changed. Overlap@3 is the share of the
editor's three that stand among the first three, averaged over windows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.editor import Edition, choose
from digest.model import (
    Article,
    Brand,
    Brief,
    Cadence,
    Candidate,
    Entry,
    Image,
    Newsletter,
    Quote,
    Section,
    SectionKind,
    Topic,
)
from digest.model import Ranking as Weights

WINDOWS = Path(__file__).parents[1] / "tests" / "eval" / "windows.txt"
NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
SPAN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Row:
    """A story of a window; `flags` are picture, opinion, paid, and the number of its quotes."""

    wanted: bool
    candidate: Candidate
    also: tuple[Candidate, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The stories of an issue's window, which half it is in, and the newsletter's topics by category, in order."""

    name: str
    half: str
    topics: tuple[str, ...]
    rows: tuple[Row, ...]


Ranking = Callable[[Window], Sequence[int]]
"""Keys of the stories, best first."""


def read_windows() -> list[Window]:
    """Return the windows of the file."""
    blocks = WINDOWS.read_text(encoding="utf-8").split("\n= ")[1:]
    return [_window(block.strip().splitlines()) for block in blocks]


def _window(lines: Sequence[str]) -> Window:
    name, half, topics = lines[0].split()
    rows = tuple(_row(100 * number, line) for number, line in enumerate(lines[1:], start=1))
    return Window(name, half, tuple(topics.split(",")), rows)


def _row(key: int, line: str) -> Row:
    cells = [cell.strip() for cell in line[2:].split("|")]
    headline, category, source, others, age, told = cells
    flags = tuple(told.split())
    lead = _candidate(key, source, headline, category, float(age), flags)
    also = [
        _candidate(key + n, name, headline, category, float(age), ())
        for n, name in enumerate(others.split(","), 1)
        if name
    ]
    return Row(line.startswith("*"), lead, tuple(also), flags)


def _candidate(key: int, source: str, headline: str, category: str, age: float, flags: Sequence[str]) -> Candidate:  # noqa: PLR0917
    at = NOW - timedelta(hours=age)
    url = f"https://{source}.example/{key}"
    entry = Entry(source, url, url, headline, at, categories=(category,), language="en")
    image = Image("https://lantern.example/1.jpg") if "picture" in flags else None
    text = f"{headline}."
    kind = "opinion" if "opinion" in flags else "news"
    article = Article(entry, text, language="en", image=image, kind=kind, paywalled="paid" in flags)
    words = article.lift(0, len(text))
    count = next((int(flag) for flag in flags if flag.isdigit()), 0)
    quotes = tuple(Quote((words,), f"Speaker {n}", confidence=1.0) for n in range(count))
    return Candidate(key, article, Brief(entry, words, quotes), at, fingerprint=str(key // 100 * 100))


def ours(window: Window, weights: Weights = Weights()) -> Sequence[int]:  # noqa: B008 (frozen)
    """The editor's stage as it stands, with its default weights unless others are given."""
    topics = [Topic(name, name.title(), categories=(name,)) for name in window.topics]
    topics.append(Topic("rest", "Rest"))
    brand = Brand("Lantern", "https://lantern.example/", "1 Quay Street")
    letter = Newsletter(
        "n", "N", "", "en", "n@lantern.example", Cadence("0 6 * * *", "UTC"),
        tuple(topic.id for topic in topics), (Section(SectionKind.TOP, 99),), "x", "", brand,
        ranking=weights,
    )  # fmt: skip
    edition = Edition(letter, "2026-06-01T06:00", 1, NOW, NOW - SPAN, NOW, {})
    candidates = [each for row in window.rows for each in (row.candidate, *row.also)]
    return [
        story.key // 100 * 100 for section in choose(edition, topics, candidates).sections for story in section.stories
    ]


def newest(window: Window) -> Sequence[int]:
    """Newest first."""
    return _by(window, lambda row: row.candidate.first_seen.timestamp())


def most_covered(window: Window) -> Sequence[int]:
    """By the number of sources, then newest first."""
    return _by(window, lambda row: len(row.also) * 1e12 + row.candidate.first_seen.timestamp())


def former(window: Window) -> Sequence[int]:
    """The sum of before: reprints, linear freshness, a picture, quotes, and the topic's place."""
    return _by(window, lambda row: _former(window, row))


def _former(window: Window, row: Row) -> float:
    article = row.candidate.article
    category = article.entry.categories[0].casefold()
    place = window.topics.index(category) if category in window.topics else len(window.topics)
    fresh = 1 - (NOW - row.candidate.first_seen) / SPAN
    spoken = len(row.candidate.brief.quotes)
    return 0.25 * len(row.also) + fresh + 0.5 * (article.image is not None) + 0.25 * spoken - 0.2 * place


def _by(window: Window, score: Callable[[Row], float]) -> list[int]:
    return [row.candidate.key for row in sorted(window.rows, key=score, reverse=True)]


def overlap(ranking: Ranking, windows: Sequence[Window]) -> float:
    """Return overlap@3 of a ranking, 0.0 to 1.0."""
    shares = []
    for window in windows:
        wanted = {row.candidate.key for row in window.rows if row.wanted}
        shares.append(len(wanted & set(ranking(window)[:3])) / len(wanted))
    return sum(shares) / len(shares)


def main() -> None:
    """Print a row for each half and ranking."""
    halves = sys.argv[1:] or ["dev", "held"]
    for half in halves:
        windows = [window for window in read_windows() if window.half == half]
        for ranking in (newest, most_covered, former, ours):
            print(
                f"{half:5} {ranking.__name__:13} overlap@3 {overlap(ranking, windows):.3f} over {len(windows)} windows"
            )


if __name__ == "__main__":
    main()

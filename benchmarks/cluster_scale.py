"""What grouping costs as the store grows, and as one window does: seconds an article and memory, each as a ratio in one run.

    python benchmarks/cluster_scale.py [STORED ...]        (10000 100000 1000000 without)

The store is a SQLite file with so many invented articles and their sketches, of which one window of 2,000 is drawn and grouped, and 500
that ran are looked for again. The windows are of 1,000 to 20,000 stories of made-up words, a third of them reports of shared events.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from string import ascii_lowercase

from sqlalchemy import insert

from digest.adapters.database.articles import SqlArticles
from digest.adapters.database.documents import write_words
from digest.adapters.database.schema import articles
from digest.adapters.database.store import open_database
from digest.editor.again import find_again
from digest.editor.clusters import group_events
from digest.editor.sketch import make_sketch
from digest.model import Article, Brief, Candidate, Entry, Ran

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
WORDS = 180
WINDOW = 2_000
VOCABULARY = ["".join(letters) for letters in product("bdfklmnprst", "aeiou", "bdfklmnprst", "aeiou")]
STORED = (10_000, 100_000, 1_000_000)
WINDOWS = (1_000, 5_000, 20_000)


def story(number: int, events: int) -> Article:
    """An invented story: of one of `events` events where its number is one in three, else of its own."""
    own = random.Random(number)
    event = random.Random(number % events if number % 3 == 0 else number + 10**9)
    names = ["".join(event.choices(ascii_lowercase, k=7)).title() for _ in range(8)]
    words = [own.choice(names) if place % 12 == 5 else own.choice(VOCABULARY) for place in range(WORDS)]
    entry = Entry("desk", str(number), f"https://desk.example/{number}", " ".join(words[:7]), published=NOON)
    return Article(entry, " ".join(words), language="en")


def candidates(count: int) -> list[Candidate]:
    """A window of so many stories, with the sketches that the store would hold."""
    made = (story(number, max(count // 9, 1)) for number in range(count))
    return [
        Candidate(n, each, Brief(each.entry, None), NOON, sketch=make_sketch(each.text)) for n, each in enumerate(made)
    ]


def _rows(count: int) -> Iterator[dict[str, object]]:
    """Rows for the store: the newest WINDOW stories are in the window, the others were seen long before."""
    for number in range(count):
        article = story(number, WINDOW // 9)
        yield write_words(article, Brief(article.entry, None)) | {
            "url": article.entry.url,
            "url_hash": f"{number:064}",
            "fingerprint": str(number),
            "sketch": make_sketch(article.text),
            "first_seen": NOON - timedelta(minutes=0 if number >= count - WINDOW else 30_000),
        }


def _fill(articles_port: SqlArticles, count: int) -> None:
    batch: list[dict[str, object]] = []
    with articles_port.engine.begin() as connection:
        for row in _rows(count):
            batch.append(row)
            if len(batch) == 5_000:
                connection.execute(insert(articles), batch)
                batch = []
        if batch:
            connection.execute(insert(articles), batch)


def _draw(path: str) -> None:
    """Draw the window out of the store at `path` and group it; print seconds an article and the peak of memory in MB."""
    database = open_database(path)
    started = time.perf_counter()
    found = database.articles.candidates("morning", NOON - timedelta(hours=1), NOON)
    ran = [Ran(candidate, 1) for candidate in found[:500]]
    again = find_again(found[500:], ran)
    groups = group_events(found)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(len(found), len(groups), len(again), seconds / len(found) * 1000, peak)


def stored(count: int) -> tuple[float, float]:
    """Return milliseconds an article and the peak of memory of a process that draws one window from so large a store."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "digest.db")
        database = open_database(path)
        database.upgrade()
        _fill(database.articles, count)
        database.close()
        told = subprocess.run(
            [sys.executable, __file__, "--draw", path], capture_output=True, text=True, check=True
        ).stdout.split()
        print(
            f"{count:>10} stored: {told[0]} in the window, {told[1]} groups, {float(told[3]):.3f} ms each, {float(told[4]):.0f} MB"
        )
        return float(told[3]), float(told[4])


def main(counts: tuple[int, ...]) -> None:
    """Print both tables."""
    for size in WINDOWS:
        window = candidates(size)
        started = time.perf_counter()
        groups = group_events(window)
        print(
            f"{size:>10} in one window: {len(groups)} groups, {(time.perf_counter() - started) / size * 1000:.3f} ms each"
        )
    results = [stored(count) for count in counts]
    print(f"memory x{results[-1][1] / results[0][1]:.2f}, time an article x{results[-1][0] / results[0][0]:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--draw"]:
        _draw(sys.argv[2])
    else:
        main(tuple(map(int, sys.argv[1:])) or STORED)

"""Print how fast pages are read, as ratios to trafilatura in the same run, one core.

python benchmarks/speed_pages.py PAGE [PAGE ...] [--rounds 3]

A PAGE is an HTML file (also gzipped) or a folder of them. Per page the readers run one after another, in turn first, so
that other load on the machine meets all alike; the figure is pages per CPU second, each page at its fastest round.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import trafilatura
from entry_lede import find_lede
from entry_pages import extract_article, extract_text
from entry_quotes import find_quotes

PEER = "trafilatura.extract"
Reader = Callable[[str], object]


def read_all(html: str) -> object:
    """Read a page as the program does: text and metadata, then lede and quotes."""
    page = extract_article(html, "https://example.org/story")
    text = str(page.get("text", ""))
    return find_lede(str(page.get("title", "")), text), find_quotes(text)


READERS: dict[str, Reader] = {
    PEER: partial(trafilatura.extract, include_comments=False),
    "text": extract_text,
    "text, metadata, lede, quotes": read_all,
}


def pages_in(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_dir():
            yield from pages_in(sorted(path.iterdir()))
        elif path.name.endswith((".html", ".html.gz", ".htm")):
            raw = path.read_bytes()
            yield (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")


def seconds(pages: Iterable[str], rounds: int) -> dict[str, float]:
    """Return the CPU seconds of each reader over all pages, each page at its fastest round."""
    total = dict.fromkeys(READERS, 0.0)
    names = list(READERS)
    for number, page in zip(count(), pages, strict=False):
        best = dict.fromkeys(names, float("inf"))
        for turn in range(rounds):
            first = (number + turn) % len(names)
            for name in names[first:] + names[:first]:
                started = time.process_time()
                READERS[name](page)
                best[name] = min(best[name], time.process_time() - started)
        for name in names:
            total[name] += best[name]
    return total


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    pages = list(pages_in(asked.pages))
    read_all(pages[0])  # compiles what is compiled once
    took = seconds(pages, asked.rounds)
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.0f} kB each on average")
    for name, each in took.items():
        print(f"{name:30} {len(pages) / each:7.1f} pages/CPU s   {took[PEER] / each:5.2f}x")


if __name__ == "__main__":
    main()

"""Time of the pure stages on hostile and on common shapes as their size doubles, and the exponent of its growth.

    python benchmarks/linear_time.py [smallest size in characters, default 125000] [doublings, default 3]

Exits 1 where the time of any stage on any shape grows faster than size ** WORST.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count, islice

from entry_lede import find_lede
from entry_pages import extract_text
from entry_quotes import find_quotes

from digest.errors import ArticleError
from digest.model import Article, Entry
from digest.summariser import make_brief

WORST = 1.3
"""1.0 is linear; a little more is what memory and the clock add."""

FLOOR_SECONDS = 0.1
"""A time below this says nothing about growth."""


def _name(number: int) -> str:
    syllables = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "za")
    return "".join(syllables[int(digit)] for digit in f"{number:05}").capitalize()


def _repeated(piece: Callable[[int], str], size: int) -> str:
    return "".join(islice(map(piece, count()), size // len(piece(0)) + 1))[:size]


SHAPES: Mapping[str, Callable[[int], str]] = {
    "prose": lambda size: _repeated(
        lambda at: f"“We will open bridge {at} in May,” Ann {_name(at)} said. She left, and the rain came on.\n", size
    ),
    "only marks": lambda size: "“" * size,
    "unbalanced marks": lambda size: _repeated(lambda _: 'He said “this and "that «and ', size),
    "one sentence": lambda size: "word " * (size // 5),
    "distinct names": lambda size: _repeated(lambda at: f"Ann {_name(at)} met. ", size),
    "one surname": lambda size: _repeated(lambda at: f"{_name(at)} Li met. Li said “it is all right by us.” ", size),
    "interview": lambda size: _repeated(lambda at: f"{('ANN LI', 'BO XU')[at % 2]}: We said so in year {at}.\n", size),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "pronouns": lambda size: _repeated(lambda _: "Ann Li came. “We are all here by now,” she said. ", size),
}


def brief(text: str) -> object:
    """Return the text in brief; None where it has none."""
    try:
        return make_brief(Article(Entry("benchmark", "", "", ""), text))
    except ArticleError:
        return None


STAGES: Mapping[str, Callable[[str], object]] = {
    "text": lambda text: extract_text("<p>" + text.replace("\n", "</p><p>") + "</p>"),
    "lede": lambda text: find_lede("", text),
    "quotes": find_quotes,
    "brief": brief,
}


def exponent(times: Sequence[float]) -> float:
    """Return the power of the size that times grow with from size to doubled size, by the last against the first."""
    if len(times) < 2 or times[-1] < FLOOR_SECONDS:
        return 0.0
    return math.log2(times[-1] / max(times[0], FLOOR_SECONDS / 4)) / (len(times) - 1)


def _seconds(stage: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    stage(text)
    return time.process_time() - began


def main(arguments: Sequence[str]) -> int:
    smallest, doublings = (*map(int, arguments), *(125_000, 3)[len(arguments) :])
    sizes = [smallest * 2**step for step in range(doublings + 1)]
    print(f"{'seconds':26}" + "".join(f"{size:>11,}" for size in sizes) + "   exponent")
    bad = 0
    for shape, make in SHAPES.items():
        for stage, call in STAGES.items():
            times = [_seconds(call, make(size)) for size in sizes]
            grown = exponent(times)
            bad += grown > WORST
            print(f"{shape:18}{stage:8}" + "".join(f"{each:11.3f}" for each in times) + f"{grown:11.2f}", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

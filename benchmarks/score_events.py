"""How well stories of one event are told from others: our groups beside three plain rules, on the labelled stories.

    python benchmarks/score_events.py dev [held]

Each rule sees a half as one window. The thresholds of the plain rules are the best ones on the development half.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from event_set import KINDS, Rule, Score, score

from digest.editor.clusters import group_events
from digest.editor.sketch import make_sketch, resemblance
from digest.model import Candidate


def ours(candidates: list[Candidate]) -> Iterable[frozenset[int]]:
    """The groups of the editor."""
    return [frozenset(member.key for member in group.members) for group in group_events(candidates)]


def equal_titles(candidates: list[Candidate]) -> Iterable[frozenset[int]]:
    """Stories under one headline."""
    return _joined(candidates, lambda one, other: _title(one) == _title(other))


def minhash(threshold: float) -> Rule:
    """Stories whose words resemble each other so far, and nothing else."""

    def rule(candidates: list[Candidate]) -> Iterable[frozenset[int]]:
        sketches = {candidate.key: make_sketch(candidate.article.text) for candidate in candidates}
        return _joined(candidates, lambda a, b: resemblance(sketches[a.key], sketches[b.key]) >= threshold)

    return rule


def cosine(threshold: float) -> Rule:
    """Stories whose words, weighed by TF-IDF, have so great a cosine."""

    def rule(candidates: list[Candidate]) -> Iterable[frozenset[int]]:
        vectors = {candidate.key: vector for candidate, vector in zip(candidates, _vectors(candidates), strict=True)}
        return _joined(
            candidates,
            lambda a, b: (
                math.fsum(v * vectors[b.key].get(word, 0.0) for word, v in vectors[a.key].items()) >= threshold
            ),
        )

    return rule


def _vectors(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    counts = [Counter(f"{_title(c)} {c.article.text}".casefold().split()) for c in candidates]
    seen = Counter(word for count in counts for word in count)
    raw = [{w: n * math.log(len(counts) / seen[w]) for w, n in count.items()} for count in counts]
    lengths = [math.sqrt(math.fsum(v * v for v in vector.values())) or 1.0 for vector in raw]
    return [{word: v / length for word, v in vector.items()} for vector, length in zip(raw, lengths, strict=True)]


def _title(candidate: Candidate) -> str:
    return candidate.article.entry.headline


def _joined(candidates: list[Candidate], same: object) -> Iterable[frozenset[int]]:
    """Pairs as groups of two: a plain rule is judged by its pairs alone."""
    return [frozenset((a.key, b.key)) for a, b in combinations(candidates, 2) if same(a, b)]  # type: ignore[operator]


def best(make: object) -> float:
    """The threshold at which a plain rule scores best on the development half."""
    steps = [step / 50 for step in range(1, 50)]
    return max(steps, key=lambda step: score(make(step), "dev").whole.f1)  # type: ignore[operator]


def _line(name: str, score_of: Score) -> str:
    return f"{name:<24}{score_of.precision:>10.3f}{score_of.recall:>8.3f}{score_of.f1:>8.3f}"


def main(halves: Sequence[str]) -> None:
    """Print the table."""
    rules: dict[str, Rule] = {"ours": ours, "equal titles": equal_titles}
    rules |= {
        f"{name} at {(at := best(make)):g}": make(at)
        for name, make in (("MinHash", minhash), ("TF-IDF cosine", cosine))
    }
    for half in halves:
        print(f"{half:<24}{'precision':>10}{'recall':>8}{'F1':>8}")
        results = {name: score(rule, half) for name, rule in rules.items()}
        for name, result in results.items():
            print(_line(name, result.whole), f"  joined across families: {result.strangers}")
        print("ours by language")
        for language, its in sorted(results["ours"].languages.items()):
            print(_line(f"  {language}", its))
        print("ours by kind (pairs joined of pairs)")
        for kind in KINDS:
            its = results["ours"].kinds[kind]
            print(f"  {kind:<22}found {its.found}, missed {its.missed}, wrong {its.wrong}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["dev"])

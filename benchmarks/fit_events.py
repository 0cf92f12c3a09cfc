"""Fit the weights of digest/editor/kinship.py on the labelled stories, print them, and how well such weights do on unseen events.

    python benchmarks/fit_events.py [HALF ...]        (dev held third without)

A logistic rule with a ridge, by Newton's steps, over all pairs of one language that are no copies of each other. Pairs of
different families count too: they are what most pairs of a real window are. The ridge is what keeps the few hundred hard pairs
from being learnt by heart: from 0.25 to 1.2 it makes no difference to the check, at 0.05 twelve follow-ups are joined. For the check every family is left out in turn: weights are fitted on
the pairs of all others, the whole half is grouped with them, and the pairs of that family are counted.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from event_set import KINDS, Score, pairs, read_stories, to_candidates

from digest.editor import clusters, kinship
from digest.editor.profile import make_profile

NAMES = ("names", "places", "said", "numbers", "a day", "days", "after")
RIDGE = 0.5

AGAINST = 2.0
"""How much a pair of two events counts: a story that is lost in another's place is worse than one that has two."""


@dataclass(frozen=True)
class Measured:
    """A pair that is no copy: its half and families, its measures with a 1.0 behind them, its label."""

    half: str
    families: frozenset[str]
    row: tuple[float, ...]
    same: bool


def measured(half: str) -> Iterator[Measured]:
    """Yield every pair of a half whose measures the rule weighs."""
    stories = read_stories(half)
    profiles = [make_profile(candidate) for candidate in to_candidates(stories)]
    same = {(pair.one, pair.other) for pair in pairs(stories) if pair.same}
    spoken = defaultdict(list)
    for profile in profiles:
        spoken[profile.language].append(profile)
    for those in spoken.values():
        rare = kinship.rarity(those)
        for one, other in combinations(those, 2):
            if not kinship.is_copy(one, other):
                families = frozenset((stories[one.key].family, stories[other.key].family))
                row = (*kinship.measure(one, other, rare), 1.0)
                yield Measured(half, families, row, (one.key, other.key) in same)


def fit(found: Sequence[Measured]) -> np.ndarray:
    """Return the weights, the start last."""
    x, y = np.array([each.row for each in found]), np.array([each.same for each in found], float)
    counts = np.where(y > 0, 1.0, AGAINST)
    ridge = np.array([RIDGE] * (x.shape[1] - 1) + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights -= np.linalg.solve(slope, x.T @ (counts * (p - y)) + ridge * weights)
    return weights


def check(half: str, found: Sequence[Measured], scores: dict[str, Score]) -> None:
    """Count the pairs of each family of a half, grouped with weights that were fitted without it."""
    stories = read_stories(half)
    candidates, labelled = to_candidates(stories), list(pairs(stories))
    for family in sorted({story.family for story in stories}):
        others = [each for each in found if each.half != half or family not in each.families]
        *weights, start = (float(weight) for weight in fit(others))
        kinship.WEIGHTS, kinship.START = tuple(weights), start
        groups = clusters.group_events(candidates)
        together = {pair for g in groups for pair in combinations(sorted(each.key for each in g.members), 2)}
        for pair in labelled:
            if stories[pair.one].family == family:
                for name in ("whole", pair.kind, pair.language):
                    scores[name].count(said=(pair.one, pair.other) in together, same=pair.same)


def main(halves: Sequence[str]) -> None:
    """Print the weights, and the scores of the check."""
    found = [each for half in halves for each in measured(half)]
    print(", ".join(f"{name} {weight:.1f}" for name, weight in zip((*NAMES, "start"), fit(found), strict=True)))
    scores: dict[str, Score] = defaultdict(Score)
    for half in halves:
        check(half, found, scores)
    for name in ("whole", *KINDS, *sorted(set(scores) - {"whole", *KINDS})):
        its = scores[name]
        print(f"{name:<12} found {its.found:>3}, missed {its.missed:>2}, wrong {its.wrong:>2}", end="")
        print(f"   precision {its.precision:.3f} recall {its.recall:.3f} F1 {its.f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["dev", "held", "third"])

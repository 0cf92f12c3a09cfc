"""Fit the weights of digest/editor/kinship.py on the development half of the labelled stories, and print them.

    python benchmarks/fit_events.py

A logistic rule with a light ridge, by Newton's steps, over all pairs of one language that are no copies of each other. Pairs of
different families count too: they are what most pairs of a real window are.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
from event_set import pairs, read_stories, to_candidates

from digest.editor import kinship
from digest.editor.profile import make_profile

NAMES = ("names", "many names", "head", "said", "numbers", "time", "after")
RIDGE = 0.05


def measured() -> tuple[list[list[float]], list[bool], list[str]]:
    """Return the measures of every pair, its label, and the family of its first story."""
    stories = read_stories("dev")
    profiles = [make_profile(candidate) for candidate in to_candidates(stories)]
    same = {(pair.one, pair.other) for pair in pairs(stories) if pair.same}
    spoken = defaultdict(list)
    for profile in profiles:
        spoken[profile.language].append(profile)
    rows, labels, families = [], [], []
    for those in spoken.values():
        rare = kinship.rarity(those)
        for one, other in combinations(those, 2):
            if kinship.is_copy(one, other):
                continue
            rows.append([*kinship.measure(one, other, rare), 1.0])
            labels.append((one.key, other.key) in same)
            families.append(stories[one.key].family)
    return rows, labels, families


def fit(rows: list[list[float]], labels: list[bool]) -> np.ndarray:
    """Return the weights, the start last."""
    x, y = np.array(rows), np.array(labels, float)
    ridge = np.array([RIDGE] * (x.shape[1] - 1) + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (p - y) + ridge * weights)
    return weights


if __name__ == "__main__":
    weights = fit(*measured()[:2])
    print(", ".join(f"{name} {weight:.1f}" for name, weight in zip((*NAMES, "start"), weights, strict=True)))

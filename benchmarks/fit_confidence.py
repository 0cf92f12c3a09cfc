"""Fits the weights of the signs behind a confidence: logistic regression, in plain Python."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

FILE = Path(__file__).parents[1] / "digest" / "summariser" / "confidence.toml"

RIDGE = 2.0
"""How strongly a weight is held to zero: a sign that few quotations show moves little."""

ROUNDS = 60
SURE = math.log(0.95 / 0.05)
"""Log-odds, before a language takes its share, from which an attribution counts among the surest."""

MOST = 0.995
"""No attribution is surer, in any language: so many of a thousand marks are beyond dispute."""

FEWEST = 8
"""A sign that fewer attributions show gets no weight."""

Row = tuple[Sequence[str], bool, float]


def fit(rows: Iterable[Row]) -> Mapping[str, float]:
    """Return each sign's weight in log-odds: the likeliest ones, found one at a time with the others held (Newton's step)."""
    data = list(rows)
    showing: dict[str, list[int]] = defaultdict(list)
    for at, (signs, _, _) in enumerate(data):
        for sign in set(signs):
            showing[sign].append(at)
    weights = {sign: 0.0 for sign, places in sorted(showing.items()) if len(places) >= FEWEST}
    totals = [0.0] * len(data)
    for _ in range(ROUNDS):
        for sign, value in weights.items():
            step = _step([data[at] for at in showing[sign]], [totals[at] for at in showing[sign]], value, sign)
            weights[sign] += step
            for at in showing[sign]:
                totals[at] += step
    return weights


def _step(rows: Sequence[Row], totals: Sequence[float], value: float, sign: str) -> float:
    held = 0.0 if sign == "any" else RIDGE
    slope, bend = -held * value, held
    for (_, right, weight), total in zip(rows, totals, strict=True):
        stated = 1 / (1 + math.exp(-total))
        slope += weight * (right - stated)
        bend += weight * stated * (1 - stated)
    return max(-1.0, min(1.0, slope / (bend + 1e-6)))


def fit_language(rows: Iterable[Row], weights: Mapping[str, float]) -> tuple[float, float]:
    """Return what a language adds to the log-odds that `weights` give, and the most that its few articles can prove.

    The most is what the rule of succession makes of the surest attributions (SURE): (right + 1) / (all + 2).
    """
    data = list(rows)
    totals = [sum(weights.get(sign, 0.0) for sign in signs) for signs, _, _ in data]
    shift = 0.0
    for _ in range(ROUNDS):
        shift += _step(data, [total + shift for total in totals], shift, "language")
    sure = [right for (_, right, _), total in zip(data, totals, strict=True) if total >= SURE]
    return min(shift, 0.0), (sum(sure) + 1) / (len(sure) + 2)


def write_weights(weights: Mapping[str, float], languages: Mapping[str, tuple[float, float]]) -> None:
    """Write everything fitted into the program's file, below its head."""
    head = FILE.read_text("utf-8").partition("[signs]\n")[0]
    signs = "".join(f'"{sign}" = {value:+.2f}\n' for sign, value in sorted(weights.items()))
    shifts = "".join(f"{code} = {shift:+.2f}\n" for code, (shift, _) in sorted(languages.items()))
    most = "".join(f"{code} = {min(value, MOST):.3f}\n" for code, (_, value) in sorted(languages.items()))
    FILE.write_text(f"{head}[signs]\n{signs}\n[languages]\n{shifts}\n[most]\n{most}", "utf-8")

"""Fits the weights of the signs behind a confidence: logistic regression, in plain Python."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from digest.summariser.confidence import UNPROVED, ground

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

GROUNDS = ("name", "pronoun")
PROVED = 0.95
"""A ground must be so sure to count as one: 18 attributions and no error, or 38 and one."""

SHOWN = 0.975
"""No ground is surer: on articles that nothing was fitted to, so many of a thousand names were right."""

Row = tuple[Sequence[str], bool, float]


@dataclass(frozen=True, slots=True)
class Language:
    """What a language adds to the log-odds, the most that no attribution may pass, and how sure the counted grounds are."""

    shift: float
    most: float
    grounds: Mapping[str, float] = field(default_factory=dict)


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


def fit_language(rows: Iterable[Row], weights: Mapping[str, float]) -> Language:
    """Return what a language's articles prove: of each ground, and of all attributions on none of them.

    What they prove is what the rule of succession makes of them: (right + 1) / (all + 2), of the others of the surest (SURE).
    A ground that they do not prove to be as sure as PROVED is left out, and counts among the others.
    """
    data = list(rows)
    grounds = {each: _proved([right for signs, right, _ in data if ground(signs) == each]) for each in GROUNDS}
    grounds = {each: min(value, SHOWN) for each, value in grounds.items() if value >= PROVED}
    return Language(*_fit_others([row for row in data if ground(row[0]) not in grounds], weights), grounds)


def _proved(right: Sequence[bool]) -> float:
    return (sum(right) + 1) / (len(right) + 2)


def _fit_others(data: Sequence[Row], weights: Mapping[str, float]) -> tuple[float, float]:
    totals = [sum(weights.get(sign, 0.0) for sign in signs) for signs, _, _ in data]
    shift = 0.0
    for _ in range(ROUNDS):
        shift += _step(data, [total + shift for total in totals], shift, "language")
    sure = [right for (_, right, _), total in zip(data, totals, strict=True) if total >= SURE]
    return min(shift, 0.0), min(_proved(sure), UNPROVED)


def write_weights(weights: Mapping[str, float], languages: Mapping[str, Language]) -> None:
    """Write everything fitted into the program's file, below its head."""
    head = FILE.read_text("utf-8").partition("[signs]\n")[0]
    signs = "".join(f'"{sign}" = {value:+.2f}\n' for sign, value in sorted(weights.items()))
    shifts = "".join(f"{code} = {each.shift:+.2f}\n" for code, each in sorted(languages.items()))
    most = "".join(f"{code} = {min(each.most, MOST):.3f}\n" for code, each in sorted(languages.items()))
    grounds = "".join(
        f"{code} = {{ {_table(each.grounds)} }}\n" for code, each in sorted(languages.items()) if each.grounds
    )
    tables = {"signs": signs, "languages": shifts, "most": most, "grounds": grounds}
    FILE.write_text(head + "\n".join(f"[{name}]\n{rows}" for name, rows in tables.items()), "utf-8")


def _table(grounds: Mapping[str, float]) -> str:
    return ", ".join(f"{each} = {value:.3f}" for each, value in grounds.items())

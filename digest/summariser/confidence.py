"""Confidence: how likely an attribution is right, added up from the signs it shows.

`confidence.toml` has the weight of each sign in log-odds, and says to which articles they were fitted, how, and how well
they hold on others.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from digest.summariser.speakers import Attribution
from digest.summariser.speech import is_name_inside
from digest.summariser.tagging import Line

FAR = 12
"""From so many tokens on a cue is far from its quote."""

APART = 4
"""From so many tokens on a subject stands apart from its verb: it may be another verb's."""

UNPROVED = 0.9
"""No attribution is surer in a language that nobody has measured."""


def rate(code: str, shown: Iterable[str]) -> float:
    """Return how likely an attribution with these signs is right in a language, 0.0 to 1.0.

    In a language that few marked articles were at hand for, it is never more than what they prove.
    """
    table = _weights()
    total = sum(table["signs"].get(sign, 0.0) for sign in shown) + table["languages"].get(code, 0.0)
    return min(1 / (1 + math.exp(-total)), most(code))


def most(code: str) -> float:
    """Return what no attribution of a language may pass."""
    return _weights()["most"].get(code, UNPROVED)


def signs(line: Line, token: int, attribution: Attribution) -> Iterator[str]:
    """Yield what speaks for and against an attribution: its evidence, its cue, its rivals, and how it comes to a name."""
    claim, who = attribution.claim, attribution.who
    yield "any"
    yield f"evidence {claim.evidence.name.lower()}"
    yield from attribution.signs
    yield from who.signs
    yield f"cue {line.tags[claim.cue] if claim.cue is not None else 'none'}"
    yield f"{claim.evidence.name.lower()} by {claim.mention.kind}"
    if claim.cue is not None and abs(claim.cue - token) >= FAR:
        yield "cue far"
    if claim.cue is not None and claim.cue - claim.mention.stop >= APART:
        yield "subject apart"
    if line.tags[token] == "Q":
        yield "fragment"
    if not line.quotes[token].closed:
        yield "unclosed"
    if is_doubtful(line, who.name):
        yield "capital in doubt"


def is_doubtful(line: Line, name: str) -> bool:
    """Tell whether a capitalised word may be no name: it never has its capital in the middle of a sentence."""
    return name[:1].isupper() and name.isalpha() and not is_name_inside(line.text, name)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(files(__package__).joinpath("confidence.toml").read_text("utf-8"))

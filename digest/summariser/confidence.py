"""Confidence: how likely an attribution is right, added up from the signs it shows.

`confidence.toml` has the weight of each sign in log-odds, and says to which articles they were fitted, how, and how well
they hold on others.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from digest.summariser.phrases import Kind
from digest.summariser.speakers import Attribution
from digest.summariser.speech import is_name_inside
from digest.summariser.tagging import Line

FAR = 12
"""From so many tokens on a cue is far from its quote."""

APART = 4
"""From so many tokens on a subject stands apart from its verb: it may be another verb's."""

UNPROVED = 0.9
"""No attribution is surer in a language that nobody has measured."""

_BESIDE = frozenset({"evidence after", "evidence before", "evidence trailing", "evidence signed"})
_CLEAR = frozenset({"capital in doubt", "cue far", "unclosed", "subject apart", "name in another form"})
_NAMED = frozenset({"full name", "last name"})
_STATED = frozenset({"cue V", "cue A", "cue s", "cue none"})
_AGREEING = frozenset({"pronoun", "pronoun, gender not told"})


def rate(code: str, shown: Iterable[str]) -> float:
    """Return how likely an attribution with these signs is right in a language, 0.0 to 1.0.

    In a language other than English the surest grounds have been counted, and are as sure as their count proves; all
    others are never surer than `most`.
    """
    table, shown = _weights(), tuple(shown)
    proved: float | None = table["grounds"].get(code, {}).get(ground(frozenset(shown)))
    if proved is not None:
        return proved
    total = sum(table["signs"].get(sign, 0.0) for sign in shown) + table["languages"].get(code, 0.0)
    return min(1 / (1 + math.exp(-total)), most(code))


def ground(shown: Collection[str]) -> str:
    """Return the surest ground that signs make for a speaker, "" for none: one claim, no doubt, the cue beside the quote.

    name     the full or last name of a person whose first name is known, as the text prints it
    pronoun  he, she or a verb alone, where the paragraph has named one person, and nobody of another gender or name
    """
    if "rival none" not in shown or not _BESIDE.intersection(shown) or not _CLEAR.isdisjoint(shown):
        return ""
    if not _NAMED.isdisjoint(shown):
        return "" if _STATED.isdisjoint(shown) or "first name unknown" in shown else "name"
    taken = [sign for sign in shown if sign.startswith("pronoun")]
    return "pronoun" if len(taken) == 1 and taken[0] in _AGREEING and "cue V" in shown else ""


def most(code: str) -> float:
    """Return what no attribution of a language may pass, except on a ground that has been counted."""
    limit: float = _weights()["most"].get(code, UNPROVED)
    return limit


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
    if claim.mention.kind is Kind.NAME and line.word(claim.mention.stop - 1) not in who.name.split():
        yield "name in another form"
    if who.person and not who.gender:
        yield "first name unknown"


def is_doubtful(line: Line, name: str) -> bool:
    """Tell whether a capitalised word may be no name: it never has its capital in the middle of a sentence."""
    return name[:1].isupper() and name.isalpha() and not is_name_inside(line.text, name)


@cache
def _weights() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("confidence.toml").read_text("utf-8"))

"""Variety: the best of what is left, again and again, where likeness to what stands already costs points.

This is greedy maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) with likeness in plain facts, so that it can
be told. The first story of a section pays nothing, so variety never takes its place away; and because what stands already does
not depend on a story that is still waiting, more points never bring a story a later place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.editor.ranking import Ranked
from digest.model import Account, Part

MOST_ALIKE = 3
"""Stories of one source, topic or author that count: the fifth pays what the fourth did."""


@dataclass(slots=True)
class Shelf:
    """What stands in a section so far; `differing` says which facts can differ in this issue."""

    penalty: float
    differing: Mapping[str, bool]
    standing: Counter[tuple[str, str]] = field(default_factory=Counter)

    def weigh(self, ranked: Ranked) -> Ranked:
        """Return a story with what its likeness to those that stand here costs it."""
        alike = {fact: min(self.standing[fact, value], MOST_ALIKE) for fact, value in self._facts(ranked)}
        count = sum(alike.values())
        if not count or not self.penalty:
            return ranked
        words = " and ".join(f"{number} of its {fact}" for fact, number in alike.items() if number)
        part = Part("variety", round(-self.penalty * count, 3), f"{words} before it")
        return replace(ranked, account=Account((*ranked.account.parts, part)))

    def put(self, ranked: Ranked) -> None:
        """Let a story stand here."""
        self.standing.update(self._facts(ranked))

    def _facts(self, ranked: Ranked) -> list[tuple[str, str]]:
        return [(fact, value) for fact, value in facts_of(ranked).items() if value and self.differing[fact]]


def facts_of(ranked: Ranked) -> dict[str, str]:
    """Return what stories can be alike in."""
    article = ranked.report.lead.article
    return {"source": article.entry.source, "topic": ranked.title, "author": article.byline.casefold()}


def differing(ranked: Sequence[Ranked]) -> dict[str, bool]:
    """Return for each fact whether it differs among these stories: what all share makes none of them dull."""
    values = [facts_of(each) for each in ranked]
    return {fact: len({each[fact] for each in values}) > 1 for fact in ("source", "topic", "author")}


def take(ranked: Sequence[Ranked], limit: int, shelf: Shelf) -> list[Ranked]:
    """Return the best `limit` stories for a shelf, each with what variety cost it; they stand there afterwards."""
    waiting = list(ranked)
    taken: list[Ranked] = []
    while waiting and len(taken) < limit:
        best = min((shelf.weigh(each) for each in waiting), key=lambda each: each.order)
        waiting = [each for each in waiting if each.key != best.key]
        shelf.put(best)
        taken.append(best)
    return taken

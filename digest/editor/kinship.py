"""Whether two stories tell of one event: a sum of five plain things that they share, each weighed by how rare it is."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digest.editor.profile import Profile
from digest.editor.sketch import RUN_WORDS, resemblance

WEIGHTS, START = (3.9, 1.8, 2.2, 2.7, 5.0, -3.8, -1.3), -3.3
"""The weights of a logistic rule: above 0 two stories are more likely one event than not. For the share of names and how many
there are, for the share of words in headline and beginning, for a quotation in both, for rare numbers in both, for the
root of the days between them, and for the later one telling what came after; and where it starts. Fitted on the labelled
stories by benchmarks/fit_events.py, which also says how such weights do on events that they were not fitted on."""

FAR = timedelta(days=2)
"""Stories further apart are as good as two days apart."""

RARE_NUMBERS = 10.0
"""The rarity at which shared numbers have their full weight: two or three that hardly another story of the window has."""

MANY_NAMES = 25.0
"""The rarity at which shared names are many: some ten that hardly another story has."""

SMALL_WINDOW = 50
"""A window of fewer stories says too little of what is rare: it counts as one of so many."""

FEW = 6
"""Stories that may well be of one event: a word that no more than these have is as rare as a word can be."""

COPIED = 0.6
"""The share of the shorter text's runs of words that is in the longer one, from which on one is a copy of the other."""

COPIED_NUMBERS = 0.7
"""The share of numbers that a copy has in common with what it was copied from. Fewer: one form, filled in on two days."""

SURE = 4.0
"""The furthest that one pair speaks for or against: no pair outvotes all others of its group."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are in a window: in how many of its stories each is, of how many."""

    seen: Mapping[str, int]
    stories: int

    def __call__(self, word: str) -> float:
        """Return the logarithm of one in how many stories has the word, at least SMALL_WINDOW and FEW counted."""
        return math.log(1 + max(self.stories, SMALL_WINDOW) / max(self.seen.get(word, 0), FEW))


@dataclass(frozen=True, slots=True)
class Kinship:
    """How much speaks for one event, from -SURE to SURE, and what is shared in words that a person can check.

    `copy`: the two have their words in common, not only their event.
    """

    score: float
    shared: str
    copy: bool = False


def rarity(profiles: Sequence[Profile]) -> Rarity:
    """Return how rare the words of these stories are among them."""
    seen = Counter(word for profile in profiles for word in {*profile.head, *profile.names, *profile.numbers})
    return Rarity(seen, len(profiles))


def kinship(one: Profile, other: Profile, rare: Rarity) -> Kinship:
    """Return what speaks for two stories being of one event. Stories in two languages never are: each has its readers."""
    if one.language != other.language:
        return Kinship(-SURE, "another language")
    if is_copy(one, other):
        same = numbers_agree(one, other)
        return Kinship(SURE, "nearly the same words", copy=True) if same else Kinship(-SURE, "one form, other numbers")
    score = START + math.fsum(map(operator.mul, WEIGHTS, measure(one, other, rare)))
    return Kinship(max(-SURE, min(SURE, score)), ", ".join(_shared(one, other, rare)))


def measure(one: Profile, other: Profile, rare: Rarity) -> tuple[float, ...]:
    """Return what WEIGHTS weigh: each 0.0 to 1.0, but for the root of the days between the two stories, 0.0 to 1.4."""
    early, late = sorted((one, other), key=lambda profile: profile.published)
    names = one.names.keys() & other.names.keys()
    return (
        _share(names, one.names, other.names, rare),
        min(_weigh(names, rare) / MANY_NAMES, 1.0),
        _share(one.head & other.head, one.head, other.head, rare),
        float(bool(one.said & other.said)),
        min(_weigh(one.numbers & other.numbers, rare) / RARE_NUMBERS, 1.0),
        math.sqrt(min(abs(one.published - other.published), FAR) / timedelta(days=1)),
        max(late.after - early.after, 0.0),
    )


def _shared(one: Profile, other: Profile, rare: Rarity) -> list[str]:
    """The rarest names and numbers of both, and whether both quote the same words."""
    names = sorted(one.names.keys() & other.names.keys(), key=lambda name: (-rare(name), name))
    numbers = sorted(one.numbers & other.numbers, key=lambda number: (-rare(number), number))
    said = ["a quotation"] if one.said & other.said else []
    return [*(one.names[name] for name in names[:3]), *numbers[:2], *said]


def _weigh(words: Iterable[str], rare: Rarity) -> float:
    return math.fsum(map(rare, words))


def _share(shared: Iterable[str], one: Iterable[str], other: Iterable[str], rare: Rarity) -> float:
    """The share of the rarity of what is shared in that of whichever of the two has less."""
    least = min(_weigh(one, rare), _weigh(other, rare))
    return _weigh(shared, rare) / least if least else 0.0


def is_copy(one: Profile, other: Profile) -> bool:
    """Return whether most of the shorter text's runs of words are in the longer one too."""
    alike = resemblance(one.sketch, other.sketch)
    runs = [max(profile.words - RUN_WORDS + 1, 1) for profile in (one, other)]
    return alike * sum(runs) / (1 + alike) / min(runs) >= COPIED


def numbers_agree(one: Profile, other: Profile) -> bool:
    """Return whether most numbers of the story that has fewer are the other's too."""
    fewer = min(len(one.numbers), len(other.numbers))
    return not fewer or len(one.numbers & other.numbers) >= COPIED_NUMBERS * fewer

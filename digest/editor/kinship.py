"""Whether two stories tell of one event: a sum of a few plain things that they share, each weighed by how rare it is."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digest.editor.profile import Profile
from digest.editor.sketch import RUN_WORDS, resemblance

WEIGHTS, START = (4.4, 2.1, 3.0, 5.3, -4.2, -2.1, -1.5), -5.7
"""The weights of a logistic rule: above 0 two stories are more likely one event than not. For what `measure` returns, in its
order; and where it starts. Fitted on the labelled stories by benchmarks/fit_events.py, which also says how such weights do on
events that they were not fitted on."""

ONE_DAY, FAR = (timedelta(hours=14), timedelta(hours=29)), (timedelta(hours=29), timedelta(hours=48))
"""From when to when time speaks against one event: not within a day's reports and updates, then within the next, then beyond.
Fuller than full it does not get."""

MANY_NUMBERS, MANY_PLACES, MANY_RUNS = 4.0, 4.0, 3.0
"""How many shared numbers, names that are nobody's, and runs of quoted words are as good as more, each by its rarity."""

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
        """Return 1.0 for a word that FEW stories have, less by the logarithm of the share of stories that have it."""
        stories = max(self.stories, SMALL_WINDOW)
        return math.log(1 + stories / max(self.seen.get(word, 0), FEW)) / math.log(1 + stories / FEW)


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
    seen = Counter(word for profile in profiles for word in profile.capitals | profile.numbers)
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
    """Return what WEIGHTS weigh, each 0.0 to 1.0, or 1.5 for names.

    The share of one's names that the other has too; how many of them are nobody's: of people, a spokesman or a judge speaks
    in many matters of a day; runs of words quoted in both; numbers in both; the time between, in two stretches; whether the
    later one begins as a story of what came after. The share is that of whichever of the two has more in common.
    """
    early, late = sorted((one, other), key=lambda profile: profile.published)
    between = late.published - early.published
    shared = _names(one, other)
    return (
        max(_share(one.names.keys() & shared, one.names, rare), _share(other.names.keys() & shared, other.names, rare)),
        min(_weigh(shared - one.people - other.people, rare) / MANY_PLACES, 1.5),
        min(len(one.said & other.said) / MANY_RUNS, 1.0),
        min(_weigh(one.numbers & other.numbers, rare) / MANY_NUMBERS, 1.0),
        _within(between, *ONE_DAY),
        _within(between, *FAR),
        max(late.after - early.after, 0.0),
    )


def _names(one: Profile, other: Profile) -> set[str]:
    """Names of either that the other writes with a capital too, be it at the beginning of a sentence."""
    return {*(one.names.keys() & other.capitals), *(other.names.keys() & one.capitals)}


def _within(between: timedelta, start: timedelta, end: timedelta) -> float:
    return max(0.0, min((between - start) / (end - start), 1.0))


def _shared(one: Profile, other: Profile, rare: Rarity) -> list[str]:
    """The rarest names and numbers of both, and whether both quote the same words."""
    names = sorted(_names(one, other), key=lambda name: (-rare(name), name))
    numbers = sorted(one.numbers & other.numbers, key=lambda number: (-rare(number), number))
    said = ["a quotation"] if one.said & other.said else []
    return [*((other.names | one.names)[name] for name in names[:3]), *numbers[:2], *said]


def _weigh(words: Iterable[str], rare: Rarity) -> float:
    return math.fsum(map(rare, words))


def _share(shared: Iterable[str], words: Iterable[str], rare: Rarity) -> float:
    """The share of the rarity of what is shared in that of all."""
    whole = _weigh(words, rare)
    return _weigh(shared, rare) / whole if whole else 0.0


def is_copy(one: Profile, other: Profile) -> bool:
    """Return whether most of the shorter text's runs of words are in the longer one too."""
    alike = resemblance(one.sketch, other.sketch)
    runs = [max(profile.words - RUN_WORDS + 1, 1) for profile in (one, other)]
    return alike * sum(runs) / (1 + alike) / min(runs) >= COPIED


def numbers_agree(one: Profile, other: Profile) -> bool:
    """Return whether most numbers of the story that has fewer are the other's too."""
    fewer = min(len(one.numbers), len(other.numbers))
    return not fewer or len(one.numbers & other.numbers) >= COPIED_NUMBERS * fewer

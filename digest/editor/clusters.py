"""One event, one group: stories of a window that tell of the same, whoever wrote them.

A group does not chain: two groups become one only where they are of one event on the whole, every pair between them
counted. What resembles only the end of a chain stays outside. Copies of one text have one voice in that: an agency's
story that ten desks print is not ten times as right as the one that somebody wrote anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from digest.editor.kinship import SURE, Kinship, Rarity, kinship, rarity
from digest.editor.profile import Profile, make_profile
from digest.editor.sketch import bands
from digest.model import Candidate

MOST_COMPARED = 20_000
"""Stories of one window that are compared by what they say, the newest; those before them by equal words alone."""

CLUES = 24
"""Names and numbers by which a story looks for others: the rarest that another story has too."""

CROWDED = 24
"""Stories that one clue leads to: where more have it, the newest."""

ENOUGH = 2
"""Names and numbers that two stories must have in common to be compared, where neither words nor a quotation are."""

MOST_REPORTS = 60
"""Stories of one group."""

SAME_WORDS = Kinship(SURE, "the same words", copy=True)

Pair = tuple[int, int]
Voice = tuple[int, ...]
"""Keys of candidates that print one text."""


@dataclass(slots=True)
class _Window:
    """The stories of one window by key, and what its kin share."""

    profiles: dict[int, Profile]
    prints: dict[int, str]
    rare: dict[str, Rarity]
    known: dict[tuple[int, int], Kinship] = field(default_factory=dict)

    def kin(self, one: int, other: int) -> Kinship:
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            self.known[pair] = self.compare(*pair)
        return self.known[pair]

    def compare(self, one: int, other: int) -> Kinship:
        if self.prints[one] and self.prints[one] == self.prints[other]:
            return SAME_WORDS
        first, second = self.profiles.get(one), self.profiles.get(other)
        if first is None or second is None:
            return Kinship(-SURE, "")
        return kinship(first, second, self.rare[first.language])


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates of one event in the order in which they came in, and what each pair of them shares, by their keys."""

    members: tuple[Candidate, ...]
    kin: dict[tuple[int, int], Kinship]

    def between(self, one: Candidate, other: Candidate) -> Kinship:
        """Return what two of its members share."""
        return self.kin[min(one.key, other.key), max(one.key, other.key)]


def as_group(candidates: Sequence[Candidate]) -> Group:
    """Return candidates that have their words in common as a group."""
    keys = sorted(candidate.key for candidate in candidates)
    return Group(tuple(candidates), dict.fromkeys(combinations(keys, 2), SAME_WORDS))


def group_events(candidates: Sequence[Candidate]) -> tuple[Group, ...]:
    """Group candidates that tell of one event; most groups have one member. In the order of each group's first.

    The order in which candidates come in changes no group. Time and memory grow with their number, not with its square:
    a story is compared with at most CLUES x CROWDED others.
    """
    window = _window(candidates)
    edges = _edges(window)
    voices = _join(window, [(key,) for key in window.prints], [pair for pair in edges if window.kin(*pair).copy])
    groups = _join(window, voices, [pair for pair in edges if not window.kin(*pair).copy])
    by_key = {candidate.key: candidate for candidate in candidates}
    order = {key: place for place, key in enumerate(by_key)}
    in_order = sorted((sorted(group, key=order.__getitem__) for group in groups), key=lambda keys: order[keys[0]])
    return tuple(
        Group(tuple(by_key[key] for key in keys), {pair: window.kin(*pair) for pair in combinations(sorted(keys), 2)})
        for keys in in_order
    )


def _join(window: _Window, voices: Sequence[Voice], edges: Iterable[Pair]) -> list[Voice]:
    """Join voices along the edges, the surest first, and return what became of them as keys."""
    groups: dict[int, list[Voice]] = {}
    for voice in voices:
        alone = [voice]
        groups.update((key, alone) for key in voice)
    for one, other in edges:
        first, second = groups[one], groups[other]
        if first is not second and _belong(window, first, second):
            first.extend(second)
            groups.update({key: first for voice in second for key in voice})
    whole = {id(group): group for group in groups.values()}
    return [tuple(key for voice in group for key in voice) for group in whole.values()]


def _window(candidates: Sequence[Candidate]) -> _Window:
    newest = sorted(candidates, key=lambda candidate: (candidate.first_seen, candidate.key))[-MOST_COMPARED:]
    profiles = {candidate.key: make_profile(candidate) for candidate in newest}
    spoken: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        spoken[profile.language].append(profile)
    rare = {language: rarity(those) for language, those in spoken.items()}
    return _Window(profiles, {candidate.key: candidate.fingerprint for candidate in candidates}, rare)


def _belong(window: _Window, one: Sequence[Voice], other: Sequence[Voice]) -> bool:
    """Whether two groups are of one event: the mean over every pair of voices between them speaks for it."""
    if sum(map(len, (*one, *other))) > MOST_REPORTS:
        return False
    return sum(max(window.kin(a, b).score for a in first for b in second) for first in one for second in other) > 0


def _edges(window: _Window) -> list[Pair]:
    """The pairs that are of one event by themselves, the surest first."""
    met = Counter(pair for keys in _meetings(window) for pair in combinations(sorted(keys), 2))
    found = ((pair, window.compare(*pair)) for pair, times in met.items() if times >= ENOUGH)
    # Most pairs that meet are no kin: they are forgotten again.
    window.known.update((pair, kin) for pair, kin in found if kin.score > 0)
    return sorted(window.known, key=lambda pair: (-window.known[pair].score, pair))


def _meetings(window: _Window) -> Iterator[Sequence[int]]:
    """Yield the stories that have a clue in common: equal words, a piece of their sketches, a name, a number, a quotation."""
    profiles = window.profiles.values()
    # Kind by kind, so that what was gathered for one is forgotten before the next. A name or a number alone proves nothing.
    yield from _met((mark, key) for key, mark in window.prints.items() if mark) * ENOUGH
    for clues_of in (_pieces, _quotations):
        yield from (
            _met((hash((each.language, clue)), each.key) for each in profiles for clue in clues_of(each)) * ENOUGH
        )
    yield from _met(
        (hash((each.language, clue)), each.key)
        for each in profiles
        for clue in _rarest(each, window.rare[each.language])
    )


def _met(clues: Iterable[tuple[Hashable, int]]) -> list[Sequence[int]]:
    """Return who has a clue in common, the newest where many have; a clue that one story alone has takes no list.

    Clues come as hashes: a false meeting, should there ever be one, is one comparison more.
    """
    first: dict[Hashable, int] = {}
    shared: dict[Hashable, list[int]] = {}
    for clue, key in clues:
        if (one := first.setdefault(clue, key)) != key:
            shared.setdefault(clue, [one]).append(key)
    return [keys[-CROWDED:] for keys in shared.values()]


def _pieces(profile: Profile) -> Iterable[object]:
    return bands(profile.sketch)


def _quotations(profile: Profile) -> Iterable[object]:
    return profile.said


def _rarest(profile: Profile, rare: Rarity) -> Sequence[str]:
    """Names and numbers that another story has too, the rarest."""
    shared = [word for word in profile.capitals | profile.numbers if rare.seen[word] > 1]
    return sorted(shared, key=lambda word: (rare.seen[word], word))[:CLUES]

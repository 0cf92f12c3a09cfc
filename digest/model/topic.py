"""What an article is about, by the editor's own rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

TOLD_HITS = 3
"""How many hits a sentence names."""


class Looks(StrEnum):
    """What a rule looks at, or how a group of rules is read."""

    WORD = "word"
    """A word in all its forms, a phrase, a prefix (`harbour*`) or a word as written (`=WHO`)."""
    CATEGORY = "category"
    """A category of the entry, or the section of its page."""
    SOURCE = "source"
    AUTHOR = "author"
    PERSON = "person"
    """Somebody who is quoted, by surname or full name."""
    KIND = "kind"
    """news, opinion, analysis or live."""
    ALL = "all"
    ANY = "any"
    NONE = "none"

    @property
    def is_group(self) -> bool:
        """Whether it holds rules instead of a text."""
        return self in {Looks.ALL, Looks.ANY, Looks.NONE}


class Spot(StrEnum):
    """Where in an article a word is looked for."""

    HEADLINE = "headline"
    DEK = "dek"
    OPENING = "opening"
    """The beginning of the text."""
    TEXT = "text"
    """The rest of it."""


@dataclass(frozen=True, slots=True)
class SpotPoints:
    """What a word is worth in each spot; it is not looked for where it is worth nothing."""

    headline: float = 3.0
    dek: float = 2.0
    opening: float = 1.0
    text: float = 0.0

    def of(self, spot: Spot) -> float:
        """Return the points of one spot."""
        return float(getattr(self, spot))


USUAL_POINTS = SpotPoints()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for, or a group of rules. `weight` multiplies its points; `spots` narrows where a word counts."""

    looks: Looks
    text: str = ""
    rules: tuple[Rule, ...] = ()
    weight: float = 1.0
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule that says which articles are about something.

    An article belongs when any of the rules of `include`, `categories`, `sources`, `authors`, `people`, `kinds` and
    `any` holds (every article does where none is given), every rule of `all`, none of `exclude` and `none`, and its
    points come to `at_least`. Rules may be nested; see `Rule` and `SpotPoints`.
    """

    id: str
    title: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    all: tuple[Rule, ...] = ()
    any: tuple[Rule, ...] = ()
    none: tuple[Rule, ...] = ()
    at_least: float = 0.0
    points: SpotPoints = USUAL_POINTS


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds: the rule as written, where it was found (a spot, or what it looks at), the article's own words."""

    rule: str
    where: str
    found: str
    points: float

    def times(self, weight: float) -> Hit:
        """Return the hit with its points multiplied."""
        return replace(self, points=self.points * weight)

    @property
    def told(self) -> str:
        """The hit in a few words."""
        return f"“{self.found}” in the {self.where}" if self.where in set(Spot) else f"{self.where} {self.found}"


@dataclass(frozen=True, slots=True)
class Match:
    """What came of holding a topic against an article: its hits, and what the article lacks to belong.

    `why` is in words what no hit tells: that an editor picked it by hand.
    """

    topic: Topic
    hits: tuple[Hit, ...] = ()
    lacks: tuple[str, ...] = ()
    why: str = ""

    @property
    def belongs(self) -> bool:
        """Whether the article belongs to the topic."""
        return not self.lacks

    @property
    def nearly(self) -> bool:
        """Whether it found something and falls short by one thing."""
        return bool(self.hits) and len(self.lacks) == 1

    @property
    def score(self) -> float:
        """The points of all hits."""
        return round(sum(hit.points for hit in self.hits), 3)

    @property
    def told(self) -> str:
        """The hits in a few words, the weightiest first; "everything" where the topic asks for nothing."""
        best = sorted(self.hits, key=lambda hit: -hit.points)
        return ", ".join(hit.told for hit in best[:TOLD_HITS]) or self.why or "everything"

"""The order of stories: weights, boosts and pins."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from digest.config.kinds import Line, Url
from digest.config.part import Part, exactly_one
from digest.config.parts.topics import ArticleKind
from digest.model import PinPlace, Ranking, SectionKind

Weight = Annotated[float, Field(ge=-10, le=10)]
_USUAL = Ranking()


class RankingSettings(Part):
    """What each reason for a story's place is worth in points (docs/ranking.md)."""

    topic: Weight = _USUAL.topic
    """The strongest match with its topic; a weaker one gets its share."""
    topic_step: Weight = _USUAL.topic_step
    """What each step down the newsletter's list of topics costs."""
    coverage: Weight = _USUAL.coverage
    """Each further source that reports the same, up to four."""
    freshness: Weight = _USUAL.freshness
    """A story of this very moment."""
    half_life_hours: Annotated[float, Field(ge=0, le=1000)] = _USUAL.half_life_hours
    """After so long half of the freshness is left; 0 is half of the issue's window."""
    source: Weight = _USUAL.source
    """A source of weight 2; one of weight 1 gets nothing, one of weight 0 as much less."""
    quotes: Weight = _USUAL.quotes
    """Each quote with a sure speaker, up to two."""
    picture: Weight = _USUAL.picture
    """A picture."""
    opinion: Weight = _USUAL.opinion
    """An opinion piece, unless its topic asks for opinion."""
    paywalled: Weight = _USUAL.paywalled
    """A story behind a paywall."""
    variety: Annotated[float, Field(ge=0, le=10)] = _USUAL.variety
    """What each story of the same source, topic or author that stands before it in its section costs."""


class BoostSettings(Part):
    """Points for all stories of exactly one topic, source, category, author, kind or address."""

    model_config = exactly_one("topic", "source", "category", "author", "kind", "url")

    points: Weight
    """How many; below 0 against them."""
    topic: str = ""
    """The id of a topic."""
    source: str = ""
    """The id of a source."""
    category: Line = ""
    """A category as the source names it, or a section of its pages."""
    author: Line = ""
    """A name in the byline."""
    kind: ArticleKind | None = None
    """A kind of piece."""
    url: Url = ""
    """The address of an article."""


class PinSettings(Part):
    """An editor's word over every rule, on exactly one address, category or source. A bare address runs first."""

    model_config = exactly_one("url", "category", "source")

    url: Url = ""
    """The article at this address."""
    category: Line = ""
    """Every article of this category."""
    source: str = ""
    """Every article of the source with this id."""
    place: PinPlace = PinPlace.FIRST
    """`first`: before all others of its section; `run`: before what was not picked; `never`: not at all."""
    section: SectionKind | None = None
    """The section in which it runs; without it top for the first, picks for the rest."""


def _as_pin(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


Pins = tuple[Annotated[PinSettings, BeforeValidator(_as_pin, json_schema_input_type=Url | PinSettings)], ...]

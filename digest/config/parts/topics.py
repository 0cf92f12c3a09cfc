"""What articles are about: words, facts, and groups of rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from digest.config.kinds import Line, Slug, Word
from digest.config.part import Part, exactly_one
from digest.model import Looks, Spot

RULE_KEYS = tuple(looks.value for looks in Looks)
"""The keys of which a rule has exactly one."""

ArticleKind = Literal["news", "opinion", "analysis", "live"]
Points = Annotated[float, Field(ge=0, le=100)]


def _as_word(value: object) -> object:
    return {"word": value} if isinstance(value, str) else value


class RuleSettings(Part):
    """A rule: exactly one thing to look for, or one group of rules. A bare word stands for `word`."""

    model_config = exactly_one(*RULE_KEYS)

    word: Word = ""
    """A word in all its forms, a phrase, a prefix (`harbour*`), or a word as written (`=WHO`)."""
    category: Line = ""
    """A category as the source names it, or the section of the page."""
    source: str = ""
    """The id of a source."""
    author: Line = ""
    """A name in the byline."""
    person: Line = ""
    """Somebody who is quoted, by surname or full name."""
    kind: ArticleKind | None = None
    """What kind of piece it is."""
    all: Rules = ()
    """Rules that must all hold."""
    any: Rules = ()
    """Rules of which one must hold."""
    none: Rules = ()
    """Rules of which none may hold."""
    weight: Points = 1.0
    """What its points are multiplied by."""
    spots: tuple[Spot, ...] = ()
    """Where a word is looked for, instead of wherever the topic looks."""


Rules = tuple[Annotated[RuleSettings, BeforeValidator(_as_word, json_schema_input_type=Word | RuleSettings)], ...]


class SpotPointsSettings(Part):
    """What a word is worth in each spot; where it is worth 0 it is not looked for."""

    headline: Points = 3.0
    """In the headline."""
    dek: Points = 2.0
    """In the standfirst."""
    opening: Points = 1.0
    """In the first 600 characters of the text."""
    text: Points = 0.0
    """In the rest of the text."""


class TopicSettings(Part):
    """A rule that says which articles are about something (docs/topics.md).

    An article belongs when any rule of `include`, `categories`, `sources`, `authors`, `people`, `kinds` and `any` holds
    (every article does where none is given), every one of `all`, and none of `exclude` and `none`.
    """

    id: Slug
    """The name by which newsletters refer to it."""
    title: Line
    """The name that readers see."""
    include: tuple[Word, ...] = ()
    """Words in all their forms, or phrases; `harbour*` is a prefix, `=WHO` a word as written."""
    exclude: tuple[Word, ...] = ()
    """Words or phrases that keep an article out."""
    categories: tuple[Line, ...] = ()
    """Categories as the source names them, or sections of its pages."""
    sources: tuple[str, ...] = ()
    """Ids of sources."""
    authors: tuple[Line, ...] = ()
    """Names in the byline."""
    people: tuple[Line, ...] = ()
    """People who are quoted, by surname or full name."""
    kinds: tuple[ArticleKind, ...] = ()
    """Kinds of pieces."""
    all: Rules = ()
    """Rules that must all hold."""
    any: Rules = ()
    """Rules of which one must hold, beside the simple ones above."""
    none: Rules = ()
    """Rules of which none may hold."""
    at_least: Points = 0.0
    """The fewest points with which an article belongs; without it any hit will do."""
    points: SpotPointsSettings = SpotPointsSettings()
    """What a word is worth where it stands; every other hit is worth 3."""

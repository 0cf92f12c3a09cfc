"""What a template sees: an issue as it is printed. Fields are clean text, addresses are safe, times are local words.

Every field is described for designers in docs/templates.md; names here are a promise to their templates.
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import SectionKind


@dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead somewhere: `url` is "" where they do not."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `alt` is never empty, `width` and `height` are its own CSS pixels, 0 where unknown."""

    url: str
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PullQuote:
    """Words of a speaker between the language's quotation marks; `url` leads to the very words in the article.

    `source` names the report that the words are from, "" where it is the story's own.
    """

    text: str
    attribution: str
    url: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PrintedStory:
    """A story: `credit` names source and authors; `lede` is "" where it has none, `updated` where it was not.

    `lang` and `dir` are "" where they are the newsletter's own.
    """

    headline: str
    url: str
    credit: str
    lede: str
    quotes: tuple[PullQuote, ...]
    picture: Picture | None
    published: str
    updated: str
    topic: str
    also: tuple[Link, ...]
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """What was changed: `label` says how ("" for a correction note, which says it itself), `url` leads to the words."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PrintedAmendment:
    """A story of an earlier issue that was changed since; `lang` and `dir` are "" where they are the newsletter's own."""

    headline: str
    url: str
    credit: str
    changes: tuple[PrintedChange, ...]
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section with its heading in the newsletter's language ("" for the top stories, unless the editor named it)."""

    kind: SectionKind
    title: str
    stories: tuple[PrintedStory, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The newsletter and the site behind it. `logo` is None, or a picture; `address` is the postal one, in lines.

    `dark_logo` is the logo for a dark ground, None where there is but one.
    """

    title: str
    description: str
    site: str
    url: str
    logo: Picture | None
    dark_logo: Picture | None
    address: str

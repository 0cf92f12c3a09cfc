"""What comes in: sources, the entries they list, and the articles behind them. Times are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from digest.model.pace import Rhythm


class SourceKind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    """RSS, Atom, RDF or JSON Feed at a URL."""
    LISTING = "listing"
    """A page of links at a URL; `Source.select` is the CSS selector of its `a` elements."""
    SITEMAP = "sitemap"
    """A sitemap (sitemaps.org) at a URL, or an index of them; `Source.select` is a glob over the paths of articles."""
    SAVED = "saved"
    """Saved HTML pages or text dumps; `Source.location` is a glob."""


@dataclass(frozen=True, slots=True)
class SiteRules:
    """How the pages of a site are read where the general way fails; every rule is a CSS selector, "" or () is none.

    `host` is a name, or `*.name` for it and all names below it; `www.` makes no other host. `keep` is what holds the
    article, `drop` what in it is none of it; the others hold what they are named for.
    """

    host: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A place that articles come from. `id` is a slug that the editor writes; `location` a URL or a glob."""

    id: str
    kind: SourceKind
    location: str
    title: str
    language: str = ""
    select: str = ""
    pages: bool = True
    """False: the feed's own text is the article; no page is fetched."""
    weight: float = 1.0
    """How much its stories count beside those of others."""
    robots: bool = True
    """False: pages are read whatever the site's robots.txt says, because the site is the operator's own."""
    rules: tuple[SiteRules, ...] = ()
    """How pages are read on the sites that have rules of their own, whatever source led there."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by its address, never copied. Width and height are CSS pixels, 0 where unknown."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a source, as the source tells it. When it was first seen is a row of the store, not a field.

    `guid` is the source's own name for the item (its URL where it gives none); `url` is absolute.
    `dek` is the standfirst as plain text; `body` the feed's full text as plain paragraphs split by one newline.
    """

    source: str
    guid: str
    url: str
    headline: str
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    dek: str = ""
    body: str = ""
    image: Image | None = None
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed: its own title, home page and language, and its entries in the feed's order.

    `hubs` tell at once when the feed at `topic` changes (WebSub); `rhythm` is how often it wants to be asked.
    """

    title: str
    url: str
    language: str
    entries: tuple[Entry, ...]
    rhythm: Rhythm = field(default_factory=Rhythm)
    hubs: tuple[str, ...] = ()
    topic: str = ""


class TextOrigin(StrEnum):
    """Where an article's text was taken from."""

    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words lifted unchanged from an article; `start` and `end` are character offsets into its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageMark:
    """What a page was known by when it was read: its own headline, and the validators of its answer ("" where absent)."""

    headline: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with the text behind it: paragraphs split by one newline, furniture left out.

    `byline` is the authors' names as printed, `dateline` the place (and date) before the first sentence, cut from
    no text: it still stands there. `kind` is news, opinion, analysis or live.
    """

    entry: Entry
    text: str
    byline: str = ""
    dateline: str = ""
    language: str = ""
    image: Image | None = None
    section: str = ""
    kind: str = "news"
    paywalled: bool = False
    origin: TextOrigin = TextOrigin.PAGE
    corrections: tuple[str, ...] = ()
    """The notes that say what the article had wrong, whole, as the page prints them."""
    mark: PageMark | None = None
    """Of the page on the web that the text was read from; None where it was not."""

    def lift(self, start: int, end: int) -> Passage:
        """Cut characters `start` to `end` out of the text: the only way that a Passage is made.

        Raises:
            ValueError: the span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no passage at {start}:{end} in a text of {len(self.text)} characters")
        return Passage(self.text[start:end], start, end)

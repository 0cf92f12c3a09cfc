"""What comes in: sources, and how they are visited."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import (
    FilePath,
    Language,
    Line,
    Network,
    Selector,
    Slug,
    Url,
)
from digest.config.part import Part, Switch, Whole, exactly_one


class SourceSettings(Part):
    """A place that articles come from: exactly one of `feed`, `sitemap`, `listing` and `saved`."""

    model_config = exactly_one("feed", "sitemap", "listing", "saved")

    id: Slug
    """The name by which topics and picks refer to it. Keep it: what was collected is remembered under it."""
    title: Line = ""
    """The name that readers see; without it the site's title."""
    language: Language = ""
    """Language of its articles; without it what the feed or the page itself says."""
    feed: Url = ""
    """Address of an RSS, Atom, RDF or JSON feed."""
    sitemap: Url = ""
    """Address of a sitemap or of an index of sitemaps, packed or not. Of a plain one, what changed within a week counts."""
    paths: Line = ""
    """Glob over the paths of the sitemap's articles, such as `/news/*`; without it every page but the front page."""
    listing: Url = ""
    """Address of a page that lists articles."""
    links: Selector = "main a[href], article a[href]"
    """CSS selector of the `a` elements on the listing page that lead to articles."""
    saved: FilePath = ""
    """Saved pages (HTML, or text dumps) as a glob such as `pages/*.html`."""
    pages: Switch = True
    """`false` takes the feed's own text as the article, and no page is fetched."""
    robots: Switch | None = None
    """`false` reads its pages whatever the site's robots.txt says: for a site of your own. Without it `collect.robots`."""
    weight: Annotated[float, Field(ge=0, le=3)] = 1.0
    """How much its stories count beside those of other sources (docs/ranking.md)."""


class CollectSettings(Part):
    """How sources are visited."""

    every_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 15
    """Minutes between visits to a source that publishes often; one that publishes seldom is visited as seldom."""
    longest_hours: Annotated[Whole, Field(ge=1, le=168)] = 6
    """The most hours between visits to a source, however seldom it publishes."""
    host_delay_ms: Annotated[Whole, Field(ge=0, le=60_000)] = 200
    """Milliseconds from one request to the next one to the same host; a site's `Crawl-delay` is kept where it is longer."""
    timeout_seconds: Annotated[Whole, Field(ge=1, le=120)] = 20
    """How long an answer may take."""
    max_megabytes: Annotated[Whole, Field(ge=1, le=64)] = 8
    """The largest answer that is read."""
    workers: Annotated[Whole, Field(ge=1, le=64)] = 8
    """How many pages are fetched side by side."""
    websub_url: Url = ""
    """Public address of the pages that `digest serve` serves: feeds with a WebSub hub then tell us of news at once."""
    robots: Switch = True
    """Whether the robots.txt of a site is heeded before its pages are read; `false` where every source is your own."""
    processes: Annotated[Whole, Field(ge=0, le=64)] = 0
    """How many processes read articles when there are many; 0 means one for each core of the machine."""
    allow_private: tuple[Network, ...] = ()
    """Hosts and networks inside your own network that may be visited (`intranet.example`, `10.0.0.0/8`)."""

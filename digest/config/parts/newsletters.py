"""The digests: their sections, picks and cadence."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from digest.config.kinds import (
    Colour,
    CronLine,
    Language,
    Line,
    Mailbox,
    Sender,
    Slug,
    Url,
    Zone,
)
from digest.config.part import Part, Switch, Whole, exactly_one
from digest.config.parts.ranking import BoostSettings, Pins, RankingSettings
from digest.model import CatchUp, SectionKind, Theme, Updates

DEFAULT_SUBJECT = "{{ top }}"
DEFAULT_PREHEADER = "{{ others[:3] | join(' · ') }}"


class SectionSettings(Part):
    """A part of an issue, printed in the order given here."""

    kind: SectionKind
    """`top`: set large, best stories first; `more`: set smaller; `picks`: the editor's; `feed`: short, newest first."""
    limit: Annotated[Whole, Field(ge=1, le=60)] = 5
    """The most stories."""
    title: Line = ""
    """Its heading; without it the language's own."""
    topics: tuple[str, ...] = ()
    """Ids of topics of the newsletter: it runs only stories about them, and chooses before sections that run everything."""


class PickSettings(Part):
    """An editor's pick: exactly one of the three. A bare address stands for `url`."""

    model_config = exactly_one("url", "category", "source")

    url: Url = ""
    """The article at this address."""
    category: Line = ""
    """Every article of this category."""
    source: str = ""
    """Every article of the source with this id."""


class CadenceSettings(Part):
    """When a newsletter goes out. A bare text stands for `cron`: `cadence: weekdays at 6:30`."""

    cron: CronLine
    """Five fields: minute, hour, day of month, month, day of week; `30 6 * * mon-fri` is weekdays at 6:30. Or words:
    `weekdays at 6:30`, `first Monday at noon`, `on the 1st and 15th at 8` (docs/schedule.md)."""
    zone: Zone = ""
    """IANA zone in which the line is read; without it the newsletter's."""
    catch_up: CatchUp = CatchUp.LATEST
    """After downtime: send the `latest` missed issue, `all` of them, or `none`."""
    late_hours: Annotated[Whole, Field(ge=1, le=168)] = 12
    """An issue that is more hours late than this is skipped, and the skip recorded."""


def _as_times(given: object) -> object:
    return {"cron": given} if isinstance(given, str) else given


Times = Annotated[CadenceSettings, BeforeValidator(_as_times, json_schema_input_type=CronLine | CadenceSettings)]


class MinimumSettings(Part):
    """What an issue needs to go out by itself. One that has less is held: `digest status` tells it, the next turns try again."""

    stories: Annotated[Whole, Field(ge=0, le=60)] = 0
    """The fewest stories."""
    sources_up: Annotated[float, Field(ge=0, le=1)] = 0.0
    """The least share of the sources whose last visit went well: `0.5` is half of them."""


DEFAULT_SECTIONS = (
    SectionSettings(kind=SectionKind.TOP, limit=3),
    SectionSettings(kind=SectionKind.MORE, limit=6),
    SectionSettings(kind=SectionKind.PICKS, limit=4),
    SectionSettings(kind=SectionKind.NEWS_FEED, limit=8),
)


def _as_pick(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


def _as_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Editors = Annotated[
    tuple[Mailbox, ...],
    BeforeValidator(_as_several, json_schema_input_type=Mailbox | tuple[Mailbox, ...]),
    Field(max_length=10),
]


class NewsletterSettings(Part):
    """A digest that readers sign up for."""

    id: Slug
    """Its name in commands, links and the list header. Keep it: issues and subscriptions are remembered under it."""
    title: Line
    """The name that readers see."""
    description: Line = ""
    """One line on what it brings, for sign-up and archive pages."""
    language: Language = ""
    """Language of dates and labels; without it the site's."""
    zone: Zone = ""
    """IANA time zone of its dates and its cadence; without it the site's."""
    topics: tuple[str, ...] = ()
    """Ids of topics, most important first. Without any, every article belongs."""
    sections: Annotated[tuple[SectionSettings, ...], Field(min_length=1, max_length=12)] = DEFAULT_SECTIONS
    """The parts of an issue. Without them: 3 top stories, 6 more, 4 picks where there are picks, 8 in the news feed."""
    cadence: Times
    """When it goes out."""
    weekly: Times | None = None
    """When readers who want it once a week get an edition of the whole week; without it they cannot choose that."""
    daily: Times | None = None
    """When readers who want it once a day get an edition of the whole day, of a newsletter that comes several times."""
    own_hour: Switch = False
    """Readers may name the hour of their own day at which it comes. An issue waits for it, but not for the next day."""
    sender: Annotated[Sender, Field(alias="from")]
    """Who it comes from: `Name <address>`."""
    reply_to: Sender = ""
    """Where answers go; without it to the sender."""
    archive: Url = ""
    """Page where past issues can be read; without it the readers' pages' own, else the site's home page."""
    web_url: Url = ""
    """Page of each issue, linked as "View online"; `{newsletter}`, `{number}` and `{slot}` are filled. Without it the one in the
    archive of the readers' pages (docs/archive.md), else no link."""
    private: Switch = False
    """Its issues are only for those who get them: no page of the archive, no list, feed or sitemap shows one."""
    cover: Url = ""
    """Address of a picture for the sign-up page, 4 wide to 3 high; without it the words stand alone."""
    example: Url = ""
    """Page of an issue, linked on the sign-up page as "See an issue". Without it the newest of the archive where the readers' pages have
    an address, else no link."""
    theme: Theme | None = None
    """How it looks; without it as the site says."""
    accent: Colour = ""
    """Colour of its links and rules; without it the site's."""
    subject: Annotated[str, Field(min_length=1, max_length=500)] = DEFAULT_SUBJECT
    """The subject line, a Jinja2 template (see Subject lines below)."""
    preheader: Annotated[str, Field(max_length=500)] = DEFAULT_PREHEADER
    """The line that inboxes show after the subject, a Jinja2 template."""
    picks: tuple[
        Annotated[PickSettings, BeforeValidator(_as_pick, json_schema_input_type=Url | PickSettings)], ...
    ] = ()
    """Editor's picks: addresses of articles, or a `category` or a `source`."""
    ranking: RankingSettings = RankingSettings()
    """What counts how much in the order of stories."""
    boosts: tuple[BoostSettings, ...] = ()
    """Points for or against a topic, a source, a category, an author, a kind of piece or an address."""
    pins: Pins = ()
    """What runs first, runs, or never runs, whatever the rules say: addresses, or a `category` or a `source`."""
    lookback_hours: Annotated[Whole, Field(ge=1, le=168)] = 24
    """How far back the first issue reaches; later ones reach back to the issue before."""
    recheck: Switch = True
    """Ask the pages of its stories once more before it is pressed: what is gone drops out, and the next in rank moves up."""
    updates: Updates = Updates.MENTION
    """Stories that it ran and that grew since: `mention` them in the block of corrections, or `ignore` them."""
    minimum: MinimumSettings = MinimumSettings()
    """Below it an issue is held, until `digest release` or `digest skip`, more news, or its `late_hours`."""
    lateness_hours: Annotated[Whole, Field(ge=1, le=720)] = 24
    """An issue that has not left so many hours after it was due is too late: what waits of it is given up, recorded and told."""
    editor: Editors = ()
    """Who is told what became of each issue (pressed, held, skipped, failed) and what went wrong: one mailbox or several."""
    quotes: Annotated[Whole, Field(ge=0, le=5)] = 2
    """The most quotes that a story prints."""
    confidence: Annotated[float, Field(ge=0.5, le=1)] = 0.95
    """How sure the speaker of a quote must be for it to be printed (0.5 to 1). A quote that nobody is named for never is.

    Of English quotes as sure as 0.95, 98 of 100 speakers were right; of others about as many, of which fewer are so sure
    (docs/languages.md).
    """
    same_event: bool = True
    """Whether reports of one event share one place, under the best of them (docs/clusters.md). `false`: only equal texts do."""
    merge_quotes: bool = True
    """Whether quotes from other reports of the same event join those of the report that leads, each with its source and link."""

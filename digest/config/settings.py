"""The settings as the YAML file spells them. Descriptions here become the schema and docs/settings.md."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from digest.config.kinds import (
    Colour,
    CronLine,
    Database,
    FilePath,
    Host,
    Label,
    Language,
    Line,
    Mailbox,
    Network,
    Selector,
    Sender,
    Slug,
    Url,
    Variable,
    Word,
    Zone,
)
from digest.config.part import Part, Switch, Whole, exactly_one
from digest.config.site import SiteSettings
from digest.model import CatchUp, SectionKind, Theme
from digest.summariser import MAX_QUOTES

DEFAULT_SUBJECT = "{{ top }}"
DEFAULT_PREHEADER = "{{ others[:3] | join(' · ') }}"


class SourceSettings(Part):
    """A place that articles come from: exactly one of `feed`, `listing` and `saved`."""

    model_config = exactly_one("feed", "listing", "saved")

    id: Slug
    """The name by which topics and picks refer to it. Keep it: what was collected is remembered under it."""
    title: Line = ""
    """The name that readers see; without it the site's title."""
    language: Language = ""
    """Language of its articles; without it what the feed or the page itself says."""
    feed: Url = ""
    """Address of an RSS, Atom, RDF or JSON feed."""
    listing: Url = ""
    """Address of a page that lists articles."""
    links: Selector = "main a[href], article a[href]"
    """CSS selector of the `a` elements on the listing page that lead to articles."""
    saved: FilePath = ""
    """Saved pages (HTML, or text dumps) as a glob such as `pages/*.html`."""
    pages: Switch = True
    """`false` takes the feed's own text as the article, and no page is fetched."""


class TopicSettings(Part):
    """A rule that says which articles are about something.

    An article belongs when it has any of the words, any of the categories or any of the sources (every article does
    where none of the three is given), and none of the excluded words. Words are looked for in headline, standfirst
    and opening.
    """

    id: Slug
    """The name by which newsletters refer to it."""
    title: Line
    """The name that readers see."""
    include: tuple[Word, ...] = ()
    """Words or phrases; a `*` at the end leaves the end open (`harbour*`)."""
    exclude: tuple[Word, ...] = ()
    """Words or phrases that keep an article out."""
    categories: tuple[Line, ...] = ()
    """Categories as the source names them."""
    sources: tuple[str, ...] = ()
    """Ids of sources."""


class SectionSettings(Part):
    """A part of an issue, printed in the order given here."""

    kind: SectionKind
    """`top`: set large, best stories first; `more`: set smaller; `picks`: the editor's; `feed`: short, newest first."""
    limit: Annotated[Whole, Field(ge=1, le=60)] = 5
    """The most stories."""
    title: Line = ""
    """Its heading; without it the language's own."""


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
    """When a newsletter goes out."""

    cron: CronLine
    """Five fields: minute, hour, day of month, month, day of week. `30 6 * * mon-fri` is weekdays at 6:30."""
    zone: Zone = ""
    """IANA zone in which the line is read; without it the newsletter's."""
    catch_up: CatchUp = CatchUp.LATEST
    """After downtime: send the `latest` missed issue, `all` of them, or `none`."""
    late_hours: Annotated[Whole, Field(ge=1, le=168)] = 12
    """An issue that is more hours late than this is skipped, and the skip recorded."""


DEFAULT_SECTIONS = (
    SectionSettings(kind=SectionKind.TOP, limit=3),
    SectionSettings(kind=SectionKind.MORE, limit=6),
    SectionSettings(kind=SectionKind.PICKS, limit=4),
    SectionSettings(kind=SectionKind.NEWS_FEED, limit=8),
)


def _as_pick(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


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
    cadence: CadenceSettings
    """When it goes out."""
    sender: Annotated[Sender, Field(alias="from")]
    """Who it comes from: `Name <address>`."""
    reply_to: Sender = ""
    """Where answers go; without it to the sender."""
    archive: Url = ""
    """Page where past issues can be read; without it the site's home page."""
    web_url: Url = ""
    """Page of each issue, linked as "View online"; `{newsletter}`, `{number}` and `{slot}` are filled. Without it no link."""
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
    lookback_hours: Annotated[Whole, Field(ge=1, le=168)] = 24
    """How far back the first issue reaches; later ones reach back to the issue before."""
    quotes: Annotated[Whole, Field(ge=0, le=5)] = 2
    """The most quotes that a story prints."""
    confidence: Annotated[float, Field(ge=0.5, le=1)] = 0.95
    """How sure the speaker of a quote must be for it to be printed (0.5 to 1). A quote that nobody is named for never is.

    Of English quotes as sure as 0.95, 98 of 100 speakers were right; of others about as many, of which fewer are so sure
    (docs/languages.md).
    """


class SmtpSettings(Part):
    """The mail server that takes the messages over."""

    host: Host
    """Its name or IP address."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 587
    """587 for `starttls`, 465 for `tls`, 25 for a relay of your own."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted. A password never goes over `none`, save to this machine."""
    user: Line = ""
    """Login name, where one is needed."""
    password_env: Variable = ""
    """NAME of the environment variable that holds the password."""


class DkimSettings(Part):
    """A key that signs each message, so that receivers can tell it is your domain's own."""

    selector: Label
    """Its name in DNS: receivers look for the public key at `<selector>._domainkey.<domain>`."""
    key: FilePath
    """File of the private key (`digest dkim generate` makes one and prints the DNS record)."""
    domain: Host = ""
    """Domain that signs; without it the sender's, which is what DMARC asks for."""


class MailSettings(Part):
    """How messages leave."""

    transport: Literal["outbox", "smtp"] = "outbox"
    """`outbox` writes each message to a file, `smtp` sends it."""
    outbox: Annotated[FilePath, Field(validate_default=True)] = "var/outbox"
    """Folder of the written messages."""
    smtp: SmtpSettings | None = None
    """The mail server; needed for `transport: smtp`."""
    domain: Host = ""
    """Domain of Message-IDs and list ids; without it the sender's."""
    unsubscribe: Mailbox = ""
    """Mailbox that takes requests to leave; without it the sender's."""
    unsubscribe_url: Url = ""
    """Public address of the page for leaving; one-click unsubscribe (RFC 8058) needs `https`."""
    preferences_url: Url = ""
    """Page where readers change what they get; `{reader}` and `{newsletter}` are filled. Without it no link."""
    bounces: Mailbox = ""
    """Mailbox that takes bounces, with `+` extensions: each message returns to `bounces+<its code>@…` (VERP)."""
    dkim: Annotated[tuple[DkimSettings, ...], Field(max_length=2)] = ()
    """Keys that sign (DKIM): one RSA key, and an Ed25519 key beside it if you like."""


class CollectSettings(Part):
    """How sources are visited."""

    every_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 15
    """Minutes between visits."""
    timeout_seconds: Annotated[Whole, Field(ge=1, le=120)] = 20
    """How long an answer may take."""
    max_megabytes: Annotated[Whole, Field(ge=1, le=64)] = 8
    """The largest answer that is read."""
    workers: Annotated[Whole, Field(ge=1, le=64)] = 8
    """How many pages are fetched side by side."""
    allow_private: tuple[Network, ...] = ()
    """Hosts and networks inside your own network that may be visited (`intranet.example`, `10.0.0.0/8`)."""


class ModelSettings(Part):
    """A language model that chooses which quotes come first, and never writes. Without this section none is asked.

    It gets the headline, the lede and the key quotes of each new article; see docs/model.md.
    """

    url: Url
    """Base address of a chat-completions API, such as `http://localhost:11434/v1`."""
    name: Line
    """The model's name, as its server knows it."""
    key_env: Variable = ""
    """NAME of the environment variable that holds the key, where the server wants one. It goes over `https` only, save to this machine."""
    timeout_seconds: Annotated[Whole, Field(ge=1, le=60)] = 10
    """How long one answer may take. After three failures in a row a visit to the sources asks no more."""
    max_passages: Annotated[Whole, Field(ge=2, le=MAX_QUOTES)] = MAX_QUOTES
    """The most quotes of an article that it may choose among."""


class Settings(Part):
    """Everything that an editor and an operator decide, in one file."""

    site: SiteSettings
    """The site that the newsletters come from."""
    database: Annotated[Database, Field(validate_default=True)] = "var/digest.db"
    """SQLite file, or a `sqlite:` or `postgresql:` address without a password."""
    database_env: Variable = ""
    """NAME of the environment variable that holds the database address, for one with a password."""
    sources: Annotated[tuple[SourceSettings, ...], Field(min_length=1, max_length=2000)]
    """Places that articles come from."""
    topics: tuple[TopicSettings, ...] = ()
    """Rules that say what articles are about."""
    newsletters: Annotated[tuple[NewsletterSettings, ...], Field(min_length=1, max_length=200)]
    """The digests that readers sign up for."""
    mail: Annotated[MailSettings, Field(validate_default=True)] = MailSettings()
    """How messages leave."""
    collect: CollectSettings = CollectSettings()
    """How sources are visited."""
    model: ModelSettings | None = None
    """A language model that chooses which quotes come first."""
    templates: FilePath = ""
    """Folder of your own mail templates; without it the shipped ones."""

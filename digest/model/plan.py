"""What the editor decided beforehand: topics, newsletters, their sections and their cadence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from digest.model.readers import Frequency


class SectionKind(StrEnum):
    """What a section of an issue is for. Sections choose in this order, whatever order they are printed in."""

    PICKS = "picks"
    """What the editor picked by URL or rule."""
    TOP = "top"
    """The highest-ranked stories."""
    MORE = "more"
    """The next in rank."""
    NEWS_FEED = "feed"
    """What is left, newest first, with local times."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an issue: how it is set, its heading ("" = the language's own), and its most stories."""

    kind: SectionKind
    limit: int
    title: str = ""
    topics: tuple[str, ...] = ()
    """Ids of topics: it runs only stories that belong to one of them. Without any it runs whatever comes."""


@dataclass(frozen=True, slots=True)
class Pick:
    """An editor's pick: the article at `url`, or every article that has the category or comes from the source."""

    url: str = ""
    category: str = ""
    source: str = ""


class PinPlace(StrEnum):
    """What a pin does with a story."""

    FIRST = "first"
    """It runs, before all others of its section."""
    RUN = "run"
    """It runs in its section, before what was not picked."""
    NEVER = "never"
    """It does not run."""


_PIN_WORDS = {PinPlace.FIRST: "pinned", PinPlace.RUN: "picked", PinPlace.NEVER: "dropped"}


@dataclass(frozen=True, slots=True)
class Pin:
    """An editor's word on single stories, over every rule. Without a section: the top for the first, the picks for the rest."""

    pick: Pick
    place: PinPlace = PinPlace.FIRST
    section: SectionKind | None = None

    @property
    def told(self) -> str:
        """What an account says of it, whether it was made by hand or stands in the settings."""
        return f"{_PIN_WORDS[self.place]} by the editor"


@dataclass(frozen=True, slots=True)
class Boost:
    """Points for every story of a topic, source, category, author, kind or URL, of which one is given."""

    points: float
    topic: str = ""
    source: str = ""
    category: str = ""
    author: str = ""
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What each reason for a story's place is worth in points (docs/ranking.md)."""

    topic: float = 0.5
    """The strongest match with its topic; weaker ones get a share."""
    topic_step: float = 0.2
    """What each step down the newsletter's list of topics costs."""
    coverage: float = 0.8
    """Each further source that reports the same."""
    freshness: float = 1.0
    """A story of this very moment; half of it after `half_life_hours`."""
    half_life_hours: float = 0.0
    """0: half of the issue's window."""
    source: float = 1.0
    """A source of weight 2; one of weight 1 gets nothing, one of weight 0 as much less."""
    quotes: float = 0.25
    """Each quote with a sure speaker, up to two."""
    picture: float = 0.25
    opinion: float = -0.5
    """Opinion, unless its topic asks for it."""
    paywalled: float = -0.25
    variety: float = 0.1
    """What each story of the same source, topic or author that stands before it in its section costs."""


USUAL_RANKING = Ranking()


class CatchUp(StrEnum):
    """What happens to slots that fell into downtime."""

    LATEST = "latest"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a newsletter is due: a five-field cron line, or several, or words, read in an IANA zone.

    `catch_up` rules the slots missed while nothing ran; a slot more than `late_hours` late is skipped and recorded.
    """

    cron: str
    zone: str
    catch_up: CatchUp = CatchUp.LATEST
    late_hours: int = 12


@dataclass(frozen=True, slots=True)
class Minimum:
    """What an issue needs to go out by itself; one that has less is held until it has, or until an editor decides.

    `sources_up` is the share of sources, 0.0 to 1.0, whose last visit went well. The defaults hold nothing back.
    """

    stories: int = 0
    sources_up: float = 0.0


class Updates(StrEnum):
    """What becomes of stories that the newsletter ran and that only grew since; corrections are always told."""

    MENTION = "mention"
    IGNORE = "ignore"


class Theme(StrEnum):
    """A set of templates that the program ships."""

    BROADSHEET = "broadsheet"
    """A newspaper's front page: serif type, rules, columns."""
    SIGNAL = "signal"
    """Cards on a quiet page: the reader's own sans type, rounded corners."""


class Typeface(StrEnum):
    """A family of type that every reader's machine has, by kind."""

    SERIF = "serif"
    SANS = "sans"
    SYSTEM = "system"
    """The type of the reader's own phone or computer."""


@dataclass(frozen=True, slots=True)
class Brand:
    """How the mail looks: site name and address, postal address, logo, colours (#rrggbb), direction, theme, type."""

    site: str
    site_url: str
    postal_address: str
    logo_url: str = ""
    accent: str = "#0b57d0"
    direction: str = "ltr"
    dark_logo_url: str = ""
    """The logo where the mail is shown on a dark ground; "" is the same, on a white one of its own."""
    theme: Theme = Theme.BROADSHEET
    headings: Typeface | None = None
    """The type of headings and that of the text; None is the theme's own."""
    text: Typeface | None = None


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A digest that readers sign up for. `sender` is `Name <address>`; `subject` and `preheader` are Jinja2 text."""

    id: str
    title: str
    description: str
    language: str
    sender: str
    cadence: Cadence
    topics: tuple[str, ...]
    sections: tuple[Section, ...]
    subject: str
    preheader: str
    brand: Brand
    picks: tuple[Pick, ...] = ()
    lookback_hours: int = 24
    """How far back the first issue reaches; later ones reach back to the issue before."""
    quotes: int = 2
    """The most quotes that a story prints."""
    confidence: float = 0.95
    """How sure the speaker of a quote must be for it to be printed, 0.0 to 1.0; quotes without a speaker never are."""
    same_event: bool = True
    """Whether reports of one event share one place in an issue; False: only those with the same words do."""
    merge_quotes: bool = True
    """Whether quotes of other reports of the same event join those of the one that leads."""
    reply_to: str = ""
    unsubscribe: str = field(default="")
    """Mailbox that takes requests to leave; "" is the sender's own."""
    archive: str = ""
    """Page where past issues stand."""
    web_url: str = ""
    """Page of an issue; `{newsletter}`, `{number}` and `{slot}` are filled. "" prints no link to it."""
    cover: str = ""
    """Address of the picture that stands beside it on the sign-up page."""
    example: str = ""
    """Page of an issue, for those who want to see one before they sign up."""
    preferences_url: str = ""
    """Page where a reader changes what comes; `{reader}` and `{newsletter}` are filled. "" prints no link to it."""
    minimum: Minimum = Minimum()
    """Below it an issue is held."""
    lateness_hours: int = 24
    """An issue that has not left so many hours after it was due is too late: what waits of it is given up."""
    ranking: Ranking = USUAL_RANKING
    boosts: tuple[Boost, ...] = ()
    pins: tuple[Pin, ...] = ()
    recheck: bool = True
    """Whether the pages of its stories are asked once more before it is pressed."""
    updates: Updates = Updates.MENTION
    """Whether stories that it ran and that grew since are mentioned."""
    private: bool = False
    """Whether its issues are only for those who get them: then no page, list or feed shows one."""
    frequency: Frequency = Frequency.EACH
    """How often its readers chose to get it."""
    frequencies: tuple[Frequency, ...] = (Frequency.EACH,)
    """How often it can be had: each issue, and the editions that are made of it."""
    edition_of: str = ""
    """The newsletter that this is an edition of, for readers who want it less often; "" for a newsletter itself."""
    own_hour: bool = False
    """Whether readers may name the hour of their own day at which it comes."""
    editors: tuple[str, ...] = ()
    """Mailboxes that are told what became of each issue."""

    @property
    def base(self) -> str:
        """The newsletter that its readers are subscribed to: itself, or the one that it is an edition of."""
        return self.edition_of or self.id


def base_of(newsletter: str) -> str:
    """Return the newsletter that an id stands for: an edition's is the newsletter's own with `.weekly` or `.daily` behind it."""
    return newsletter.partition(".")[0]

"""Readers as they come in at a door: what they ask for, how they came, and what they can change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Frequency(StrEnum):
    """How often a newsletter comes to a reader."""

    EACH = "each"
    """Every issue, as it is made."""
    DAILY = "daily"
    """One edition a day, of a newsletter that comes several times."""
    WEEKLY = "weekly"
    """One edition a week."""


class Door(StrEnum):
    """Where somebody came in."""

    PAGE = "page"
    EMBED = "embed"
    API = "api"
    CLI = "cli"
    IMPORT = "import"
    MAIL = "mail"


class Welcome(StrEnum):
    """What comes when somebody has confirmed."""

    NONE = "none"
    PLAIN = "plain"
    """A letter that says what they get."""
    ISSUE = "issue"
    """The newest issue of each newsletter, with a word of welcome; the letter, where a newsletter has none to show."""


class FormFault(StrEnum):
    """What is wrong with a field of a form; the page says it in the reader's language."""

    REQUIRED = "required"
    EMAIL = "email"
    """It is no mail address, or none that we can write to."""
    NO_MAIL = "no_mail"
    """The address's domain takes no mail."""
    UNKNOWN = "unknown"
    """It is none of the choices that are offered."""
    TOO_FAST = "too_fast"
    """The form came back sooner than a person can fill it in: it is to be sent again."""
    STALE = "stale"
    """The form is too old, or not one of ours: it is to be sent again."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A field of a form (its name in `SignUpForm` or `Changes`; "" is the form itself) and what is wrong with it."""

    field: str
    code: FormFault


@dataclass(frozen=True, slots=True)
class Choice:
    """A newsletter that is wanted, and how often."""

    newsletter: str
    frequency: Frequency = Frequency.EACH


class Standing(StrEnum):
    """How a reader stands to a newsletter."""

    SUBSCRIBED = "subscribed"
    LEFT = "left"
    GONE = "gone"
    """They left everything, for good."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A reader to add: the address as given, choices, and where the consent comes from and since when (None: now).

    One who is not subscribed is added as one who left, so that no later list brings them back.
    """

    email: str
    newsletters: tuple[str, ...]
    language: str = ""
    zone: str = ""
    consent: str = ""
    frequency: Frequency = Frequency.EACH
    hour: int | None = None
    since: datetime | None = None
    paused_until: datetime | None = None
    standing: Standing = Standing.SUBSCRIBED


@dataclass(frozen=True, slots=True)
class SignUpForm:
    """What somebody sends in to get newsletters. All of it is untrusted text.

    `hour` (0 to 23) is the hour of their own day at which mail should come, where a newsletter offers that. `wording`
    is the hash of the text of consent that was shown (`keep_wording`), `page` the address that it was shown at.
    `trap` is a field that people do not see, `stamp` the form's own token (`form_stamp`), `work` a solved challenge.
    """

    email: str
    choices: tuple[Choice, ...]
    language: str = ""
    zone: str = ""
    hour: int | None = None
    wording: str = ""
    page: str = ""
    trap: str = ""
    stamp: str = ""
    work: str = ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a form: the IP address as text ("" where there is none), the browser's own name, and the door."""

    address: str = ""
    agent: str = ""
    door: Door = Door.PAGE


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` letters in `span` from the first one; `name` says of what (an address, a network, a domain, all)."""

    name: str
    most: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader can see and change. `pending_email` is a new address that waits to be confirmed, "" for none."""

    reader: str
    email: str
    choices: tuple[Choice, ...]
    language: str = ""
    zone: str = ""
    hour: int | None = None
    paused_until: datetime | None = None
    pending_email: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reader wants from now on: the whole of it, as the page of preferences shows it."""

    choices: tuple[Choice, ...]
    language: str = ""
    zone: str = ""
    hour: int | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation did. `moved` tells a new address from a new sign-up; `token` opens the preferences."""

    email: str
    newsletters: tuple[str, ...]
    moved: bool
    token: str


@dataclass(frozen=True, slots=True)
class Left:
    """What leaving did: the newsletters that come no more (none, where that was so before). `token` opens the preferences."""

    newsletters: tuple[str, ...]
    token: str

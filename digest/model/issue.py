"""What goes out: one edition of a newsletter, and what it looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digest.model.account import UNRANKED, Account
from digest.model.brief import Brief
from digest.model.change import Amendment, Change, Former
from digest.model.news import Article, Image
from digest.model.plan import Newsletter, SectionKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that an issue could run. `key` is the store's id; `first_seen` and `revised` are UTC.

    `fingerprint` is equal for articles whose words are equal, whatever their addresses. `former` is what it said at first
    (of a story that an issue ran: what it said then); None where its words never changed.
    `sketch` tells about how many of their words two have in common (b"": it was not made yet).
    """

    key: int
    article: Article
    brief: Brief
    first_seen: datetime
    revised: datetime | None = None
    fingerprint: str = ""
    former: Former | None = None
    sketch: bytes = b""


@dataclass(frozen=True, slots=True)
class Ran:
    """A candidate that an issue of the newsletter ran, and that issue's number."""

    candidate: Candidate
    number: int


@dataclass(frozen=True, slots=True)
class Story:
    """A candidate as an issue runs it. `published` and `updated` are aware and in the newsletter's own zone.

    `updated` is None where the story was not updated after it came out; `reason` says why it is in the issue.
    """

    key: int
    brief: Brief
    source_title: str
    byline: str
    image: Image | None
    published: datetime
    updated: datetime | None
    topic: str
    reason: str
    also: tuple[tuple[str, str], ...] = ()
    """Other reports of the same, as (source title, URL)."""
    account: Account = UNRANKED
    """The parts of its score."""
    changes: tuple[Change, ...] = ()
    """What was really changed since it came out, the weightiest first."""


@dataclass(frozen=True, slots=True)
class IssueSection:
    """A section as it runs: at least one story."""

    kind: SectionKind
    title: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A candidate that the issue does not run, and why; the account tells its score where it was ranked."""

    key: int
    headline: str
    url: str
    source_title: str
    reason: str
    account: Account = UNRANKED


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition. `slot` is the local wall label (`2026-10-25T03:30`), `date` the slot's local aware time."""

    newsletter: Newsletter
    slot: str
    number: int
    date: datetime
    subject: str
    preheader: str
    sections: tuple[IssueSection, ...]
    left_out: tuple[LeftOut, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    """What was corrected or added in stories that the newsletter ran before."""

    @property
    def id(self) -> str:
        """The edition's stable name: `newsletter@slot`."""
        return f"{self.newsletter.id}@{self.slot}"

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story in reading order."""
        return tuple(story for section in self.sections for story in section.stories)

    def first(self, count: int) -> Issue:
        """Return the issue with only its first `count` stories in reading order; a section left bare is gone."""
        kept = frozenset(story.key for story in self.stories[:count])
        sections = (
            replace(section, stories=tuple(story for story in section.stories if story.key in kept))
            for section in self.sections
        )
        return replace(self, sections=tuple(section for section in sections if section.stories))


@dataclass(frozen=True, slots=True)
class Proof:
    """What an issue looks like, addressed to nobody: tokens stand where a reader's data goes (see `model.mail`).

    `trimmed` counts the stories that the size budget took out; `tells_amendments` is False where the templates have no
    block of corrections, so that none of the issue's amendments was told.
    """

    issue: str
    subject: str
    html: str
    text: str
    trimmed: int = 0
    tells_amendments: bool = True

    @property
    def size(self) -> int:
        """Bytes of the HTML part in UTF-8: what a mail client clips by."""
        return len(self.html.encode())

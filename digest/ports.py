"""What the jobs need of the world, in their own words. Each Protocol is met by an adapter; a fake is ten lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.errors import SourceError
from digest.model import (
    Article,
    Brief,
    Candidate,
    Delivery,
    Issue,
    Message,
    Probed,
    Proof,
    Receipt,
    Settlement,
    SpamScore,
    Subscriber,
)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present, aware and in UTC."""


@dataclass(frozen=True, slots=True)
class Request:
    """A GET to make; `key` is the asker's own name for it. Validators make it conditional."""

    key: str
    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer of status 200 or 304: final URL, decoded body (b"" for 304), headers as sent ("" where absent)."""

    status: int
    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


class Fetcher(Protocol):
    """Gets pages over HTTP."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | SourceError]]:
        """Make the requests side by side and yield each with its answer, in the order of arrival.

        A failure (status, time, size, redirects, address) is a SourceError in the pair, never raised.
        """


class Prober(Protocol):
    """Asks what stands behind addresses."""

    def probe(self, urls: Iterable[str]) -> Mapping[str, Probed]:
        """Return what came of asking for each address; one that was not asked for is missing. Nothing is raised."""


class SpamFilter(Protocol):
    """Scores mail as receivers do."""

    def score(self, raw: bytes) -> SpamScore | None:
        """Return what the filter makes of a raw message; None where there is no filter, or none that answers."""


class Names(Protocol):
    """Looks names up in DNS."""

    def txt(self, name: str) -> tuple[str, ...] | None:
        """Return the texts of a name's TXT records; () where it has none, None where no answer came."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file of a saved source: its absolute path as a file URL, its bytes, and when it was last written (UTC)."""

    url: str
    body: bytes
    modified: datetime


class Shelf(Protocol):
    """Reads saved pages."""

    def pages(self, pattern: str) -> Iterator[SavedPage | SourceError]:
        """Yield the files that match a glob, by name; a file that cannot be read is a SourceError in its place."""


class Chooser(Protocol):
    """A language model that chooses among passages. Only numbers come back: it has no way to put in a word."""

    @property
    def name(self) -> str:
        """The model's name, kept with what it chose."""

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        """Return places of passages (0-based, distinct, in range), the best first; () and places left out: no opinion.

        Raises:
            ModelError: no usable answer came in time.
        """


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of a source's last visit. `failures` counts those in a row, `error` is the newest one's text."""

    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None
    failures: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A source's item that was met before: the article it became (None: it could not be read yet).

    `imprint` is the digest of headline, dek and feed text then: when it changes, the item was revised.
    """

    article: int | None
    imprint: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A read article on its way into the store: `url` canonical, `imprint` of the entry, `fingerprint` of the text."""

    article: Article
    brief: Brief
    url: str
    imprint: str
    fingerprint: str


class Articles(Protocol):
    """The store of what was collected."""

    def fetch_state(self, source: str) -> FetchState:
        """Return what is known of a source's last visit (an empty state for a new source)."""

    def record_fetch(self, source: str, state: FetchState) -> None:
        """Remember a visit."""

    def sightings(self, source: str, guids: Sequence[str]) -> Mapping[str, Sighting]:
        """Return the items of this source met before, by guid."""

    def record_article(self, arrival: Arrival, now: datetime) -> int:
        """Store an article with its sighting, in one transaction, and return its key.

        Known canonical URL: the stored article stays one; where the sighting's imprint changed, its words are
        replaced and `revised` becomes `now`. First-seen times never move.
        """

    def record_failure(self, source: str, guid: str, *, imprint: str, error: str, now: datetime) -> None:
        """Count one more failed reading of an item that no article stands for."""

    def candidates(
        self, newsletter: str, since: datetime, until: datetime, *, replay: bool = False
    ) -> Sequence[Candidate]:
        """Return the articles first seen in (since, until] that no issue of the newsletter has run, oldest first.

        `replay`: as it stood at `until`; what only issues due then or later ran is a candidate again. For looking back
        only: an issue that is pressed so would run a story twice.
        """

    def stamp(self) -> str:
        """Return a text that differs when articles came, were revised, or were run by an issue since it was last asked."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a newsletter is due: local wall label, its instant, and why it is skipped ("": it is not)."""

    label: str
    due: datetime
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """An issue that is due and not yet pressed. `since` is where its window opens; None for the first issue."""

    key: int
    newsletter: str
    slot: str
    due: datetime
    number: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class NextEdition:
    """What the next issue of a newsletter will be: its number, and where its window opens (None: it is the first)."""

    number: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What has become of an issue, for a person to read. `tally` counts its deliveries by state."""

    key: int
    newsletter: str
    slot: str
    due: datetime
    state: str
    reason: str
    number: int
    subject: str
    stories: int
    tally: Mapping[str, int]


class Ledger(Protocol):
    """The truth about issues and deliveries: unique (newsletter, slot) and unique (issue, reader)."""

    def cursor(self, newsletter: str) -> datetime | None:
        """Return the instant up to which slots were decided; None for a newsletter never planned."""

    def plan(self, newsletter: str, slots: Sequence[Slot], cursor: datetime, now: datetime) -> None:
        """Write the slots (known ones are left alone) and move the cursor forward, in one transaction."""

    def planned(self) -> Sequence[Planned]:
        """Return the issues that are due and not yet pressed, earliest first."""

    def next_edition(self, newsletter: str, before: datetime | None = None) -> NextEdition:
        """Return what the next issue will be, for a preview; nothing is written.

        `before`: as it stood then; issues due at that moment or later are left out of account.
        """

    def press(self, planned: Planned, issue: Issue, proof: Proof, *, window_end: datetime, now: datetime) -> int | None:
        """Write proof, stories and one queued delivery per subscribed reader, in one transaction.

        Returns:
            The number of deliveries; None when somebody else pressed or skipped this slot meanwhile.
        """

    def skip(self, planned: Planned, reason: str, now: datetime) -> None:
        """Mark a planned issue as skipped, with the reason."""

    def proof(self, issue: int) -> tuple[str, str, Proof]:
        """Return newsletter id, slot label and proof of a pressed issue."""

    def claim(self, most: int, owner: str, now: datetime, until: datetime) -> Sequence[Delivery]:
        """Lease up to `most` due deliveries to `owner` until `until`: queued ones, and leased ones whose lease ran out.

        Readers who left meanwhile are set to suppressed instead, and not returned.
        """

    def settle(self, owner: str, settlements: Sequence[Settlement]) -> None:
        """Write outcomes of deliveries that `owner` holds; others are left alone."""

    def release(self, owner: str) -> None:
        """Put every delivery that `owner` still holds back into the queue."""

    def issues(self, most: int) -> Sequence[IssueRow]:
        """Return the newest issues, newest first."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A reader to add: the address as given, choices, and where the consent comes from."""

    email: str
    newsletters: tuple[str, ...]
    language: str = ""
    zone: str = ""
    consent: str = ""


class Register(Protocol):
    """The readers."""

    def enrol(self, enrolments: Iterable[Enrolment], now: datetime) -> tuple[int, int]:
        """Add readers and subscriptions; return (new readers, new subscriptions). Those who left are not re-added."""

    def remove(self, email: str, newsletter: str, now: datetime) -> bool:
        """Take an address off a newsletter ("" = all); False when it was not on it."""

    def readers(self, newsletter: str) -> Iterator[Subscriber]:
        """Yield the readers of a newsletter ("" = all), by address."""


class Transport(Protocol):
    """Hands messages to the mail system. A refusal is data."""

    def send(self, message: Message) -> Receipt:
        """Hand over one message and return the answer; never raises for what a server or network does."""

    def close(self) -> None:
        """End the connection, if one is open."""

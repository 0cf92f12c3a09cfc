"""The store of what was collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from digest.model import Article, Brief, Candidate, Hubs, Pace, Ran


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of a source's last visit. `failures` counts those in a row, `error` is the newest one's text.

    `location` is the address that the settings named then: under another one nothing of this is true. `moved` is where
    that address has led by permanent redirects, in the newest `moved_visits` visits in a row.
    """

    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None
    failures: int = 0
    error: str = ""
    location: str = ""
    moved: str = ""
    moved_visits: int = 0
    pace: Pace = field(default_factory=Pace)
    hubs: Hubs = field(default_factory=Hubs)
    failing_since: datetime | None = None
    """When the first of `failures` was; None without any, and where it was not written down."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A source's item that was met before: the article it became (None: it could not be read yet).

    `imprint` is the digest of headline, dek and feed text then: when it changes, the item was revised.
    """

    article: int | None
    imprint: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that a source listed and that could not be read: its guid, most often its address, and the newest error."""

    source: str
    guid: str
    error: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A read article on its way into the store: `url` canonical, `imprint` of the entry, `fingerprint` of the text.

    `sketch` is that of the text; b"" leaves it to whoever needs it. `also_at` are further canonical URLs of it.
    """

    article: Article
    brief: Brief
    url: str
    imprint: str
    fingerprint: str
    sketch: bytes = b""
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rerun:
    """An article that the newsletter ran and that was revised since: `candidate.former` is what it said then.

    `told` has the marks of those of its changes that the newsletter told already.
    """

    candidate: Candidate
    told: frozenset[str] = frozenset()


class Articles(Protocol):
    """The store of what was collected."""

    def together(self) -> AbstractContextManager[Articles]:
        """Give the same store, where all that is recorded until the end of the block is one transaction.

        Whoever is killed in it, or raises, has recorded nothing of it.
        """

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

    def record_rereading(self, key: int, arrival: Arrival, now: datetime) -> None:
        """Replace an article's words by what its page says now; its address and what sources listed stay."""

    def record_failure(self, source: str, guid: str, *, imprint: str, error: str, now: datetime) -> None:
        """Count one more failed reading of an item that no article stands for."""

    def unread(self, since: datetime, until: datetime) -> Sequence[Unread]:
        """Return the items first seen in (since, until] that no article stands for, the newest first."""

    def candidates(
        self, newsletter: str, since: datetime, until: datetime, *, replay: bool = False
    ) -> Sequence[Candidate]:
        """Return the articles first seen in (since, until] that no issue of the newsletter has run, oldest first.

        `replay`: as it stood at `until`; what only issues due then or later ran is a candidate again. For looking back
        only: an issue that is pressed so would run a story twice.
        """

    def brought(self, since: datetime) -> Mapping[str, int]:
        """Return how many articles first seen after `since` each source has, by its id; a source without any is missing."""

    def find(self, url: str) -> Candidate | None:
        """Return the article of a canonical URL, also of one that it was only met at; None where none is stored."""

    def unrun(self, newsletter: str, urls: Sequence[str]) -> Sequence[Candidate]:
        """Return the articles of canonical URLs, whenever they came, that no issue of the newsletter has run."""

    def ran(self, newsletter: str, since: datetime, until: datetime) -> Sequence[Ran]:
        """Return the stories that issues of a newsletter due in (since, until) ran, those of the newest issue first, RAN_MOST at most."""

    def reruns(self, newsletter: str, since: datetime) -> Sequence[Rerun]:
        """Return the articles that issues pressed after `since` ran and that were revised later, the newest revision first."""

    def stamp(self) -> str:
        """Return a text that differs when articles came, were revised, or were run by an issue since it was last asked."""

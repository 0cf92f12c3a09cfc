"""The web, and what stands around a mail: pages fetched, addresses probed, names looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from digest.errors import SourceError
from digest.model import Caching, Probed, SpamScore


@dataclass(frozen=True, slots=True)
class Request:
    """A GET to make, or where there is a `form` a POST; `key` is the asker's own name for it. Validators make it conditional.

    `robots`: the site's robots.txt is asked first, and heeded.
    """

    key: str
    url: str
    etag: str = ""
    last_modified: str = ""
    robots: bool = False
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer of status 200 or 304 (any 2xx to a form): final URL, decoded body (b"" for 304), headers as sent ("" where absent).

    `moved` is where permanent redirects (301, 308) led before any other kind did, "" where there was none; `links` are
    the `Link` headers.
    """

    status: int
    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    caching: Caching = field(default_factory=Caching)
    moved: str = ""
    links: tuple[str, ...] = ()


class Fetcher(Protocol):
    """Gets pages over HTTP."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | SourceError]]:
        """Make the requests side by side and yield each with its answer, in the order of arrival.

        The requests may be taken in another thread, and the iterable may wait: what is asked may follow from an answer.
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

    def takes_mail(self, domain: str) -> bool | None:
        """Return whether a domain says where its mail goes; None where no answer came."""

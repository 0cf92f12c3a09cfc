"""A small world for job tests: a real database, a clock that is told, and pages that are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ledgers import check_sums
from making import NOON, a_brief, an_article

from digest.adapters.database import open_database
from digest.adapters.lines import TransportLines
from digest.errors import DigestError, SourceError
from digest.jobs.deliver import PostOffice
from digest.jobs.press import Plan, Pressroom
from digest.model import (
    Issue,
    Message,
    Newsletter,
    Outcome,
    Proof,
    Receipt,
    Source,
    SourceKind,
    Subscriber,
    Token,
)
from digest.ports import Arrival, Enrolment, Fetched, Request, SavedPage


@dataclass
class ToldClock:
    """A clock that stands where it is put."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class ToldWeb:
    """Answers by URL; what is not told answers 404. Remembers what was asked."""

    pages: dict[str, Fetched | SourceError] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def tell(self, url: str, body: str, etag: str = "") -> None:
        self.pages[url] = Fetched(200, url, body.encode(), "text/html; charset=utf-8", etag)

    def fetch(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | SourceError]]:
        for request in requests:
            self.asked.append(request)
            answer = self.pages.get(request.url, SourceError(f"{request.url} answered 404 Not Found"))
            if isinstance(answer, Fetched) and answer.etag and answer.etag == request.etag:
                answer = Fetched(304, request.url, b"", etag=answer.etag)
            yield request, answer


@dataclass
class ToldShelf:
    """Saved pages by glob."""

    files: dict[str, list[SavedPage | SourceError]] = field(default_factory=dict)

    def pages(self, pattern: str) -> Iterator[SavedPage | SourceError]:
        yield from self.files.get(pattern, [])


@dataclass
class ToldRelay:
    """A mail system that takes every message, but gives the told receipts first."""

    receipts: list[Receipt] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)
    closed: int = 0

    def send(self, message: Message, following: Message | None = None) -> Receipt:
        if self.receipts:
            receipt = self.receipts.pop(0)
            if receipt.outcome is not Outcome.ACCEPTED:
                return receipt
        self.taken.append(message)
        return Receipt(Outcome.ACCEPTED, 250, "2.0.0 queued")

    def close(self) -> None:
        self.closed += 1


def a_proof(issue: Issue) -> Proof:
    """A proof that says what the issue says, without a template."""
    lines = "\n".join(story.brief.entry.headline for story in issue.stories)
    return Proof(issue.id, issue.subject, f"<p>{lines}</p>", f"{lines}\n{Token.UNSUBSCRIBE.mark}\n")


def a_message(newsletter: Newsletter, slot: str, proof: Proof, reader: Subscriber) -> Message:
    """A message whose bytes say for whom it is."""
    name = f"<{newsletter.id}.{slot}.{reader.id}@lantern.example>"
    return Message(name, "bounce@lantern.example", reader.email, f"To: {reader.email}\r\n\r\n{proof.text}".encode())


class Town:
    """A database with articles and readers, and the pressroom over them."""

    def __init__(self, path: str, *newsletters: Newsletter) -> None:
        self.database = open_database(path)
        self.database.upgrade()
        self.clock = ToldClock()
        self.relay = ToldRelay()
        source = Source("lantern", SourceKind.FEED, "https://lantern.example/feed", "The Harbour Lantern")
        self.plan = Plan({source.id: source}, {}, {each.id: each for each in newsletters})
        self.room = Pressroom(self.plan, self.database.articles, self.database.ledger, self.clock, a_proof)

    def publish(self, *numbers: int, chosen_by: str = "") -> None:
        """Store articles as first seen now."""
        for number in numbers:
            article = an_article(number)
            brief, url = replace(a_brief(article), chosen_by=chosen_by), article.entry.url
            arrival = Arrival(article, brief, url, f"imprint-{number}", f"print-{number}")
            self.database.articles.record_article(arrival, self.clock.now())

    def enrol(self, *emails: str, newsletter: str = "morning") -> None:
        enrolments = [Enrolment(email, (newsletter,), consent="told") for email in emails]
        self.database.register.enrol(enrolments, self.clock.now())

    def office(self, owner: str = "one") -> PostOffice:
        def write(issue: int, reader: Subscriber) -> Message:
            name, slot, proof = self.database.ledger.proof(issue)
            if name not in self.plan.newsletters:
                raise DigestError(f"the newsletter {name!r} is not in the settings")
            return a_message(self.plan.newsletters[name], slot, proof, reader)

        return PostOffice(self.database.ledger, TransportLines([self.relay]), self.clock, owner, write)

    def states(self) -> dict[str, str]:
        """What became of each slot, by label."""
        return {row.slot: row.reason or row.state for row in self.database.ledger.issues(100)}

    def close(self) -> None:
        check_sums(self.database)
        self.database.close()

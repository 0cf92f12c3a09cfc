"""A process that is killed in the middle of a step leaves nothing half done, on either database."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select, text

from digest.adapters.database import open_database
from digest.adapters.database.schema import (
    accounts,
    articles,
    deliveries,
    issue_stories,
    letters,
    sightings,
    subscribers,
)
from digest.errors import StoreError
from digest.model import DeliveryState, LetterOrder, Outcome, Receipt, Settlement
from digest.ports import Enrolment, Records

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

# Runs one method of a port, and dies as soon as a statement that begins as told was executed and not yet committed.
KILLED = """
import os, pickle, signal, sys
from sqlalchemy import event
from digest.adapters.database import open_database

url, beginning, port, method, arguments, options = pickle.load(sys.stdin.buffer)
database = open_database(url)

def die(connection, cursor, statement, *rest):
    if statement.startswith(beginning):
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(database.engine, "after_cursor_execute", die)
getattr(getattr(database, port) if port else database, method)(*arguments, **options)
"""


def url_of(database):
    url = database.engine.url
    return url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=False)


def run_killed(url, beginning, call, *arguments, **options):
    port, _, method = call.rpartition(".")
    job = pickle.dumps((url, beginning, port, method, arguments, options))
    process = subprocess.run([sys.executable, "-c", KILLED], input=job, capture_output=True, check=False)
    assert (process.returncode, process.stderr) == (-signal.SIGKILL, b"")


def count(database, table):
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


@pytest.fixture
def ready(database, newsroom):
    """Give a planned issue with its proof and one story, and three readers who wait for it."""
    newsroom.enrol("olena", "ivan", "petro")
    newsroom.collect()
    planned = newsroom.plan()
    candidates = database.articles.candidates("morning", NOON - timedelta(days=1), LATER)
    return planned, *newsroom.issue(planned, *candidates)


PRESSED = [issue_stories, deliveries, accounts, letters]
TO_THE_DESK = LetterOrder("report morning pressed", "report", "desk@lantern.example", data={"subject": "3 readers"})
RECORDS = Records({"stories": 1}, {3: (TO_THE_DESK,)}.__getitem__)


@pytest.mark.parametrize("beginning", ["UPDATE issues", *(f"INSERT INTO {table.name}" for table in PRESSED)])
def test_a_press_that_is_killed_writes_nothing_and_the_next_one_everything(database, ready, beginning):
    planned, pressing = ready[0], {"window_end": LATER, "now": NOON, "records": RECORDS}
    run_killed(url_of(database), beginning, "ledger.press", *ready, **pressing)
    assert database.ledger.planned() == [planned]
    assert [count(database, table) for table in PRESSED] == [0, 0, 0, 0]
    assert database.ledger.press(*ready, **pressing) == 3
    assert database.ledger.tally(planned.key) == {"queued": 3}
    assert [count(database, table) for table in PRESSED] == [1, 3, 1, 1]
    assert database.ledger.press(*ready, **pressing) is None
    assert [count(database, table) for table in PRESSED] == [1, 3, 1, 1]


@pytest.mark.parametrize("decide", ["hold", "skip"])
@pytest.mark.parametrize("beginning", ["UPDATE issues", "INSERT INTO letters"])
def test_an_issue_whose_holding_or_skipping_is_killed_is_as_before_and_nobody_was_told(
    database, ready, decide, beginning
):
    planned, deciding = ready[0], (ready[0], "2 of at least 3 stories", NOON, [TO_THE_DESK])
    run_killed(url_of(database), beginning, f"ledger.{decide}", *deciding)
    assert (database.ledger.planned(), count(database, letters)) == ([planned], 0)
    assert getattr(database.ledger, decide)(*deciding) is True
    getattr(database.ledger, decide)(*deciding)
    assert count(database, letters) == 1


def test_a_claim_that_is_killed_leases_nothing(database, ready):
    database.ledger.press(*ready, window_end=LATER, now=NOON)
    run_killed(url_of(database), "WITH picked", "ledger.claim", 2, "a", NOON, LATER)
    assert database.ledger.tally(ready[0].key) == {"queued": 3}


def test_a_settlement_that_is_killed_leaves_the_lease_and_nobody_is_lost(database, ready):
    database.ledger.press(*ready, window_end=LATER, now=NOON)
    sent = Receipt(Outcome.ACCEPTED, 250)
    claimed = database.ledger.claim(3, "a", NOON, LATER)
    settlements = [Settlement(delivery.key, DeliveryState.SENT, sent) for delivery in claimed]
    run_killed(url_of(database), "UPDATE deliveries", "ledger.settle", "a", settlements)
    assert database.ledger.tally(ready[0].key) == {"leased": 3}
    assert [one.key for one in database.ledger.claim(3, "b", LATER, LATER)] == [one.key for one in claimed]


def test_an_article_whose_storing_is_killed_is_new_the_next_time(database, newsroom):
    arrival = newsroom.arrival()
    run_killed(url_of(database), "INSERT INTO articles", "articles.record_article", arrival, NOON)
    assert (count(database, articles), count(database, sightings)) == (0, 0)
    database.articles.record_article(arrival, LATER)
    assert database.articles.candidates("morning", NOON, LATER)[0].first_seen == LATER


def test_an_enrolment_that_is_killed_leaves_no_reader_without_a_newsletter(database):
    enrolments = [Enrolment("olena@reader.example", ("morning",))]
    run_killed(url_of(database), "INSERT INTO subscribers", "register.enrol", enrolments, NOON)
    assert count(database, subscribers) == 0
    assert database.register.enrol(enrolments, NOON) == (1, 1)


def test_an_upgrade_that_is_killed_leaves_an_empty_database_that_can_be_upgraded(new_url):
    url = new_url()
    run_killed(url, "\nCREATE TABLE deliveries", "upgrade")
    database = open_database(url)
    assert database.is_current() is False
    database.upgrade()
    assert database.is_current() is True
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_that_drops_the_connection_is_told_and_the_next_step_finds_a_new_one(database, ready):
    def drop(connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO deliveries"):
            backend = connection.connection.driver_connection.info.backend_pid
            with database.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})

    event.listen(database.engine, "after_cursor_execute", drop)
    with pytest.raises(StoreError, match="ended the connection; nothing of this step was written"):
        database.ledger.press(*ready, window_end=LATER, now=NOON)
    event.remove(database.engine, "after_cursor_execute", drop)
    assert database.ledger.planned() == [ready[0]]
    assert database.ledger.press(*ready, window_end=LATER, now=NOON) == 3


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_connections_that_died_while_idle_cost_nothing(database):
    others = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    )
    with database.engine.connect(), database.engine.connect():
        pass  # so that two wait in the pool: one to end the other, which is then the first in line
    with database.engine.connect() as connection:
        connection.execute(text(f"{others} pg_backend_pid()"))
    assert database.ledger.planned() == []

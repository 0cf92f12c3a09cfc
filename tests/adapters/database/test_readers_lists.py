"""Lists of readers in and out, and what is held about one address, on both databases."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from digest.adapters.database import open_database
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.register import SqlRegister
from digest.jobs.readers import RosterFile, import_readers
from digest.jobs.readers_export import export_rows
from digest.model import Cap, Enrolment, Frequency, Standing, Visitor
from digest.ports import Asked, Choosing, Tally, Terms
from digest.signup import RosterRules

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
EVERYTHING = Choosing(standing=None)
RULES = RosterRules(dict.fromkeys(("morning", "tide"), tuple(Frequency)), "morning", "told")


class LaterClock:
    def now(self):
        return LATER


def enrol(database, *enrolments, dry_run=False):
    with database.register.intake(NOON, dry_run=dry_run) as take:
        return take(enrolments)


def a_town(database):
    """Readers of every standing."""
    enrol(
        database,
        Enrolment("Ida@a.example", ("morning", "tide"), "uk", "Europe/Kyiv", "at the fair", Frequency.EACH, 7),
        Enrolment("+otto@a.example", ("tide",), "de", consent="=1+1", frequency=Frequency.WEEKLY, paused_until=LATER),
        Enrolment("mara@b.example", ("morning",), consent='says "yes"\nand no', since=NOON - timedelta(days=9)),
        Enrolment("lev@b.example", ("morning", "tide"), consent="told"),
    )
    database.register.remove("ida@a.example", "tide", NOON)
    database.register.remove("lev@b.example", "", NOON)


def emails(database, **choosing):
    return [held.email for held in database.register.holdings(Choosing(**choosing))]


@pytest.mark.parametrize(
    ("choosing", "found"),
    [
        ({}, ["+otto@a.example", "Ida@a.example", "mara@b.example"]),
        ({"newsletter": "morning"}, ["Ida@a.example", "mara@b.example"]),
        ({"standing": Standing.LEFT}, ["Ida@a.example"]),
        ({"standing": Standing.GONE}, ["lev@b.example"] * 2),
        ({"standing": None, "newsletter": "tide"}, ["+otto@a.example", "Ida@a.example", "lev@b.example"]),
        ({"language": "uk"}, ["Ida@a.example"]),
        ({"frequency": Frequency.WEEKLY}, ["+otto@a.example"]),
        ({"search": "IDA@"}, ["Ida@a.example"]),
        ({"search": "%"}, []),
        ({"after": "IDA@a.example"}, ["mara@b.example"]),
    ],
)
def test_readers_are_chosen(database, choosing, found):
    a_town(database)
    assert emails(database, **choosing) == found


def test_who_was_exported_and_imported_elsewhere_is_the_same_reader(database, new_url):
    a_town(database)
    before = list(database.register.holdings(EVERYTHING))
    rows = ['","'.join(cell.replace('"', '""') for cell in row) for row in export_rows(before, proof=True)]
    other = open_database(new_url())
    other.upgrade()
    file = RosterFile(['"{}"\n'.format('"\n"'.join(rows)).encode()], RULES)
    *_, report = import_readers(file, other.register, LaterClock())
    assert (report.faulty, list(other.register.holdings(EVERYTHING))) == (0, before)
    assert enrol(other, Enrolment("lev@b.example", ("new",)), Enrolment("ida@a.example", ("tide",))) == Tally(left=2)
    other.close()


@pytest.mark.parametrize("dry_run", [True, False])
def test_each_enrolment_of_a_batch_has_one_fate(database, dry_run):
    a_town(database)
    database.register.suppress(["eve@b.example"], "complained", NOON)
    batch = [
        Enrolment("new@a.example", ("morning",)),
        Enrolment("NEW@a.example", ("morning",)),
        Enrolment("new@a.example", ("morning", "tide")),
        Enrolment("other@a.example", ("morning",), standing=Standing.LEFT),
        Enrolment("other@a.example", ("morning",)),
        Enrolment("ida@a.example", ("tide",)),
        Enrolment("ida@a.example", ("morning", "tide")),
        Enrolment("ida@a.example", ()),
        Enrolment("mara@b.example", ("tide",)),
        Enrolment("lev@b.example", ("morning", "sport")),
        Enrolment("eve@b.example", ("morning",)),
        Enrolment("", ("morning",)),
    ]
    told = Tally(suppressed=1, readers=1, joined=2, known=3, left=4, unusable=1, subscriptions=3)
    before = list(database.register.holdings(EVERYTHING))
    assert enrol(database, *batch, dry_run=dry_run) == told
    assert (list(database.register.holdings(EVERYTHING)) == before) is dry_run


def test_a_dry_run_knows_what_earlier_batches_would_have_added(database):
    with database.register.intake(NOON, dry_run=True) as take:
        assert take([Enrolment("ida@a.example", ("morning",))]) == Tally(readers=1, subscriptions=1)
        assert take([Enrolment("Ida@a.example", ("morning",))]) == Tally(known=1)
        assert take([Enrolment("ida@a.example", ("tide",))]) == Tally(joined=1, subscriptions=1)
        assert take([]) == Tally()
    with database.register.intake(NOON, dry_run=True) as take:
        assert take([Enrolment("ida@a.example", ("morning",))]) == Tally(readers=1, subscriptions=1)


def test_all_that_is_held_about_an_address_is_shown(database, newsroom):
    a_town(database)
    newsroom.press()
    held = database.register.dossier("IDA@a.example")
    assert held["reader"]["email"] == "Ida@a.example"
    assert [each["consent"] for each in held["subscriptions"]] == ["at the fair"] * 2
    assert held["delivery_counts"] == {"queued": 1}
    assert database.register.dossier("nobody@a.example") == {}


def test_an_address_is_erased_whether_a_readers_or_not_and_never_comes_back(database):
    a_town(database)
    terms = Terms(Visitor(), (Cap("all", 9, timedelta(hours=1)),), NOON, LATER)
    database.signups.ask(Asked("guest@a.example"), terms)
    assert list(database.register.dossier("guest@a.example")) == ["requests", "letters"]
    forgotten = ["ida@a.example", "guest@a.example", "nobody@a.example"]
    assert [database.register.forget(email, NOON) for email in forgotten] == [True, True, False]
    barred = {"suppressed": {"reason": "erased", "since": NOON.isoformat()}}
    assert [database.register.dossier(email) for email in forgotten] == [barred] * 3
    assert enrol(database, *(Enrolment(email, ("morning",)) for email in forgotten)) == Tally(suppressed=3)


def test_suppressed_addresses_are_off_everything_and_counted_once(database):
    a_town(database)
    listed = ["MARA@b.example", "mara@b.example", "new@a.example", ""]
    assert database.register.suppress(listed, "complained", NOON) == 2
    assert database.register.suppress(listed, "again", LATER) == 0
    assert database.register.dossier("new@a.example")["suppressed"]["reason"] == "complained"
    assert emails(database) == ["+otto@a.example", "Ida@a.example"]


def test_who_was_erased_and_is_then_suppressed_is_barred_for_the_stronger_reason(database):
    a_town(database)
    database.register.forget("mara@b.example", NOON)
    assert database.register.suppress(["mara@b.example"], "complained", LATER) == 0
    assert database.register.dossier("mara@b.example")["suppressed"]["reason"] == "complained"


def test_an_address_that_is_allowed_again_is_on_nothing_and_its_consent_is_kept(database):
    a_town(database)
    database.register.suppress(["mara@b.example"], "complained", NOON)
    assert database.register.lift("Mara@b.example", "asked by mail", LATER) is True
    assert database.register.lift("mara@b.example", "asked by mail", LATER) is False
    held = database.register.dossier("mara@b.example")
    assert [each["text"] for each in held["wordings"]] == ["asked by mail"]
    assert "suppressed" not in held
    assert enrol(database, Enrolment("mara@b.example", ("morning",)), Enrolment("mara@b.example", ("tide",))) == Tally(
        joined=1, left=1, subscriptions=1
    )


def test_an_address_that_was_suppressed_under_an_older_key_is_found_and_allowed_again(database):
    database.register.suppress(["ida@a.example"], "complained", NOON)
    turned = SqlRegister(database.engine, KeyedHash((b"", b"new")))
    assert turned.suppress(["ida@a.example"], "again", NOON) == 0
    assert turned.lift("ida@a.example", "asked", LATER) is True
    assert turned.dossier("ida@a.example").get("suppressed") is None


# Imports a file, and dies when so many batches are in and the next one is half done.
KILLED = """
import os, pickle, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from digest.adapters.database import open_database
from digest.jobs import readers

readers.BATCH = 10
url, text, rules, batches, now = pickle.load(sys.stdin.buffer)
database = open_database(url)

def die(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO subscriptions"):
        die.seen += 1
        if die.seen > batches:
            os.kill(os.getpid(), signal.SIGKILL)

die.seen = 0
event.listen(database.engine, "after_cursor_execute", die)

class Clock:
    def now(self):
        return now

for report in readers.import_readers(readers.RosterFile([text], rules), database.register, Clock()):
    pass
"""


@pytest.mark.parametrize("batches", [0, 3])
def test_an_import_that_is_killed_and_repeated_loses_nobody_and_doubles_nobody(database, batches):
    names = [f"r{number:03}@a.example" for number in range(95)]
    text = "\n".join(["email", *names]).encode()
    url = database.engine.url
    address = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=False)
    job = pickle.dumps((address, text, RULES, batches, NOON))
    process = subprocess.run([sys.executable, "-c", KILLED], input=job, capture_output=True, check=False)
    assert (process.returncode, process.stderr) == (-signal.SIGKILL, b"")
    assert emails(database) == names[: batches * 10]
    *_, report = import_readers(RosterFile([text], RULES), database.register, LaterClock())
    assert report.tally == Tally(readers=95 - batches * 10, known=batches * 10, subscriptions=95 - batches * 10)
    assert emails(database) == names


def test_who_is_taken_in_together_shares_the_beginning_of_the_handle_and_nothing_else(database):
    """So that a batch writes few pages of the handles' index."""
    for batch in ("ab", "cd"):
        database.register.enrol([Enrolment(f"{name}@a.example", ("morning",)) for name in batch], NOON)
    first, second, third, fourth = (reader.id for reader in database.register.readers("morning"))
    assert (first[:8], third[:8]) == (second[:8], fourth[:8])
    assert first[:8] != third[:8]
    assert len({each[8:] for each in (first, second, third, fourth)}) == 4
    assert {len(each) for each in (first, second, third, fourth)} == {32}

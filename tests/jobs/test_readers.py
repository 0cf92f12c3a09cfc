"""Readers: a CSV file becomes readers, once each."""

import pytest
from world import ToldClock

from digest.adapters.database import open_database
from digest.jobs.readers import MAX_FAULTS, ImportReport, Roster, import_readers

CSV = "email,newsletters\nida@example.com,morning\nnobody,morning\nOtto@Example.com,\nida@example.com,weekly\n"


@pytest.fixture
def register(tmp_path):
    database = open_database(str(tmp_path / "digest.db"))
    database.upgrade()
    yield database.register
    database.close()


def imported(register, text: str = CSV, *, dry_run: bool = False) -> ImportReport:
    roster = Roster(text.splitlines(keepends=True), "asked at the fair", "morning")
    return import_readers(roster, ("morning", "weekly"), register, ToldClock(), dry_run=dry_run)


def test_sound_rows_become_readers_and_faulty_ones_are_named(register):
    report = imported(register)
    assert (report.rows, report.readers, report.subscriptions, report.faulty) == (4, 2, 3, 1)
    assert [(row.line, row.email) for row in report.faults] == [(3, "nobody")]
    assert {reader.email: reader.newsletters for reader in register.readers("")} == {
        "Otto@example.com": ("morning",),
        "ida@example.com": ("morning", "weekly"),
    }


def test_a_second_import_adds_nobody(register):
    imported(register)
    assert (imported(register).readers, imported(register).subscriptions) == (0, 0)


def test_a_reader_who_left_stays_away(register):
    imported(register)
    assert register.remove("ida@example.com", "", ToldClock().now())
    imported(register)
    assert [reader.email for reader in register.readers("")] == ["Otto@example.com"]


def test_a_dry_run_reads_everything_and_writes_nothing(register):
    report = imported(register, dry_run=True)
    assert (report.rows, report.readers, report.subscriptions, report.faulty) == (4, 0, 0, 1)
    assert list(register.readers("")) == []


def test_a_report_names_the_first_faults_and_counts_all(register):
    report = imported(register, "email\n" + "nobody\n" * (MAX_FAULTS + 5))
    assert (report.faulty, len(report.faults)) == (MAX_FAULTS + 5, MAX_FAULTS)

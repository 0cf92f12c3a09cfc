"""Readers: a CSV file becomes readers, once each; and readers a CSV file."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from world import ToldClock

from digest.adapters.database import open_database
from digest.jobs import readers
from digest.jobs.readers import MAX_FAULTS, Faults, ImportReport, RosterFile, import_readers
from digest.jobs.readers_export import export_rows
from digest.model import Enrolment, Frequency, Standing
from digest.ports import Choosing, Holding, Tally
from digest.signup import RosterRules

CSV = "email,newsletters\nida@example.com,morning\nnobody,morning\nOtto@Example.com,\nida@example.com,weekly\n"
RULES = RosterRules({"morning": (Frequency.EACH,), "weekly": (Frequency.EACH,)}, "morning", "asked at the fair")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def register(tmp_path):
    database = open_database(str(tmp_path / "digest.db"))
    database.upgrade()
    yield database.register
    database.close()


def imported(register, text: str = CSV, *, dry_run: bool = False) -> ImportReport:
    file = RosterFile([text.encode()], RULES)
    *_, report = import_readers(file, register, ToldClock(), dry_run=dry_run)
    return report


@pytest.mark.parametrize("dry_run", [False, True])
def test_sound_rows_become_readers_and_faulty_ones_are_named(register, dry_run):
    report = imported(register, dry_run=dry_run)
    assert (report.rows, report.faulty) == (4, 1)
    assert report.tally == Tally(readers=2, joined=1, subscriptions=3)
    assert [row.line for row in report.faults] == [3]
    on = {reader.email: reader.newsletters for reader in register.readers("")}
    told = {"Otto@example.com": ("morning",), "ida@example.com": ("morning", "weekly")}
    assert on == ({} if dry_run else told)


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_second_import_adds_nobody_and_those_who_left_or_must_not_be_written_to_stay_away(register, dry_run):
    imported(register)
    register.remove("ida@example.com", "", NOON)
    register.suppress(["mara@example.com"], "complained", NOON)
    report = imported(register, CSV + "mara@example.com,\n", dry_run=dry_run)
    assert report.tally == Tally(known=1, left=2, suppressed=1)
    assert [reader.email for reader in register.readers("")] == ["Otto@example.com"]


def test_a_report_names_the_first_faults_counts_all_and_every_one_is_told(register):
    told = []
    text = "email,colour\n" + "nobody\n" * (MAX_FAULTS + 5)
    file = RosterFile([text.encode()], RULES, Faults(told.append, told.append))
    *_, report = import_readers(file, register, ToldClock())
    assert (report.faulty, len(report.faults), report.unknown) == (MAX_FAULTS + 5, MAX_FAULTS, ("colour",))
    assert (told[0], len(told)) == (("email", "colour"), MAX_FAULTS + 6)


def test_a_report_counts_what_is_safely_in_and_the_rest_follows_when_the_file_is_imported_again(register, monkeypatch):
    monkeypatch.setattr(readers, "BATCH", 2)
    going = import_readers(RosterFile([CSV.encode()], RULES), register, ToldClock())
    assert next(going).rows == 2
    going.close()
    assert [reader.email for reader in register.readers("")] == ["ida@example.com"]
    report = imported(register)
    assert report.tally == Tally(readers=1, joined=1, known=1, subscriptions=2)


def test_a_file_with_a_heading_alone_is_no_fault(register):
    assert imported(register, "email\n") == ImportReport()


def test_a_reader_goes_out_as_cells_that_run_nothing():
    held = Holding(
        email="=ida@example.com",
        newsletter="morning",
        frequency=Frequency.WEEKLY,
        language="uk",
        zone="Europe/Kyiv",
        hour=7,
        consent="+1 at the fair",
        since=NOON,
        standing=Standing.SUBSCRIBED,
        paused_until=NOON + timedelta(days=1),
    )
    plain = (
        "'=ida@example.com",
        "morning",
        "weekly",
        "uk",
        "Europe/Kyiv",
        "7",
        "subscribed",
        "2026-03-03T12:00:00+00:00",
    )
    assert list(export_rows([held]))[1] == plain
    heading, row = export_rows([held], proof=True)
    assert heading[-2:] == ("consent", "since")
    assert row == (*plain, "'+1 at the fair", "2026-03-02T12:00:00+00:00")


def test_who_has_no_hour_and_no_pause_goes_out_with_empty_cells(register):
    register.enrol([Enrolment("ida@example.com", ("morning",))], NOON)
    written = io.StringIO()
    csv.writer(written).writerows(export_rows(register.holdings(Choosing())))
    assert written.getvalue().splitlines()[1] == "ida@example.com,morning,each,,,,subscribed,"

"""Rosters: CSV files of readers, as people have them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.model import Enrolment, Frequency, Standing
from digest.signup.roster import CELL_SHOWN, CONSENT_LENGTH, Roster, RosterRules, Row, open_roster

OFFER = {"morning": (Frequency.EACH, Frequency.WEEKLY), "weekly": (Frequency.EACH,)}
RULES = RosterRules(OFFER, "morning", "told")


def roster(text: str | bytes, rules: RosterRules = RULES) -> Roster:
    return open_roster([text if isinstance(text, bytes) else text.encode()], rules)


def rows(text: str | bytes, rules: RosterRules = RULES) -> list[Row]:
    return list(roster(text, rules).rows)


def test_each_line_becomes_a_reader_with_its_choices():
    read = roster(
        "\ufeffEmail,Newsletters,language,zone,notes\n"
        "ida@example.com,morning;weekly,uk,Europe/Kyiv,a friend\n"
        "\n"
        ',,,"  "\n'
        '"otto@example.com","weekly, morning weekly",,\n'
        "mara@example.com\n"
    )
    assert read == Roster(("Email", "Newsletters", "language", "zone", "notes"), ("notes",), read.rows)
    assert list(read.rows) == [
        Row(2, Enrolment("ida@example.com", ("morning", "weekly"), "uk", "Europe/Kyiv", "told")),
        Row(5, Enrolment("otto@example.com", ("weekly", "morning"), consent="told")),
        Row(6, Enrolment("mara@example.com", ("morning",), consent="told")),
    ]


def test_every_column_is_read():
    columns = "e-mail;newsletter;frequency;hour;consent;since;state;paused_until"
    cells = "ida@example.com;morning;weekly;7;at the fair;2026-01-02T00:00Z;left;2026-05-01T00:00Z"
    assert rows(f"{columns}\n{cells}\n") == [
        Row(
            2,
            Enrolment(
                "ida@example.com",
                ("morning",),
                consent="at the fair",
                frequency=Frequency.WEEKLY,
                hour=7,
                since=datetime(2026, 1, 2, tzinfo=UTC),
                paused_until=datetime(2026, 5, 1, tzinfo=UTC),
                standing=Standing.LEFT,
            ),
        )
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nobody,morning", "'nobody' is not an e-mail address: An email address must have an @-sign."),
        ("ida@example.com,evening", "there is no newsletter 'evening'"),
        ("ida@example.com,weekly,,,weekly", "weekly does not come weekly: its settings have no such edition"),
        ("ida@example.com,morning,,Europe/Kiew", "'Europe/Kiew' is no time zone"),
        ("ida@example.com,morning,,../../etc/passwd", "'../../etc/passwd' is no time zone"),
        ("ida@example.com,morning,,Europe", "'Europe' is no time zone"),
        ("ida@example.com,morning,,,,a,b", "7 cells under 5 headings; a cell with the delimiter in it needs quotes"),
        ('"ida"@example.com,morning', "not CSV: ',' expected after '\"'"),
    ],
)
def test_a_faulty_row_names_its_line_and_its_fault(line, fault):
    (row,) = rows(f"email,newsletters,language,zone,frequency\n{line}\n")
    assert (row.line, row.enrolment, row.fault) == (2, None, fault)
    assert row.cells[0].startswith(line[:3])


def test_a_row_needs_a_newsletter_and_a_consent():
    assert rows("email\nida@example.com\n", replace(RULES, newsletter=""))[0].fault == "no newsletter is named"
    (row,) = rows("email\nida@example.com\n", replace(RULES, consent=""))
    assert row.fault.startswith("nothing says where the consent comes from")
    (row,) = rows(f"email,consent\nida@example.com,{'x' * (CONSENT_LENGTH + 1)}\n")
    assert row.fault == f"the consent is longer than {CONSENT_LENGTH} characters"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "line 1: no column is called “email”"),
        (b"\n", "line 1: no column is called “email”"),
        (b"name,address\nIda,ida@example.com\n", "line 1: no column is called “email”"),
        (b"email,zone,Email\n", "line 1: two columns are called “email”"),
        (b"\n\nnewsletter,email,newsletters\n", "line 3: two columns are called “newsletters”"),
        ("email\n".encode("utf-16"), "line 1: this is UTF-16"),
        ("email\n".encode("utf-16-be"), "line 1: this is UTF-16"),
        (b"email,n\xe4me\n", "line 1: byte 0xE4 at column 8 is not UTF-8"),
    ],
)
def test_a_file_whose_heading_cannot_be_read_is_refused(text, fault):
    with pytest.raises(DigestError, match=fault):
        rows(text)


@pytest.mark.parametrize("encoding", ["utf-16", "no such", "utf-7", "cp037"])
def test_only_encodings_whose_lines_end_like_ascii_are_taken(encoding):
    with pytest.raises(DigestError, match="there is no encoding"):
        rows("email\n", replace(RULES, encoding=encoding))


def test_another_encoding_can_be_named():
    (row,) = rows("email,consent\nida@example.com,müde\n".encode("latin-1"), replace(RULES, encoding="latin-1"))
    assert row.enrolment
    assert row.enrolment.consent == "müde"


def test_a_fault_is_kept_short_however_long_its_row_is():
    (row,) = rows("email\n" + ",".join(["x" * 300] * 210) + "\n")
    assert (len(row.cells), len(row.cells[0])) == (CELL_SHOWN, CELL_SHOWN)


def test_a_nul_is_a_fault_of_its_row():
    assert [bool(row.fault) for row in rows("email\nida\x00@example.com\nida@example.com\n")] == [True, False]


def test_an_address_that_was_defused_is_read_as_it_was():
    assert [row.enrolment and row.enrolment.email for row in rows("email\n'+ida@example.com\n")] == ["+ida@example.com"]


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_under_a_heading_are_read_row_by_row(text):
    for row in rows(b"email\n" + text):
        assert bool(row.fault) != bool(row.enrolment)

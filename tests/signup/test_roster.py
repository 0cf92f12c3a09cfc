"""Rosters: CSV files of readers, as people have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.signup.roster import Row, read_roster

NEWSLETTERS = ("morning", "weekly")


def rows(text: str, default: str = "morning") -> list[Row]:
    return list(read_roster(text.splitlines(keepends=True), NEWSLETTERS, default))


def test_each_line_becomes_a_reader_with_its_choices():
    assert rows(
        "\ufeffEmail,Newsletters,language,zone,notes\n"
        "ida@example.com,morning;weekly,uk,Europe/Kyiv,a friend\n"
        "\n"
        '"otto@example.com","weekly, morning weekly",,\n'
        "mara@example.com\n"
    ) == [
        Row(2, "ida@example.com", ("morning", "weekly"), "uk", "Europe/Kyiv"),
        Row(4, "otto@example.com", ("weekly", "morning")),
        Row(5, "mara@example.com", ("morning",)),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nobody,morning,,", "'nobody' is not an e-mail address: An email address must have an @-sign."),
        ("ida@example.com,evening,,", "there is no newsletter 'evening'"),
        ("ida@example.com,morning,,Europe/Kiew", "'Europe/Kiew' is no time zone"),
        ("ida@example.com,morning,,../../etc/passwd", "'../../etc/passwd' is no time zone"),
        ("ida@example.com,morning,,Europe", "'Europe' is no time zone"),
    ],
)
def test_a_faulty_row_names_its_line_and_its_fault(line, fault):
    (row,) = rows(f"email,newsletters,language,zone\n{line}\n")
    assert (row.line, row.fault) == (2, fault)


def test_a_row_without_any_newsletter_is_faulty_where_no_default_is_given():
    assert rows("email\nida@example.com\n", default="")[0].fault == "no newsletter is named"


@pytest.mark.parametrize("text", ["", "\n", "name,address\nIda,ida@example.com\n"])
def test_a_file_without_an_email_column_is_refused(text):
    with pytest.raises(DigestError, match="line 1: no column is called “email”"):
        rows(text)


def test_a_cell_beyond_all_measure_is_a_faulty_row_and_not_a_crash():
    fields = rows("email\nida@example.com\n" + "x" * 200_000 + "\n")
    assert [row.fault[:9] for row in fields] == ["", "not CSV: "]


@given(st.text())
def test_any_text_under_a_heading_is_read_row_by_row(text):
    for row in rows("email\n" + text):
        assert row.fault or "@" in row.email

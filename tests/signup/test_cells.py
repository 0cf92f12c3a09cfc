"""Single cells of a list of readers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Frequency, Standing
from digest.signup import AddressError, defused, read_address
from digest.signup.cells import (
    CellError,
    bare,
    read_frequency,
    read_hour,
    read_language,
    read_moment,
    read_standing,
)
from digest.signup.plain_address import read_address_fast


@given(st.text(st.sampled_from("'=+-@\t\rab")))
def test_a_defused_cell_begins_no_formula_and_comes_back_as_it_was(cell):
    assert defused(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert bare(defused(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1+1", "'=1+1"), ("+ida@a.example", "'+ida@a.example"), ("'=a", "''=a"), ("'t Hart", "'t Hart")],
)
def test_only_what_could_run_gets_an_apostrophe(cell, shown):
    assert defused(cell) == shown


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (read_frequency, "", Frequency.EACH),
        (read_frequency, "Weekly", Frequency.WEEKLY),
        (read_standing, "", Standing.SUBSCRIBED),
        (read_standing, "gone", Standing.GONE),
        (read_language, "uk-UA", "uk-UA"),
        (read_language, "", ""),
        (read_hour, "", None),
        (read_hour, "7", 7),
        (read_hour, "07:00", 7),
        (read_hour, "23", 23),
        (read_moment, "", None),
        (read_moment, "2026-03-02T14:00+02:00", datetime(2026, 3, 2, 12, tzinfo=UTC)),
    ],
)
def test_a_cell_is_read(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "fault"),
    [
        (read_frequency, "often", "'often' is none of each, daily, weekly"),
        (read_standing, "x" * 100, f"'{'x' * 80}' is none of subscribed, left, gone"),
        (read_language, "klingon!", "'klingon!' is no language; write en or uk-UA"),
        (read_hour, "24", "'24' is no hour from 0 to 23"),
        (read_hour, "٧", "'٧' is no hour from 0 to 23"),
        (read_moment, "2026-03-02T12:00", "'2026-03-02T12:00' is no moment with its zone; write 2026-03-02T12:00Z"),
        (read_moment, "0001-01-01T00:00+14:00", None),
        (read_moment, "yesterday", None),
    ],
)
def test_a_faulty_cell_says_what_it_should_be(read, cell, fault):
    with pytest.raises(CellError) as raised:
        read(cell)
    assert fault is None or str(raised.value) == fault


def outcome(read, text):
    try:
        return read(text)
    except AddressError as error:
        return str(error)


@given(
    st.builds(
        "{}@{}".format,
        st.text(st.sampled_from("ab.+-_Z9é '"), max_size=70),
        st.text(st.sampled_from("abX.-9é"), max_size=30).map(lambda name: f"{name}.example")
        | st.sampled_from(
            ["a.example", "XN--80AK6AA92E.com", "localhost", "a.test", "x" * 64 + ".com", ".".join(["ab" * 30] * 4)]
        ),
    )
    | st.emails()
    | st.text()
)
def test_a_plain_address_is_read_as_any_other(text):
    assert outcome(read_address_fast, text) == outcome(read_address, text)


@pytest.mark.parametrize(
    "text", ["ida@localhost", "ida@a..example", "ida@-a.example", "ida@A.Example", "x" * 65 + "@a.example"]
)
def test_a_domain_is_judged_as_it_is_anywhere_else(text):
    assert outcome(read_address_fast, text) == outcome(read_address, text)

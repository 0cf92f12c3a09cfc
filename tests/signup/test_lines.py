"""Lines and records of a file as it comes in pieces."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.signup.lines import LINE_BYTES, RECORD_LINES, Record, find_delimiter, read_lines, read_records, split_lines


def records(text: bytes, delimiter: str = ",") -> list[Record]:
    return list(read_records(read_lines(split_lines([text])), delimiter))


def pieces(text: bytes, size: int) -> list[bytes]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@given(st.lists(st.sampled_from([b"a", b"b,", b"\r", b"\n", b"\r\n", b'"'])).map(b"".join), st.integers(1, 7))
def test_lines_are_the_same_whatever_the_pieces(text, size):
    assert list(split_lines(pieces(text, size))) == text.splitlines(keepends=True)


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("size", [1 << 16, 70_001])
def test_a_line_of_ten_megabytes_is_one_faulty_line_and_the_next_is_read(end, size):
    lines = list(read_lines(split_lines(pieces(b"x" * 10_000_000 + end + b"next" + end, size))))
    assert [(line.number, line.fault) for line in lines] == [
        (1, f"the line is longer than {LINE_BYTES} bytes"),
        (2, ""),
    ]
    assert lines[1].text == "next" + end.decode()


def test_a_byte_of_another_encoding_is_named_with_its_line():
    text = "a\nrésumé\nb\n".encode("latin-1")
    assert [record.fault[:41] for record in records(text)] == ["", "byte 0xE9 at column 2 is not UTF-8; older", ""]
    windows = list(read_lines(split_lines([b"\x81"]), "windows-1252"))
    assert windows[0].fault == "byte 0x81 at column 1 is not WINDOWS-1252"


def test_a_quoted_cell_may_hold_line_ends_and_the_record_has_the_line_where_it_begins():
    assert records(b'a,"b\nc"\r\n\nd,e') == [Record(1, ("a", "b\nc")), Record(4, ("d", "e"))]


def test_a_quotation_mark_that_is_never_closed_takes_one_line_and_no_more():
    rest = [f"r{n},x" for n in range(3 * RECORD_LINES)]
    found = records("\n".join(['"open,x', *rest]).encode())
    assert found[0] == Record(1, ('"open,x\n',), "a quotation mark is opened and not closed")
    assert [record.cells[0] for record in found[1:]] == [f"r{n}" for n in range(3 * RECORD_LINES)]


def test_at_the_end_of_the_file_too():
    assert records(b'a\n"open\nb\n') == [
        Record(1, ("a",)),
        Record(2, ('"open\n',), "not CSV: unexpected end of data"),
        Record(3, ("b",)),
    ]


def test_a_line_that_cannot_be_read_within_quotes_is_told_and_so_is_the_line_of_the_quote():
    found = records(b'"open\n\xff\nb\n')
    assert [(record.line, record.fault[:9]) for record in found] == [(1, "a quotati"), (2, "byte 0xFF"), (3, "")]


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("email,zone", ","),
        ("email;a,b;zone", ";"),
        ("email\tzone", "\t"),
        ("email", ","),
        ('"a;b",Email,c', ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_headings(heading, mark):
    assert find_delimiter(heading, "email") == mark


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=5))
def test_what_the_csv_writer_wrote_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    rows = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    lines = sum(cell.count("\n") + cell.count("\r") for row in rows for cell in row)
    if lines < RECORD_LINES:
        assert [list(record.cells) for record in records(path.read_bytes())] == rows


@given(st.binary())
def test_any_bytes_are_records_or_faults(text):
    for record in records(text):
        assert record.fault or record.cells

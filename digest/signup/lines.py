"""The lines and records of a CSV file as it comes: whatever is in it, memory stays small and no good line is swallowed."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE_BYTES = 65_536
"""The longest line that is read."""

RECORD_LINES = 50
"""The most lines that one record can take: a quotation mark that is never closed must not swallow the file."""

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """A line (`number` is 1-based) as text with its end; `fault` is why it cannot be read, "" where it can."""

    number: int
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, which begins at a line (1-based); `fault` is why there are none, "" where there are."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


def split_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each line of a file with its end (LF, CRLF or CR); of one over LINE_BYTES, somewhat more than these."""
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).splitlines(keepends=True)
        # What ends with CR may be the first half of CRLF.
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        if len(rest) > LINE_BYTES:
            rest = rest[:LINE_BYTES] + rest[-1:]
        yield from (line[: LINE_BYTES + 1] for line in lines)
    if rest:
        yield from (line[: LINE_BYTES + 1] for line in rest.splitlines(keepends=True))


def read_lines(lines: Iterable[bytes], encoding: str = "utf-8") -> Iterator[Line]:
    """Yield lines as text; one that is too long or in another encoding is a faulty one."""
    for number, raw in enumerate(lines, 1):
        if len(raw) > LINE_BYTES:
            yield Line(number, raw[:80].decode(encoding, "replace"), f"the line is longer than {LINE_BYTES} bytes")
            continue
        try:
            yield Line(number, raw.decode(encoding))
        except UnicodeDecodeError as error:
            yield Line(number, raw.decode(encoding, "replace"), _misread(raw, error.start, encoding))


def _misread(raw: bytes, at: int, encoding: str) -> str:
    fault = f"byte 0x{raw[at]:02X} at column {at + 1} is not {encoding.upper()}"
    return f"{fault}; older spreadsheets write windows-1252: say so with --encoding" if encoding == "utf-8" else fault


def find_delimiter(heading: str, column: str) -> str:
    """Return which of DELIMITERS parts a heading: one that sets a column of this name apart, then the one that parts most."""

    def parted(mark: str) -> tuple[bool, int]:
        cells = next(csv.reader([heading], delimiter=mark), [])
        return any(cell.strip().lower() == column for cell in cells), len(cells)

    return max(DELIMITERS, key=parted)


def read_records(lines: Iterator[Line], delimiter: str) -> Iterator[Record]:
    """Yield the records of a CSV file, blank lines left out.

    Quoted cells may hold line ends. Where a quotation mark is not closed within RECORD_LINES, its line alone is faulty,
    and reading goes on with the next one.
    """
    feed = _Feed(lines)
    cells = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        try:
            found = next(cells)
        except StopIteration:
            return
        except _UnreadableError as error:
            yield feed.give_up(str(error))
        except csv.Error as error:
            yield feed.give_up(f"not CSV: {error}")
        else:
            if found:
                yield Record(feed.taken[0].number, tuple(found))


class _UnreadableError(Exception):
    pass


class _Feed:
    """Hands lines to the CSV reader, and knows which the record at hand has taken."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) == RECORD_LINES:
            raise _UnreadableError("a quotation mark is opened and not closed")
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        if line.fault:
            raise _UnreadableError(line.fault if len(self.taken) == 1 else "a quotation mark is opened and not closed")
        return line.text

    def give_up(self, fault: str) -> Record:
        """Return the first line of the record at hand as a faulty one; the others will be read anew."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        return Record(first.number, (first.text,), fault)

"""A list of readers in a CSV file, row by row: what can be added, and what is wrong with the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from digest.errors import DigestError
from digest.model import Enrolment, Frequency
from digest.signup.address import AddressError
from digest.signup.cells import CellError, bare, read_frequency, read_hour, read_language, read_moment, read_standing
from digest.signup.form import is_zone
from digest.signup.lines import Line, Record, find_delimiter, read_lines, read_records, split_lines
from digest.signup.plain_address import read_address_fast

COLUMNS = (
    "email",
    "newsletters",
    "frequency",
    "language",
    "zone",
    "hour",
    "consent",
    "since",
    "state",
    "paused_until",
)
"""The columns that are read, by the names in the first line; only `email` must be there."""

ALIASES = {"e-mail": "email", "email address": "email", "newsletter": "newsletters"}
"""Other names that columns go by."""

CONSENT_LENGTH = 1_000
CELL_SHOWN = 200
"""Characters that are kept of each cell of a faulty row, and the most cells: a report of faults must stay small."""


@dataclass(frozen=True, slots=True)
class RosterRules:
    """How a file is read: the newsletters with how often each comes, what is meant where a row is silent, the encoding."""

    offer: Mapping[str, Collection[Frequency]]
    newsletter: str = ""
    consent: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the reader to add, or (None) a fault and the cells as the file has them. `line` is 1-based."""

    line: int
    enrolment: Enrolment | None = None
    fault: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A file whose heading was read: its columns, those that nobody reads, and the rows to come."""

    headings: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: Iterator[Row] = field(compare=False)


def open_roster(chunks: Iterable[bytes], rules: RosterRules) -> Roster:
    """Read the heading of a CSV file that comes in pieces; its rows follow in bounded memory.

    The delimiter (comma, semicolon or tab) is the heading's. The `newsletters` column holds ids parted by blanks, commas
    or semicolons; where it is empty or absent, `rules.newsletter` is meant, and `rules.consent` where a row has none.
    An address that comes twice in a file is yielded twice: the register adds it once.

    Raises:
        DigestError: the encoding is none that we read, or the heading has no `email` column, or one column twice.
    """
    lines = read_lines(_checked(split_lines(chunks), rules.encoding), rules.encoding)
    first = next((line for line in lines if line.text.strip()), Line(1, ""))
    records = read_records(chain((first,), lines), find_delimiter(first.text, "email"))
    heading = next(records, Record(1, ()))
    if heading.fault:
        raise DigestError(f"line {heading.line}: {heading.fault}")
    names = tuple(ALIASES.get(name, name) for name in (cell.strip().lower() for cell in heading.cells))
    _check_names(names, heading.line)
    unknown = tuple(cell.strip() for cell, name in zip(heading.cells, names, strict=True) if name not in COLUMNS)
    return Roster(heading.cells, unknown, _rows(records, names, rules))


_ASCII = b"\t\n\r" + bytes(range(32, 127))


def _checked(lines: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The lines without a byte order mark, if they are in an encoding whose lines end as ASCII's do."""
    try:
        plain = _ASCII.decode(encoding) == _ASCII.decode()
    except (LookupError, UnicodeError):
        plain = False
    if not plain:
        raise DigestError(f"there is no encoding {encoding!r} that readers can be read in; utf-8 is one")
    first = next(lines, b"")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in first:
        raise DigestError("line 1: this is UTF-16 (or no text at all); save it as “CSV UTF-8” and import that")
    return chain((first.removeprefix(b"\xef\xbb\xbf"),), lines)


def _check_names(names: tuple[str, ...], line: int) -> None:
    if "email" not in names:
        raise DigestError(f"line {line}: no column is called “email” (known columns: {', '.join(COLUMNS)})")
    for name in COLUMNS:
        if names.count(name) > 1:
            raise DigestError(f"line {line}: two columns are called “{name}”; which one is meant?")


def _rows(records: Iterator[Record], names: tuple[str, ...], rules: RosterRules) -> Iterator[Row]:
    for record in records:
        if record.fault:
            yield Row(record.line, fault=record.fault, cells=_short(record.cells))
        elif any(cell.strip() for cell in record.cells):
            try:
                yield Row(record.line, _enrolment(record.cells, names, rules))
            except (AddressError, CellError) as error:
                yield Row(record.line, fault=str(error), cells=_short(record.cells))


def _short(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell[:CELL_SHOWN] for cell in cells[:CELL_SHOWN])


def _enrolment(cells: tuple[str, ...], names: tuple[str, ...], rules: RosterRules) -> Enrolment:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise CellError(f"{len(cells)} cells under {len(names)} headings; a cell with the delimiter in it needs quotes")
    given = {name: bare(cell.strip()) for name, cell in zip(names, cells, strict=False)}
    frequency = read_frequency(given.get("frequency", ""))
    return Enrolment(
        email=read_address_fast(given.get("email", "")),
        newsletters=_newsletters(given.get("newsletters", ""), frequency, rules),
        language=read_language(given.get("language", "")),
        zone=_zone(given.get("zone", "")),
        consent=_consent(given.get("consent", "") or rules.consent),
        frequency=frequency,
        hour=read_hour(given.get("hour", "")),
        since=read_moment(given.get("since", "")),
        paused_until=read_moment(given.get("paused_until", "")),
        standing=read_standing(given.get("state", "")),
    )


_PARTED = re.compile(r"[\s,;]+")


def _newsletters(cell: str, frequency: Frequency, rules: RosterRules) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name for name in _PARTED.split(cell) if name)) or (rules.newsletter,)
    for name in chosen:
        if name not in rules.offer:
            raise CellError(f"there is no newsletter {name!r}" if name else "no newsletter is named")
        if frequency not in rules.offer[name]:
            raise CellError(f"{name} does not come {frequency}: its settings have no such edition")
    return chosen


def _zone(cell: str) -> str:
    if cell and not _is_zone(cell):
        raise CellError(f"{cell[:CELL_SHOWN]!r} is no time zone")
    return cell


_is_zone = lru_cache(maxsize=1_000)(is_zone)


def _consent(cell: str) -> str:
    if not cell:
        raise CellError("nothing says where the consent comes from: fill the column “consent”, or give --consent")
    if len(cell) > CONSENT_LENGTH:
        raise CellError(f"the consent is longer than {CONSENT_LENGTH} characters")
    return cell

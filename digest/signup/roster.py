"""A list of readers in a CSV file, row by row: what can be added, and what is wrong with the rest."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.errors import DigestError
from digest.signup.address import AddressError, read_address

COLUMNS = ("email", "newsletters", "language", "zone")
"""The columns that are read, by the names in the first line; only `email` must be there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reader as the file has it. `line` is 1-based; `fault` is why it cannot be added, "" where it can."""

    line: int
    email: str
    newsletters: tuple[str, ...] = ()
    language: str = ""
    zone: str = ""
    fault: str = ""


def read_roster(lines: Iterable[str], newsletters: Collection[str], default: str = "") -> Iterator[Row]:
    """Yield every reader of a CSV file with a heading line, in bounded memory.

    The `newsletters` column holds ids parted by blanks, commas or semicolons; where it is empty or absent, `default`
    is meant. An address that comes twice in a file is yielded twice: the register adds it once.

    Raises:
        DigestError: the file has no heading line with an `email` column.
    """
    reader = csv.DictReader(lines, strict=False)
    try:
        headings = {(name or "").strip().lower().lstrip("\ufeff"): name for name in reader.fieldnames or ()}
        if "email" not in headings:
            raise DigestError(f"line 1: no column is called “email” (known columns: {', '.join(COLUMNS)})")
        for record in reader:
            cells = {name: (record.get(headings.get(name, "")) or "").strip() for name in COLUMNS}
            if any(cells.values()):
                yield _row(reader.line_num, cells, newsletters, default)
    except csv.Error as error:
        yield Row(reader.line_num, "", fault=f"not CSV: {error}")


def _row(line: int, cells: dict[str, str], newsletters: Collection[str], default: str) -> Row:
    chosen = tuple(dict.fromkeys(cells["newsletters"].replace(",", " ").replace(";", " ").split())) or (default,)
    try:
        email = read_address(cells["email"])
    except AddressError as error:
        return Row(line, cells["email"], fault=str(error))
    return Row(line, email, chosen, cells["language"], cells["zone"], _fault(chosen, cells["zone"], newsletters))


def _fault(chosen: tuple[str, ...], zone: str, newsletters: Collection[str]) -> str:
    if unknown := [name for name in chosen if name not in newsletters]:
        return f"there is no newsletter {unknown[0]!r}" if unknown[0] else "no newsletter is named"
    if zone and not _is_zone(zone):
        return f"{zone!r} is no time zone"
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True

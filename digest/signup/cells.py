"""Single cells of a list of readers: read strictly, and kept from running as formulas where a spreadsheet opens them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from digest.errors import DigestError
from digest.model import Frequency, Standing
from digest.signup.form import is_language

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")


class CellError(DigestError):
    """A cell cannot be used: why."""


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: one that begins with = + - @, tab or CR gets an apostrophe.

    So does one that begins with apostrophes before these, so that `bare` gives every cell back (an address may begin so).
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Return what `defused` was given."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def read_frequency(cell: str) -> Frequency:
    """Return how often; every issue where nothing is said. Raises CellError."""
    return _one_of(Frequency, cell, Frequency.EACH)


def read_standing(cell: str) -> Standing:
    """Return how a reader stands; subscribed where nothing is said. Raises CellError."""
    return _one_of(Standing, cell, Standing.SUBSCRIBED)


Kind = TypeVar("Kind", bound=StrEnum)


def _one_of(kinds: type[Kind], cell: str, default: Kind) -> Kind:
    try:
        return kinds(cell.lower()) if cell else default
    except ValueError as error:
        raise CellError(f"{cell[:80]!r} is none of {', '.join(kinds)}") from error


def read_language(cell: str) -> str:
    """Return a language tag, or "". Raises CellError."""
    if cell and not is_language(cell):
        raise CellError(f"{cell[:80]!r} is no language; write en or uk-UA")
    return cell


_HOUR = re.compile(r"(\d{1,2})(?::00)?", re.ASCII)


def read_hour(cell: str) -> int | None:
    """Return an hour of the day (7 and 07:00 alike), or None. Raises CellError."""
    if not cell:
        return None
    found = _HOUR.fullmatch(cell)
    if not found or int(found[1]) > 23:
        raise CellError(f"{cell[:80]!r} is no hour from 0 to 23")
    return int(found[1])


def read_moment(cell: str) -> datetime | None:
    """Return a moment in UTC from ISO 8601 with its zone, or None. Raises CellError."""
    if not cell:
        return None
    try:
        moment = datetime.fromisoformat(cell)
        found = moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise CellError(f"{cell[:80]!r} is no moment with its zone; write 2026-03-02T12:00Z")
    return found

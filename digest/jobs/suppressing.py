"""Suppress: a list of addresses, one on each line, that nothing is sent to from now on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from digest.signup import AddressError, Line, read_address, read_lines, split_lines

BATCH = 500
"""Lines that are seen to together."""

MAX_FAULTS = 100
"""The most faulty lines that a report names; all are counted."""

Suppress = Callable[[Sequence[str]], int]
"""Suppresses addresses and returns how many are new to that."""


@dataclass(slots=True)
class SuppressReport:
    """What became of a list, or on a dry run would: lines that say something, addresses new to the hashes, those that were there, faults.

    All is done of the `lines` that are counted; whoever is interrupted hands the list in again. `faults` are (line, fault).
    """

    lines: int = 0
    suppressed: int = 0
    before: int = 0
    faulty: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def suppress_listed(chunks: Iterable[bytes], suppress: Suppress) -> Iterator[SuppressReport]:
    """Suppress the addresses of a file in UTF-8, and yield the report, as it grows, after each batch and at the end.

    A line that holds no address is reported and stops nothing; an address that comes twice counts as one that was there before.
    """
    report, lines = SuppressReport(), read_lines(split_lines(chunks))
    while batch := list(islice(lines, BATCH)):
        said = [line for line in batch if _words(line)]
        sound = [address for line in said if (address := _address(line, report))]
        new = suppress(sound)
        report.lines += len(said)
        report.suppressed += new
        report.before += len(sound) - new
        yield report
    yield report


def _words(line: Line) -> str:
    return line.text.removeprefix("\ufeff").strip()


def _address(line: Line, report: SuppressReport) -> str:
    """The address on a line; "" where there is none, which the report then says."""
    fault = line.fault
    try:
        if not fault:
            return read_address(_words(line))
    except AddressError as error:
        fault = str(error)
    report.faulty += 1
    report.faults += [(line.number, fault)][: MAX_FAULTS - len(report.faults)]
    return ""

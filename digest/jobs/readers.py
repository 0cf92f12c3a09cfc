"""Readers: a CSV file of them taken in, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from digest.ports import Clock, Register, Tally
from digest.signup import RosterRules, Row, open_roster

BATCH = 2_000
"""Rows that are taken in together: in one transaction, of which all is kept or nothing."""

MAX_FAULTS = 100
"""The most faulty rows that a report names; all are counted."""


@dataclass(slots=True)
class ImportReport:
    """What an import did, or on a dry run would do: rows, what became of them, faulty ones, and columns that nobody reads.

    All is safely in of the `rows` that are counted; whoever is interrupted imports the file again.
    """

    rows: int = 0
    faulty: int = 0
    tally: Tally = field(default_factory=Tally)
    faults: list[Row] = field(default_factory=list)
    unknown: tuple[str, ...] = ()

    def add(self, batch: Sequence[Row], tally: Tally) -> None:
        """Count a batch."""
        faults = [row for row in batch if row.fault]
        self.rows += len(batch)
        self.faulty += len(faults)
        self.faults += faults[: MAX_FAULTS - len(self.faults)]
        self.tally += tally


@dataclass(frozen=True, slots=True)
class Faults:
    """Who is told of faulty rows: first the columns of the file, then every row, as soon as its batch is in."""

    begin: Callable[[Sequence[str]], None] = lambda _headings: None
    tell: Callable[[Row], None] = lambda _row: None


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A CSV file as it comes, in pieces, how it is read, and who is told of its faults."""

    chunks: Iterable[bytes]
    rules: RosterRules
    faults: Faults = field(default_factory=Faults)


def import_readers(
    file: RosterFile, register: Register, clock: Clock, *, dry_run: bool = False
) -> Iterator[ImportReport]:
    """Take every sound row in, and yield the report, as it grows, after each batch and at the end.

    Faulty rows are left out and reported, and stop nothing. Readers who left stay away, suppressed addresses too. With
    `dry_run` nothing is written.

    Raises:
        DigestError: the file has no heading line with an `email` column, or an encoding that cannot be read.
    """
    roster = open_roster(file.chunks, file.rules)
    file.faults.begin(roster.headings)
    report = ImportReport(unknown=roster.unknown)
    with register.intake(clock.now(), dry_run=dry_run) as take:
        while batch := list(islice(roster.rows, BATCH)):
            report.add(batch, take([row.enrolment for row in batch if row.enrolment]))
            for row in batch:
                if row.fault:
                    file.faults.tell(row)
            yield report
    yield report

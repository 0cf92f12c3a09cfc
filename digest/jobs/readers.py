"""Readers: add those of a CSV file, and take one off."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from digest.ports import Clock, Enrolment, Register
from digest.signup import Row, read_roster


@dataclass(slots=True)
class ImportReport:
    """What an import did (or, on a dry run, would read): rows, new readers and subscriptions, and the faulty rows."""

    rows: int = 0
    readers: int = 0
    subscriptions: int = 0
    faulty: int = 0
    faults: list[Row] = field(default_factory=list)


MAX_FAULTS = 100
"""The most faulty rows that a report names; all are counted."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A CSV file of readers: its lines, the newsletter meant where none is named, and where the consent comes from."""

    lines: Iterable[str]
    consent: str
    newsletter: str = ""


def import_readers(
    roster: Roster, newsletters: Collection[str], register: Register, clock: Clock, *, dry_run: bool = False
) -> ImportReport:
    """Add every sound row of a roster; faulty rows are left out and reported, and stop nothing.

    Readers who left stay away. With `dry_run` the file is read and nothing is written.

    Raises:
        DigestError: the file has no heading line with an `email` column.
    """
    report = ImportReport()
    sound = _sound(read_roster(roster.lines, newsletters, roster.newsletter), roster.consent, report)
    if dry_run:
        deque(sound, maxlen=0)
    else:
        report.readers, report.subscriptions = register.enrol(sound, clock.now())
    return report


def _sound(rows: Iterator[Row], consent: str, report: ImportReport) -> Iterator[Enrolment]:
    for row in rows:
        report.rows += 1
        if row.fault:
            report.faulty += 1
            if len(report.faults) < MAX_FAULTS:
                report.faults.append(row)
        else:
            yield Enrolment(row.email, row.newsletters, row.language, row.zone, consent)

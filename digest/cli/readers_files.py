"""`digest readers import` and `export`: lists of readers as CSV files."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TextIO

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, fail, newsroom, out, print_json, progress_bar
from digest.cli.readers_options import ForOption, StateOption, check_newsletter, opened, pieces, standing_of
from digest.jobs.readers import Faults, ImportReport, RosterFile, import_readers
from digest.jobs.readers_export import export_rows
from digest.ports import Choosing
from digest.signup import RosterRules, Row, defused


def import_(
    file: Annotated[Path, typer.Argument(help="CSV with a heading line; only the column email must be there.")],
    consent: Annotated[
        str, typer.Option("--consent", metavar="TEXT", help="Where the consent comes from, of rows that do not say.")
    ] = "",
    newsletter: ForOption = "",
    encoding: Annotated[str, typer.Option(metavar="NAME", help="The file's encoding.")] = "utf-8",
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the faulty rows there, with line and reason.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would become of each row; add nobody.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Add the readers of a CSV file, of any length. Faulty rows are named and left out; those who left or were erased stay away.

    Columns: email, newsletters, frequency, language, zone, hour, consent, since, state, paused_until. After an
    interruption import the file again: nobody is added twice.

    Example: digest readers import friends.csv --consent "asked in person, May 2026" --newsletter morning
    """
    report = ImportReport()
    interrupted = False
    with newsroom(config) as room, ExitStack() as closing:
        check_newsletter(room, newsletter)
        watch = closing.enter_context(progress_bar(hidden=json, of_bytes=True))
        rules = RosterRules(room.sign_up_desk.offer, newsletter, consent.strip(), encoding)
        faults = closing.enter_context(_faults_to(errors))
        source = RosterFile(pieces(closing.enter_context(opened(file)), watch), rules, faults)
        try:
            for report in import_readers(source, room.register, room.clock, dry_run=dry_run):  # noqa: B007 - the last counts
                pass
        except KeyboardInterrupt:
            interrupted = True
    _tell(file, report, json=json, dry_run=dry_run)
    if interrupted:
        fail("interrupted; import the file again to go on: nobody is added twice", IN_PART)
    if report.faulty:
        raise typer.Exit(IN_PART)


@contextmanager
def _faults_to(path: Path | None) -> Iterator[Faults]:
    if path is None:
        yield Faults()
        return
    with _private(path) as file:
        rows = csv.writer(file)

        def tell(row: Row) -> None:
            rows.writerow([str(row.line), *map(defused, (row.fault, *row.cells))])

        yield Faults(lambda headings: rows.writerow(["line", "fault", *headings]), tell)


@contextmanager
def _private(path: Path) -> Iterator[TextIO]:
    """A file that others on this machine cannot read, and that is there once it is whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _tell(file: Path, report: ImportReport, *, json: bool, dry_run: bool) -> None:
    if json:
        faults = [{"line": row.line, "fault": row.fault} for row in report.faults]
        counts = {"rows": report.rows, **asdict(report.tally), "faulty": report.faulty, "faults": faults}
        print_json({**counts, "unknown_columns": report.unknown, "dry_run": dry_run})
        return
    if report.unknown:
        err.print(f"columns that are not read: {', '.join(report.unknown)}", markup=False, soft_wrap=True)
    for row in report.faults:
        out.print(f"{file}:{row.line}: {row.fault}", style="yellow", markup=False, soft_wrap=True)
    tally = report.tally
    out.print(
        f"{report.rows} rows: {tally.readers} new readers, {tally.joined} readers with one newsletter more, "
        f"{tally.known} known, {tally.left} who left, {tally.suppressed} suppressed, {report.faulty} faulty.",
        soft_wrap=True,
    )
    if dry_run:
        out.print("Nothing was written.")


def export(
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="Only of this newsletter.")] = "",
    state: StateOption = "subscribed",
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write there; others cannot read it.")
    ] = None,
    consent: Annotated[
        bool, typer.Option("--consent", help="With the proof: where the consent comes from, since when.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Write the readers as CSV, a row for each subscription; `digest readers import` reads it back.

    A cell that a spreadsheet would run as a formula (it begins with = + - @) gets an apostrophe before it, which the
    import takes away.

    Example: digest readers export --newsletter morning --consent --out readers.csv
    """
    with newsroom(config) as room, ExitStack() as closing:
        check_newsletter(room, newsletter)
        file = closing.enter_context(_private(to)) if to else sys.stdout
        holdings = room.register.holdings(Choosing(newsletter, standing_of(state)))
        written = _write(file, export_rows(holdings, proof=consent))
    err.print(f"{written} subscriptions.")


def _write(file: TextIO, rows: Iterator[Sequence[str]]) -> int:
    """Write rows and return how many followed the heading."""
    writer, written = csv.writer(file), -1
    for row in rows:
        writer.writerow(row)
        written += 1
    return written

"""`digest readers ...`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli import readers_leave
from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.jobs.readers import ImportReport, Roster, import_readers
from digest.ports import Enrolment
from digest.signup import read_address

app = typer.Typer(help="The readers: import, add, list, remove; mail that asks to leave.", no_args_is_help=True)
app.command()(readers_leave.leave)

ConsentOption = Annotated[
    str, typer.Option("--consent", metavar="TEXT", help="Where their consent comes from; kept with each reader.")
]
ForOption = Annotated[str, typer.Option("--newsletter", metavar="ID", help="The newsletter meant where none is named.")]


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV with a heading line: email, newsletters, language, zone.")],
    consent: ConsentOption,
    newsletter: ForOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check the file; add nobody.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Add the readers of a CSV file. Faulty lines are named and left out; those who left stay away.

    Example: digest readers import friends.csv --consent "asked in person, May 2026" --newsletter morning
    """
    if not consent.strip():
        fail("--consent is empty: say where these people agreed to get the newsletter")
    try:
        lines = file.open(encoding="utf-8-sig", errors="replace", newline="")
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    with lines, newsroom(config) as room:
        roster = Roster(lines, consent, newsletter)
        report = import_readers(roster, room.sign_up_desk.offer, room.register, room.clock, dry_run=dry_run)
    _tell(file, report, json=json, dry_run=dry_run)
    if report.faulty:
        raise typer.Exit(IN_PART)


def _tell(file: Path, report: ImportReport, *, json: bool, dry_run: bool) -> None:
    if json:
        faults = [{"line": row.line, "email": row.email, "fault": row.fault} for row in report.faults]
        print_json(
            {
                "rows": report.rows,
                "readers": report.readers,
                "subscriptions": report.subscriptions,
                "faulty": report.faulty,
                "faults": faults,
                "dry_run": dry_run,
            }
        )
        return
    for row in report.faults:
        out.print(f"{file}:{row.line}: {row.fault}", style="yellow", markup=False, soft_wrap=True)
    if dry_run:
        out.print(f"{report.rows} rows, {report.rows - report.faulty} could be added. Nothing was written.")
    else:
        out.print(
            f"{report.rows} rows: {report.readers} new readers, {report.subscriptions} new subscriptions, "
            f"{report.faulty} left out."
        )


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="The newsletter to send.")],
    consent: ConsentOption,
    config: ConfigOption = None,
) -> None:
    """Add one reader.

    Example: digest readers add me@example.com --newsletter morning --consent "myself"
    """
    with newsroom(config) as room:
        if newsletter not in room.sign_up_desk.offer:
            fail(f"there is no newsletter {newsletter!r} (known: {', '.join(room.sign_up_desk.offer)})")
        enrolment = Enrolment(read_address(email), (newsletter,), consent=consent)
        _, added = room.register.enrol([enrolment], room.clock.now())
    out.print("Added." if added else "Nothing was added: already a reader, or left before.")


@app.command(name="list")
def list_(newsletter: ForOption = "", config: ConfigOption = None, json: JsonOption = False) -> None:
    """List the readers of a newsletter, or of all.

    Example: digest readers list --newsletter morning --json
    """
    with newsroom(config) as room:
        readers = list(room.register.readers(newsletter))
    if json:
        print_json(
            [
                {
                    "email": reader.email,
                    "newsletters": reader.newsletters,
                    "language": reader.language,
                    "zone": reader.zone,
                }
                for reader in readers
            ]
        )
        return
    rows = [(reader.email, ", ".join(reader.newsletters), reader.language, reader.zone) for reader in readers]
    table("Readers", ("Address", "Newsletters", "Language", "Zone"), rows)
    if not rows:
        out.print("There are no readers yet: digest readers add --help")


@app.command()
def remove(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="Only from this newsletter.")] = "",
    config: ConfigOption = None,
) -> None:
    """Take a reader off one newsletter or all; what is queued for them is not sent any more.

    Example: digest readers remove ida@example.com
    """
    with newsroom(config) as room:
        gone = room.register.remove(read_address(email), newsletter, room.clock.now())
    if not gone:
        fail(f"{email} is on no such list", IN_PART)
    out.print("Removed.")

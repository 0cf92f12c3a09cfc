"""`digest db upgrade`, `digest db check` and `digest db backup`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from digest.adapters.database import Database
from digest.cli.console import IN_PART, ConfigOption, JsonOption, out, print_json, settings_file
from digest.wiring import open_storeroom, read_settings

app = typer.Typer(help="Look after the database.", no_args_is_help=True)


@app.command()
def upgrade(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say whether there is something to do.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Bring the database up to this program's version. Every verb does so when it starts; this one does nothing else.

    Example: digest db upgrade
    """
    with _storeroom(config) as store:
        current = store.is_current()
        if not current and not dry_run:
            store.upgrade()
    words = "was up to date" if current else "is to be brought up to date" if dry_run else "was brought up to date"
    _tell({"was_current": current, "dry_run": dry_run}, f"The database {words}.", json=json)


@app.command()
def check(config: ConfigOption = None, json: JsonOption = False) -> None:
    """Say whether the database answers and is of this program's version; it is left as it is. Ends with 1 where it is behind.

    Example: digest db check && digest deliver
    """
    with _storeroom(config) as store:
        current = store.is_current()
    words = "is up to date" if current else "is behind this program: run digest db upgrade"
    _tell({"current": current}, f"The database {words}.", json=json)
    if not current:
        raise typer.Exit(IN_PART)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to; never one that is there already.")],
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Write the whole database to one file while the program runs: SQLite as a database, PostgreSQL as `pg_dump` does.

    Example: digest db backup monday.db
    """
    with _storeroom(config) as store:
        size = store.back_up(file)
    _tell({"file": str(file), "bytes": size}, f"{file}: {size} bytes.", json=json)


@contextmanager
def _storeroom(config: Path | None) -> Iterator[Database]:
    with open_storeroom(read_settings(settings_file(config), os.environ)) as store:
        yield store


def _tell(value: dict[str, object], words: str, *, json: bool) -> None:
    if json:
        print_json(value)
    else:
        out.print(words, markup=False, soft_wrap=True)

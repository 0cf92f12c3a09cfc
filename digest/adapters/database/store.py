"""A database as the rest of the program holds it: its ports, and the care of the schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from digest.adapters.database.accounts import SqlAccounts
from digest.adapters.database.archive import SqlArchive
from digest.adapters.database.articles import SqlArticles
from digest.adapters.database.backup import back_up
from digest.adapters.database.bouncing import SqlBounces
from digest.adapters.database.doubting import SqlDoubts
from digest.adapters.database.engine import make_engine, parse_url
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.leases import SqlLeases
from digest.adapters.database.ledger import SqlLedger
from digest.adapters.database.letters import SqlLetters
from digest.adapters.database.picks import SqlPicks
from digest.adapters.database.register import SqlRegister
from digest.adapters.database.signups import SqlSignUps
from digest.adapters.database.upgrade import check, upgrade
from digest.errors import StoreError


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. Its ports may be used from several threads at once."""

    engine: Engine
    articles: SqlArticles
    ledger: SqlLedger
    register: SqlRegister
    letters: SqlLetters
    signups: SqlSignUps
    leases: SqlLeases
    picks: SqlPicks
    accounts: SqlAccounts
    archive: SqlArchive
    bounces: SqlBounces
    doubts: SqlDoubts

    def upgrade(self) -> None:
        """Bring the schema to this program's version; safe when several processes start at once.

        Raises:
            StoreError: the schema is newer than the program, or the database refuses.
        """
        upgrade(self.engine)

    def is_current(self) -> bool:
        """Return whether the schema is this program's own: the readiness of a health check.

        Raises:
            StoreError: the schema is newer than the program, or the database cannot be reached.
        """
        return check(self.engine)

    def back_up(self, target: Path) -> int:
        """Write all of it, as it is at one moment, to a new file; return its size in bytes.

        Raises:
            StoreError: see `back_up`.
        """
        return back_up(self.engine, target)

    def close(self) -> None:
        """End the connections that are open and idle."""
        self.engine.dispose()


def open_database(url: str, keys: Sequence[bytes] = (b"",)) -> Database:
    """Open the store: a path (a SQLite file, made where missing) or a SQLite or PostgreSQL URL.

    `keys` are the secrets under which suppressed addresses are kept, the newest last.

    Raises:
        StoreError: it cannot be opened or reached, or its schema is newer than the program.
    """
    engine = make_engine(parse_url(url))
    try:
        check(engine)
    except StoreError:
        engine.dispose()
        raise
    hashes = KeyedHash(tuple(keys))
    return Database(
        engine,
        SqlArticles(engine),
        SqlLedger(engine, hashes),
        SqlRegister(engine, hashes),
        SqlLetters(engine, hashes),
        SqlSignUps(engine, hashes),
        SqlLeases(engine),
        SqlPicks(engine),
        SqlAccounts(engine),
        SqlArchive(engine),
        SqlBounces(engine, hashes),
        SqlDoubts(engine),
    )

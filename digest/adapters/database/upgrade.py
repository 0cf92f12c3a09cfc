"""The schema's versions: which one a database has, and the way to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from digest.adapters.database.engine import reading, writing
from digest.adapters.database.faults import name
from digest.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6469_6765_7374
"""The number of the advisory lock ("digest" in ASCII): anything that no other program is likely to choose."""


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version, in one transaction; others who try at once wait, and find it done.

    Raises:
        StoreError: the schema is newer than the program, or the database refuses.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _refuse_newer(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check(engine: Engine) -> bool:
    """Return whether the schema is the program's own; False where `upgrade` has work to do.

    Raises:
        StoreError: the schema is newer than the program, or the database cannot be opened.
    """
    with reading(engine) as connection:
        return _refuse_newer(connection) == ScriptDirectory.from_config(_config()).get_current_head()


def version(engine: Engine) -> str | None:
    """Return the schema's version; None where the database holds nothing yet.

    Raises:
        StoreError: as `check`.
    """
    with reading(engine) as connection:
        return _refuse_newer(connection)


def _refuse_newer(connection: Connection) -> str | None:
    version = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            f"{name(connection.engine.url)} was written by a newer newsdigest (schema {version}, known up to "
            f"{max(known)}); install that version, or restore a backup"
        )
    return version


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config

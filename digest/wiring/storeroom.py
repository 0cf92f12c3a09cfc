"""The database alone, for who looks after it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from digest.adapters.database import Database, open_database
from digest.config import Settings, database_address


@contextmanager
def open_storeroom(settings: Settings, environ: Mapping[str, str] = os.environ) -> Iterator[Database]:
    """Open the database that the settings name as it is: nothing is brought up to date.

    Raises:
        StoreError: the database cannot be used, or a newer program wrote it.
    """
    database = open_database(database_address(settings, environ))
    try:
        yield database
    finally:
        database.close()

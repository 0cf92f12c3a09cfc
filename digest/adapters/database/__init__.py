"""The store: SQLite in a file, or PostgreSQL, behind the ports `Articles`, `Ledger` and `Register`."""

from digest.adapters.database.store import Database, open_database

__all__ = ["Database", "open_database"]

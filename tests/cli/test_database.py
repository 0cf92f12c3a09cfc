"""The verbs that look after the database."""

import json


def test_check_leaves_a_new_database_alone_and_upgrade_brings_it_up_to_date(digest):
    assert (digest("db", "check").status, digest("db", "upgrade", "--dry-run").status) == (1, 0)
    assert digest("db", "check", "--json").status == 1
    assert digest("db", "upgrade").out == "The database was brought up to date.\n"
    assert json.loads(digest("db", "check", "--json").out) == {"current": True}
    assert digest("db", "upgrade").out == "The database was up to date.\n"


def test_a_backup_is_written_once(digest, folder):
    digest("db", "upgrade")
    size = json.loads(digest("db", "backup", "copy.db", "--json").out)["bytes"]
    again = digest("db", "backup", "copy.db")
    assert (size, again.status, again.err) == (
        (folder / "copy.db").stat().st_size,
        3,
        "copy.db is there already; a backup never overwrites\n",
    )

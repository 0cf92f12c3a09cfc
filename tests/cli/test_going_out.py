"""`digest issues ...`: an editor stops an issue that is going out, lets it go on, or ends it; `digest status` tells it."""

import json
import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def pressed(digest, folder):
    digest("collect")
    for name in ("ida", "ivo", "una"):
        digest("readers", "add", f"{name}@example.com", "--newsletter", "morning", "--consent", "told")
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "mail: {outbox: out}\n", encoding="utf-8")
    assert digest("press", "morning").status == 0
    assert digest("deliver", "--most", "1").status == 0
    return digest


def issue(digest):
    (row,) = json.loads(digest("status", "--json").out)["issues"]
    return row["sending"], row["tally"], row["missing"]


def test_a_paused_issue_waits_until_it_is_resumed(pressed):
    assert pressed("issues", "pause", "morning", "--dry-run").out == (
        "morning/1 is open: 1 reader of 3 had it before, 2 wait.\n"
    )
    assert "morning/1 is paused" in pressed("issues", "pause", "morning/1").out
    assert pressed("deliver").out == "Nothing is due.\n"
    assert " paused " in pressed("status").out
    assert issue(pressed) == ("paused", {"sent": 1, "queued": 2}, 0)
    again = pressed("issues", "pause", "morning")
    assert (again.status, again.err) == (1, "error: morning/1 is paused, not open\n")
    assert "is paused" in pressed("issues", "resume", "morning", "--dry-run").out
    assert json.loads(pressed("issues", "resume", "morning", "--json").out)["sending"] == "open"
    assert pressed("deliver").status == 0
    assert issue(pressed)[1:] == ({"sent": 3}, 0)


def test_a_cancelled_issue_leaves_sent_what_was_sent_and_says_how_many(pressed):
    assert "2 wait" in pressed("issues", "cancel", "morning", "--dry-run").out
    told = pressed("issues", "cancel", "morning").out
    assert told == "morning/1 is cancelled: 1 reader of 3 had it before, nobody waits, 2 will not get it.\n"
    assert pressed("deliver").out == "Nothing is due.\n"
    assert issue(pressed) == ("cancelled", {"sent": 1, "cancelled": 2}, 0)
    refused = pressed("issues", "resume", "morning/1")
    assert (refused.status, refused.err) == (1, "error: morning/1 is cancelled, not paused\n")


@pytest.mark.parametrize(
    ("named", "status", "told"),
    [
        ("evening", 2, "there is no newsletter 'evening'"),
        ("morning/9", 1, "morning has no pressed issue 9"),
        ("morning/-1", 2, "'morning/-1' is no issue: write morning/12, or morning for its newest"),
        ("morning/²", 2, "is no issue"),
        (f"morning/{'9' * 40}", 2, "is no issue"),
    ],
)
def test_an_issue_that_is_none_is_told_as_that(digest, named, status, told):
    ended = digest("issues", "cancel", named)
    assert ended.status == status
    assert told in ended.err


def test_an_issue_that_does_not_add_up_is_told_and_ends_with_a_status(pressed, folder):
    change = "UPDATE issues SET audience = audience + {}"
    with closing(sqlite3.connect(folder / "var" / "digest.db")) as database, database:
        database.execute(change.format(1))
    ended = pressed("status")
    assert (ended.status, ended.err) == (1, "morning/1 does not add up: 4 readers, 2 queued, 1 sent\n")
    assert issue(pressed)[2] == 1
    with closing(sqlite3.connect(folder / "var" / "digest.db")) as database, database:
        database.execute(change.format(-1))

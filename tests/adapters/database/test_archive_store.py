"""The port `Archive`, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from digest.adapters.database.schema import amendments, issues
from digest.ports import LaterWord, PastIssue

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def press(newsroom, label, *numbers, newsletter="morning"):
    for number in numbers:
        newsroom.collect(number)
    urls = [f"https://harbour.example/{number}" for number in numbers]
    candidates = newsroom.database.articles.unrun(newsletter, urls)
    newsroom.press(newsroom.plan(label, newsletter=newsletter), *candidates)


def past(number, label, stories, newsletter="morning"):
    title = "The Morning"
    opening = "The ferry sails again on Monda" if stories else ""
    return PastIssue(newsletter, number, label, NOON, f"No. {number}", title, opening, "en", "", stories)


def test_issues_are_listed_newest_first_with_what_they_were_called_then(database, newsroom):
    press(newsroom, "2026-03-01T07:00", 1, 2)
    press(newsroom, "2026-03-02T07:00", 3)
    press(newsroom, "2026-03-02T09:00", 4, newsletter="weekly")
    newsroom.plan("2026-03-03T07:00", due=NOON + timedelta(days=1))
    first, second = past(1, "2026-03-01T07:00", 2), past(2, "2026-03-02T07:00", 1)
    assert database.archive.issues("morning", 10) == [second, first]
    assert database.archive.issues("morning", 1) == [second]
    assert database.archive.issues("morning", 10, before=2) == [first]
    assert database.archive.issues("evening", 10) == []
    assert database.archive.newest() == [second, past(1, "2026-03-02T09:00", 1, "weekly")]


def test_an_issue_comes_whole_and_one_that_is_not_does_not(database, newsroom):
    press(newsroom, "2026-03-01T07:00", 1)
    sheet = database.archive.sheet("morning", 1)
    assert (sheet.issue, sheet.later) == (past(1, "2026-03-01T07:00", 1), ())
    assert sheet.html == database.ledger.proof(1)[2].html
    assert database.archive.sheet("morning", 2) is None
    assert database.archive.sheet("evening", 1) is None


def test_an_issue_knows_which_of_its_stories_were_corrected_later_and_where(database, newsroom):
    press(newsroom, "2026-03-01T07:00", 1, 2)
    press(newsroom, "2026-03-02T07:00", 3)
    with database.engine.begin() as connection:
        (article,) = (each.key for each in [database.articles.find("https://harbour.example/2")])
        for mark in ("a", "b"):
            row = {"newsletter": "morning", "article": article, "mark": mark, "issue": 2}
            connection.execute(amendments.insert(), row)
    later = (LaterWord("Ferry 2 sails again", "https://harbour.example/2", 2),)
    assert database.archive.sheet("morning", 1).later == later
    assert database.archive.sheet("morning", 2).later == ()


def test_an_issue_of_an_older_program_is_listed_with_nothing_it_did_not_keep(database, newsroom):
    press(newsroom, "2026-03-01T07:00", 1)
    bare = {"title": "", "preheader": "", "language": "", "picture": "", "private": False}
    with database.engine.begin() as connection:
        connection.execute(update(issues).values(**bare))
    assert database.archive.newest() == [
        PastIssue("morning", 1, "2026-03-01T07:00", NOON, "No. 1", "", "", "", "", 1),
    ]

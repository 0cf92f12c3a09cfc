"""The port `Ledger`, on both databases: from a slot to a pressed issue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from digest.adapters.database.schema import deliveries, issue_stories, issues
from digest.errors import StoreError
from digest.ports import IssueRow, NextEdition, Planned, Slot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOON + HOUR
EVER = NOON - timedelta(days=9)


def test_a_newsletter_never_planned_has_no_cursor(database, newsroom):
    assert database.ledger.cursor("morning") is None
    newsroom.enrol("olena")
    assert database.ledger.cursor("morning") is None


def test_the_cursor_moves_forward_and_never_back(database):
    for cursor, expected in [(NOON, NOON), (LATER, LATER), (NOON, LATER)]:
        database.ledger.plan("morning", [], cursor, NOON)
        assert database.ledger.cursor("morning") == expected
    assert database.ledger.cursor("weekly") is None


def test_slots_become_planned_and_skipped_issues_once(database):
    slots = [Slot("03-01T07:00", NOON - HOUR, "late by 13 hours"), Slot("03-02T07:00", NOON)]
    database.ledger.plan("morning", slots, NOON, NOON)
    changed = [Slot("03-01T07:00", NOON - HOUR), Slot("03-02T07:00", LATER, "late"), Slot("03-02T07:00", LATER)]
    database.ledger.plan("morning", changed, LATER, LATER)
    assert database.ledger.planned() == [Planned(2, "morning", "03-02T07:00", NOON, 1, None)]
    assert database.ledger.issues(9) == [
        IssueRow(2, "morning", "03-02T07:00", NOON, "planned", "", 0, "", 0, {}),
        IssueRow(1, "morning", "03-01T07:00", NOON - HOUR, "skipped", "late by 13 hours", 0, "", 0, {}),
    ]


def test_planned_issues_come_earliest_first_and_are_numbered_in_that_order(database):
    database.ledger.plan("morning", [Slot("b", LATER), Slot("a", NOON)], LATER, NOON)
    database.ledger.plan("weekly", [Slot("a", NOON - HOUR)], LATER, NOON)
    found = [(one.newsletter, one.slot, one.number) for one in database.ledger.planned()]
    assert found == [("weekly", "a", 1), ("morning", "a", 1), ("morning", "b", 2)]


def test_a_pressed_issue_is_written_whole(database, newsroom):
    newsroom.enrol("olena", "ivan")
    newsroom.enrol("petro", newsletter="weekly")
    for number in (3, 1, 2):
        newsroom.collect(number)
    candidates = database.articles.candidates("morning", EVER, LATER)
    planned = newsroom.plan()
    assert newsroom.press(planned, candidates[2], candidates[0], now=LATER) == 2
    _, proof = newsroom.issue(planned)
    assert database.ledger.proof(planned.key) == ("morning", "2026-03-02T07:00", proof)
    assert database.ledger.planned() == []
    expected = IssueRow(1, "morning", planned.slot, NOON, "pressed", "", 1, "No. 1", 2, {"queued": 2})
    expected = replace(expected, sending="open", stale=LATER + timedelta(hours=24), audience=2)
    assert database.ledger.issues(9) == [expected]
    assert database.ledger.tally(planned.key) == {"queued": 2}
    with database.engine.connect() as connection:
        ran = connection.execute(select(issue_stories).order_by(issue_stories.c.position)).all()
        window = connection.execute(select(issues.c.window_start, issues.c.window_end, issues.c.decided)).one()
    assert ran == [(1, 0, "morning", candidates[2].key), (1, 1, "morning", candidates[0].key)]
    assert window == (None, LATER, LATER)


def test_the_next_issue_has_the_next_number_and_its_window_opens_where_the_last_one_closed(database, newsroom):
    newsroom.press(newsroom.plan("a"), now=LATER)
    skipped = newsroom.plan("b")
    database.ledger.skip(skipped, "nothing to run", LATER)
    following = newsroom.plan("c")
    assert following == Planned(3, "morning", "c", NOON, 2, LATER)
    assert newsroom.plan("a", newsletter="weekly") == Planned(4, "weekly", "a", NOON, 1, None)


def test_the_next_edition_of_a_newsletter_follows_its_last_pressed_issue(database, newsroom):
    assert database.ledger.next_edition("morning") == NextEdition(1, None)
    newsroom.press(newsroom.plan("a"), now=LATER)
    newsroom.plan("b")
    assert database.ledger.next_edition("morning") == NextEdition(2, LATER)
    assert database.ledger.next_edition("weekly") == NextEdition(1, None)


def test_the_next_edition_as_it_stood_knows_no_issue_that_was_due_later(database, newsroom):
    newsroom.press(newsroom.plan("a"), now=LATER)
    assert database.ledger.next_edition("morning", NOON) == NextEdition(1, None)
    assert database.ledger.next_edition("morning", NOON + timedelta(seconds=1)) == NextEdition(2, LATER)


def test_a_skipped_issue_keeps_its_reason_and_cannot_be_pressed(database, newsroom):
    planned = newsroom.plan()
    database.ledger.skip(planned, "nothing to run", NOON)
    assert newsroom.press(planned) is None
    row = IssueRow(1, "morning", planned.slot, NOON, "skipped", "nothing to run", 0, "", 0, {})
    assert database.ledger.issues(9) == [row]


def test_a_pressed_issue_cannot_be_skipped_or_pressed_again(database, newsroom):
    newsroom.enrol("olena")
    planned = newsroom.plan()
    assert newsroom.press(planned) == 1
    database.ledger.skip(planned, "nothing to run", LATER)
    assert newsroom.press(planned) is None
    assert [(row.state, row.reason, row.tally) for row in database.ledger.issues(9)] == [("pressed", "", {"queued": 1})]


def test_an_issue_with_an_outdated_number_is_not_pressed_so_that_numbers_have_no_gaps(database, newsroom):
    newsroom.plan("a")
    newsroom.plan("b")
    first, second = database.ledger.planned()
    database.ledger.skip(first, "nothing to run", NOON)
    assert newsroom.press(second) is None
    (renumbered,) = database.ledger.planned()
    assert renumbered.number == 1
    assert newsroom.press(renumbered) == 0


def test_of_two_who_press_one_slot_exactly_one_wins(database, newsroom):
    newsroom.enrol("olena", "ivan")
    for turn in range(10):
        planned, barrier = newsroom.plan(f"slot {turn}"), Barrier(2)

        def press(_, planned=planned, barrier=barrier):
            barrier.wait()
            return newsroom.press(planned)

        with ThreadPoolExecutor() as pool:
            assert sorted(pool.map(press, range(2)), key=str) == [2, None]
    assert [row.tally for row in database.ledger.issues(10)] == [{"queued": 2}] * 10


def test_of_two_who_press_two_slots_of_one_newsletter_at_once_none_takes_the_others_number(database, newsroom):
    newsroom.plan("a")
    newsroom.plan("b")
    first, second = database.ledger.planned()
    barrier = Barrier(2)

    def press(planned):
        barrier.wait()
        return newsroom.press(planned)

    with ThreadPoolExecutor() as pool:
        results = list(pool.map(press, [first, second]))
    assert results in ([0, 0], [0, None])
    numbers = [row.number for row in database.ledger.issues(9) if row.state == "pressed"]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_while_an_issue_is_being_pressed_nobody_numbers_another_of_its_newsletter(database, newsroom, impatient):
    newsroom.plan("a")
    newsroom.plan("b")
    first, second = database.ledger.planned()
    other = newsroom.plan("a", newsletter="weekly")
    overtaken = impatient("SELECT issues.number", newsroom.press, second)
    assert newsroom.press(first) == 0
    assert overtaken == ["LockNotAvailable"]
    assert newsroom.press(second) == 0
    assert newsroom.press(other) == 0


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_readers_may_subscribe_while_an_issue_is_being_pressed(database, newsroom, impatient):
    planned = newsroom.plan()
    overtaken = impatient("INSERT INTO deliveries", newsroom.enrol, "olena")
    assert newsroom.press(planned) == 0
    assert overtaken == [None]
    assert len(list(database.register.readers("morning"))) == 1


def test_a_story_that_ran_in_a_newsletter_can_never_run_in_it_again(database, newsroom):
    newsroom.enrol("olena")
    newsroom.collect()
    (candidate,) = database.articles.candidates("morning", EVER, LATER)
    assert newsroom.press(newsroom.plan("a"), candidate) == 1
    planned = newsroom.plan("b")
    with pytest.raises(IntegrityError):
        newsroom.press(planned, candidate)
    assert database.ledger.planned() == [planned]
    assert database.ledger.tally(planned.key) == {}
    assert newsroom.press(newsroom.plan("a", newsletter="weekly"), candidate) == 0


def test_the_audience_is_who_is_on_the_newsletter_at_that_moment(database, newsroom):
    newsroom.enrol("olena", "ivan", "petro")
    database.register.remove("ivan@reader.example", "morning", NOON)
    database.register.remove("petro@reader.example", "", NOON)
    planned = newsroom.plan()
    assert newsroom.press(planned) == 1
    newsroom.enrol("late")
    assert database.ledger.tally(planned.key) == {"queued": 1}
    with database.engine.connect() as connection:
        assert connection.execute(select(deliveries.c.subscriber, deliveries.c.due)).all() == [(2, NOON)]


def test_an_issue_for_nobody_is_pressed_all_the_same(database, newsroom):
    planned = newsroom.plan()
    assert newsroom.press(planned) == 0
    assert database.ledger.tally(planned.key) == {}
    assert database.ledger.proof(planned.key)[0] == "morning"


def test_the_newest_issues_come_first_and_no_more_than_asked_for(database, newsroom):
    for hour in range(4):
        newsroom.plan(f"slot {hour}", due=NOON + hour * HOUR)
    assert [row.slot for row in database.ledger.issues(2)] == ["slot 3", "slot 2"]
    assert database.ledger.issues(0) == []


def test_there_is_no_proof_of_an_issue_that_is_not_pressed(database, newsroom):
    planned = newsroom.plan()
    for key in (planned.key, 404):
        with pytest.raises(StoreError, match=f"has no pressed issue {key}"):
            database.ledger.proof(key)


def test_a_held_issue_stays_planned_and_held_since_the_first_time(database, newsroom):
    planned = newsroom.plan("a", due=NOON)
    database.ledger.hold(planned, "1 of at least 3 stories", NOON)
    database.ledger.hold(planned, "2 of at least 3 stories", LATER)
    held = Planned(planned.key, "morning", "a", NOON, 1, None, held=NOON)
    assert database.ledger.planned() == [held]
    assert database.ledger.issues(9) == [
        IssueRow(planned.key, "morning", "a", NOON, "held", "2 of at least 3 stories", 0, "", 0, {})
    ]
    newsroom.press(held, now=LATER)
    database.ledger.hold(held, "too late", LATER)
    (row,) = database.ledger.issues(9)
    assert (row.state, row.reason) == ("pressed", "")

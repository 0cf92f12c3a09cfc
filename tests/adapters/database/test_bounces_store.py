"""Bounces over both databases: each is written down once, and what it did can be taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON
from sqlalchemy import select

from digest.adapters.database.schema import bounces
from digest.model import LetterOrder
from digest.model.bounces import Addressee, Bounce, BounceKind, BounceRow, Heard, SoftRule

IDA = "ida@reader.example"
HARD = Bounce("e1", BounceKind.HARD, IDA, "mail", "5.1.1", "550 5.1.1 no such mailbox")
SOFT = replace(HARD, kind=BounceKind.SOFT, status="4.2.2", reply="452 4.2.2 full")
RULE = SoftRule(3, timedelta(days=10))
SECOND = timedelta(seconds=1)


@pytest.fixture
def town(newsroom):
    """A newsroom with a reader of two newsletters, and one of one."""
    newsroom.plan(newsletter="evening")
    newsroom.enrol("ida", "bo")
    newsroom.enrol("ida", newsletter="evening")
    return newsroom.database


def served(database, email=IDA):
    [reader] = [each for each in database.register.readers("") if each.email == email] or [None]
    return reader and reader.newsletters


def test_a_hard_bounce_ends_all_and_forgiving_it_begins_all_again(town):
    assert town.bounces.record(HARD, RULE, NOON) is Heard.SUPPRESSED
    assert (served(town), town.signups.is_suppressed(IDA)) == (None, True)
    assert town.bounces.forgive("IDA@Reader.example", NOON + SECOND, dry_run=True) == ("evening", "morning")
    assert served(town) is None
    assert town.bounces.forgive("IDA@Reader.example", NOON + SECOND) == ("evening", "morning")
    assert (served(town), town.signups.is_suppressed(IDA)) == (("evening", "morning"), False)
    assert town.bounces.forgive(IDA, NOON) is None
    assert served(town, "bo@reader.example") == ("morning",)


def test_what_was_told_twice_is_written_down_once(town):
    with ThreadPoolExecutor(2) as pool:
        became = list(pool.map(lambda _: town.bounces.record(HARD, RULE, NOON), range(4)))
    assert sorted(became) == ["known", "known", "known", "suppressed"]
    assert [(row.kind, row.became, row.email) for row in town.bounces.rows(9)] == [("hard", "suppressed", IDA)]


def test_soft_bounces_count_for_a_while_and_the_last_of_too_many_ends_all(town):
    def bounce(day: int) -> Heard:
        return town.bounces.record(replace(SOFT, event=f"day {day}"), RULE, NOON + timedelta(days=day))

    assert [bounce(day) for day in (0, 8, 11)] == [Heard.COUNTED] * 3  # the first one has lapsed
    assert served(town) == ("evening", "morning")
    assert bounce(12) is Heard.SUPPRESSED
    assert served(town) is None
    assert town.bounces.forgive(IDA, NOON + timedelta(days=13)) == ("evening", "morning")
    assert bounce(14) is Heard.COUNTED


def test_many_soft_bounces_at_once_are_all_counted(town):
    with ThreadPoolExecutor(3) as pool:
        became = list(pool.map(lambda n: town.bounces.record(replace(SOFT, event=str(n)), RULE, NOON), range(3)))
    assert sorted(became) == ["counted", "counted", "suppressed"]


def test_a_servers_policy_is_only_written_down(town):
    blocked = replace(HARD, kind=BounceKind.BLOCKED, status="5.7.1")
    became = [town.bounces.record(replace(blocked, event=str(n)), RULE, NOON) for n in range(9)]
    assert (set(became), served(town)) == ({Heard.NOTED}, ("evening", "morning"))
    assert town.bounces.forgive(IDA, NOON) == ()


def test_a_complaint_that_is_forgiven_gives_the_address_back_but_no_newsletter(town):
    complaint = replace(HARD, kind=BounceKind.COMPLAINT)
    assert town.bounces.record(complaint, RULE, NOON) is Heard.SUPPRESSED
    assert (served(town), town.signups.is_suppressed(IDA)) == (None, True)
    assert town.bounces.forgive(IDA, NOON) == ()
    assert (served(town), town.signups.is_suppressed(IDA)) == (None, False)


def test_who_suppressed_themselves_stays_so_when_a_bounce_is_forgiven(town):
    town.signups.suppress(IDA, "asked by telephone", NOON)
    town.bounces.record(HARD, RULE, NOON + SECOND)
    assert town.bounces.forgive(IDA, NOON + SECOND) == ()
    assert (served(town), town.signups.is_suppressed(IDA)) == (None, True)


def test_a_newsletter_that_was_left_before_the_bounce_stays_left(town):
    town.signups.leave(next(town.register.readers("evening")).id, "evening", NOON - SECOND)
    town.bounces.record(HARD, RULE, NOON)
    assert town.bounces.forgive(IDA, NOON) == ("morning",)


def test_a_dry_run_tells_the_same_and_writes_nothing(town):
    assert town.bounces.record(HARD, RULE, NOON, dry_run=True) is Heard.SUPPRESSED
    assert (town.bounces.rows(9), served(town)) == ([], ("evening", "morning"))


def test_a_handle_names_a_reader_with_their_issues_or_a_letters_recipient(newsroom):
    database = newsroom.database
    newsroom.enrol("ida")
    newsroom.press()
    key = newsroom.database.ledger.issues(1)[0].key
    handle = next(database.register.readers("morning")).id
    database.letters.queue(LetterOrder("confirm x", "confirm", "new@reader.example", "en", {}), NOON)
    [letter] = database.letters.claim(9, "one", NOON, NOON + SECOND)
    ida = Addressee(IDA, handle, {"morning@2026-03-02T07:00": key})
    assert database.bounces.addressee(handle) == database.bounces.reader_at("Ida@reader.example") == ida
    assert database.bounces.addressee(letter.handle) == Addressee("new@reader.example")
    assert (database.bounces.addressee("0" * 32), database.bounces.reader_at("nobody@x.example")) == (None, None)


def test_who_never_was_a_reader_is_suppressed_all_the_same(town):
    stranger = replace(HARD, email="new@reader.example")
    assert town.bounces.record(stranger, RULE, NOON) is Heard.SUPPRESSED
    assert (town.signups.is_suppressed("new@reader.example"), town.bounces.rows(1)[0].email) == (True, "")
    assert town.bounces.forgive("new@reader.example", NOON) == ()
    assert not town.signups.is_suppressed("new@reader.example")


def test_bounces_are_listed_newest_first_by_address_and_by_kind(newsroom):
    newsroom.enrol("ida", "bo")
    newsroom.press()
    key = newsroom.database.ledger.issues(1)[0].key
    database = newsroom.database
    database.bounces.record(replace(SOFT, event="1", issue=key), RULE, NOON)
    database.bounces.record(replace(HARD, event="2", email="bo@reader.example"), RULE, NOON + SECOND)
    rows = database.bounces.rows(9)
    assert rows[1] == BounceRow(
        rows[1].key,
        NOON,
        BounceKind.SOFT,
        Heard.COUNTED,
        IDA,
        "mail",
        "4.2.2",
        "452 4.2.2 full",
        "morning@2026-03-02T07:00",
        None,
    )
    assert [row.email for row in rows] == ["bo@reader.example", IDA]
    assert database.bounces.rows(1) == rows[:1]
    assert database.bounces.rows(9, email=IDA) == database.bounces.rows(9, kind="soft") == rows[1:]


def test_a_reader_who_is_forgotten_takes_their_bounces_along(town):
    town.bounces.record(SOFT, RULE, NOON)
    handle = town.bounces.reader_at(IDA).reader
    [held] = town.signups.personal_data(handle)["bounces"]
    assert (held["kind"], held["reply"]) == ("soft", "452 4.2.2 full")
    town.signups.erase(handle, NOON)
    with town.engine.connect() as connection:
        assert connection.execute(select(bounces)).all() == []
    assert town.bounces.addressee(handle) is None

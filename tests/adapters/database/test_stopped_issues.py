"""The port `Ledger`, on both databases: an issue that is paused, cancelled or over, and the last look before an envelope."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import StoreError
from digest.model import DeliveryState, Outcome, Receipt, Settlement
from digest.ports import Balance

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
LATER = Receipt(Outcome.DEFERRED, 451, "4.7.1 greylisted")


@pytest.fixture
def queue(newsroom):
    """Press an issue for three readers and give its key."""
    newsroom.enrol("ivan", "olena", "petro")
    planned = newsroom.plan()
    newsroom.press(planned)
    return planned.key


def claim(database, most=9, owner="a", now=NOON):
    return [one.key for one in database.ledger.claim(most, owner, now, now + LEASE)]


def settle(database, key, state, receipt):
    database.ledger.settle("a", [Settlement(key, state, receipt, NOON)])


def test_a_paused_issue_gives_nothing_and_goes_on_where_it_was(database, queue):
    (first,) = claim(database, most=1)
    assert [database.ledger.pause(queue), database.ledger.pause(queue)] == [True, False]
    assert claim(database, now=NOON + LEASE) == []
    assert [database.ledger.resume(queue), database.ledger.resume(queue)] == [True, False]
    assert claim(database, now=NOON + LEASE) == [first, 2, 3]


def test_a_paused_issue_does_not_hold_up_another(database, newsroom, queue):
    database.ledger.pause(queue)
    newsroom.press(newsroom.plan("second"))
    assert len(claim(database)) == 3
    assert database.ledger.tally(queue) == {"queued": 3}


def test_a_cancelled_issue_keeps_what_was_sent_and_what_is_being_sent(database, queue):
    sent, tried, _ = claim(database)
    settle(database, sent, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250))
    database.ledger.release("b")
    assert database.ledger.cancel(queue) == 0
    settle(database, tried, DeliveryState.DEFERRED, LATER)
    database.ledger.release("a")
    assert database.ledger.balance(queue) == Balance(3, {"sent": 1, "cancelled": 2})
    assert database.ledger.cancel(queue) is None
    assert database.ledger.resume(queue) is False
    assert claim(database) == []


def test_a_cancelled_issue_cancels_what_waits(database, queue):
    (tried,) = claim(database, most=1)
    settle(database, tried, DeliveryState.DEFERRED, LATER)
    database.ledger.pause(queue)
    assert database.ledger.balance(queue) == Balance(3, {"deferred": 1, "queued": 2})
    assert database.ledger.balance(queue).ready == 3
    assert database.ledger.cancel(queue) == 3
    assert database.ledger.balance(queue) == Balance(3, {"cancelled": 3})


def test_a_sender_that_died_with_a_cancelled_issue_leaves_what_may_have_arrived_as_unknown(database, queue):
    claim(database, most=1)
    database.ledger.cancel(queue)
    assert database.ledger.expire(NOON + LEASE, lambda _: ()) == []
    assert database.ledger.tally(queue) == {"unknown": 1, "cancelled": 2}


def test_the_last_look_lets_nothing_through_that_was_stopped_meanwhile(database, newsroom, queue):
    first, second, third = claim(database)
    assert database.ledger.still_due("a", [first, second, third], NOON) == {first, second, third}
    assert database.ledger.still_due("b", [first, second, third], NOON) == frozenset()
    database.register.remove("ivan@reader.example", "morning", NOON)
    assert database.ledger.still_due("a", [first, second], NOON) == {second}
    assert database.ledger.tally(queue) == {"suppressed": 1, "leased": 2}
    database.ledger.pause(queue)
    assert database.ledger.still_due("a", [second], NOON) == frozenset()
    assert database.ledger.tally(queue) == {"suppressed": 1, "leased": 1, "queued": 1}
    database.ledger.cancel(queue)
    assert database.ledger.still_due("a", [third], NOON) == frozenset()
    assert database.ledger.tally(queue) == {"suppressed": 1, "cancelled": 2}


def test_an_address_that_was_suppressed_gets_nothing_even_where_its_subscription_stands(database, newsroom, queue):
    database.signups.suppress("olena@reader.example", "bounced", NOON)
    assert claim(database) == [1, 3]
    assert database.ledger.tally(queue) == {"leased": 2, "suppressed": 1}


def test_an_issue_is_done_when_nothing_waits_and_nobody_holds_anything(database, queue):
    keys = claim(database)
    assert claim(database, owner="b") == []
    assert database.ledger.pressed("morning").sending == "open"
    for key in keys:
        settle(database, key, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250))
    assert claim(database, owner="b") == []
    assert database.ledger.pressed("morning", 1).sending == "done"
    assert database.ledger.pause(queue) is False
    assert database.ledger.pressed("morning", 2) is None


def test_the_balance_of_an_issue_that_is_none_is_no_empty_one(database):
    with pytest.raises(StoreError, match="has no issue 404"):
        database.ledger.balance(404)

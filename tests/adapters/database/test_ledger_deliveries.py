"""The port `Ledger`, on both databases: from a queued delivery to its outcome."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from digest.adapters.database.leasing import MOST_AT_ONCE
from digest.adapters.database.schema import deliveries
from digest.model import Delivery, DeliveryState, Outcome, Receipt, Settlement

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEASE = 5 * MINUTE
OK = Receipt(Outcome.ACCEPTED, 250, "2.0.0 queued as 4F")


def claim(database, most=10, owner="a", now=NOON):
    return list(database.ledger.claim(most, owner, now, now + LEASE))


def names(found):
    return [delivery.subscriber.email.partition("@")[0] for delivery in found]


def settled(key, state=DeliveryState.SENT, receipt=OK, due=None):
    return [Settlement(key, state, receipt, due)]


@pytest.fixture
def queue(newsroom):
    """Press an issue for three readers and give its key."""
    newsroom.enrol("olena", "ivan", "petro")
    planned = newsroom.plan()
    newsroom.press(planned)
    return planned.key


def test_a_claimed_delivery_holds_what_is_needed_to_send_it(database, queue):
    found = claim(database, most=2)
    readers = {reader.email: reader for reader in database.register.readers("morning")}
    expected = [readers["ivan@reader.example"], readers["olena@reader.example"]]
    assert found == [Delivery(number, queue, reader, 0) for number, reader in enumerate(expected, start=1)]
    assert database.ledger.tally(queue) == {"queued": 1, "leased": 2}


def test_what_is_leased_is_not_claimed_again_until_the_lease_ran_out(database, queue):
    assert len(claim(database)) == 3
    assert claim(database, owner="b", now=NOON + LEASE - timedelta(microseconds=1)) == []
    again = claim(database, owner="b", now=NOON + LEASE)
    assert [(one.key, one.attempts) for one in again] == [(1, 1), (2, 1), (3, 1)]


def test_leases_that_ran_out_come_before_the_queue(database, queue):
    (first,) = claim(database, most=1)
    again = claim(database, most=2, owner="b", now=NOON + LEASE)
    assert [one.key for one in again] == [first.key, 2]


def test_nothing_is_claimed_before_it_is_due(database, queue):
    assert claim(database, now=NOON - timedelta(microseconds=1)) == []
    assert claim(database, most=0) == []
    assert len(claim(database)) == 3


def test_an_outcome_is_written_with_the_servers_answer(database, queue):
    (one,) = claim(database, most=1)
    receipt = Receipt(Outcome.REFUSED, 550, "5.1.1 no\x00 such \udc80user")
    database.ledger.settle("a", settled(one.key, DeliveryState.FAILED, receipt))
    columns = deliveries.c.state, deliveries.c.code, deliveries.c.reply, deliveries.c.attempts, deliveries.c.lease_owner
    with database.engine.connect() as connection:
        row = connection.execute(select(*columns).where(deliveries.c.id == one.key)).one()
    assert row == ("failed", 550, "5.1.1 no such user", 1, None)
    assert database.ledger.tally(queue) == {"failed": 1, "queued": 2}


def test_a_deferred_delivery_is_due_again_when_it_says_and_counts_its_attempts(database, queue):
    (one,) = claim(database, most=1)
    later = NOON + 15 * MINUTE
    deferred = Receipt(Outcome.DEFERRED, 451, "4.7.1 greylisted")
    database.ledger.settle("a", settled(one.key, DeliveryState.QUEUED, deferred, later))
    early = claim(database, now=later - MINUTE)
    assert [other.key for other in early] == [2, 3]
    assert [(other.key, other.attempts) for other in claim(database, owner="b", now=later)] == [(one.key, 1)]


def test_an_attempt_that_the_relay_cut_short_counts_for_no_reader(database, queue):
    (one,) = claim(database, most=1)
    down = Receipt(Outcome.RELAY_DOWN, 421, "4.3.2 shutting down")
    database.ledger.settle("a", settled(one.key, DeliveryState.QUEUED, down, NOON + MINUTE))
    assert {other.key: other.attempts for other in claim(database, now=NOON + MINUTE)} == {1: 0, 2: 0, 3: 0}


def test_a_requeued_delivery_without_a_time_keeps_its_own(database, queue):
    (one,) = claim(database, most=1)
    database.ledger.settle("a", settled(one.key, DeliveryState.QUEUED))
    assert [(other.key, other.attempts) for other in claim(database, most=1)] == [(one.key, 1)]


def test_only_who_holds_a_delivery_may_settle_it(database, queue):
    first, second, _ = claim(database)
    database.ledger.settle("b", settled(first.key))
    assert database.ledger.tally(queue) == {"leased": 3}
    claim(database, owner="b", now=NOON + LEASE)
    database.ledger.settle("a", settled(first.key) + settled(second.key))
    assert database.ledger.tally(queue) == {"leased": 3}
    database.ledger.settle("b", settled(first.key) + settled(404))
    assert database.ledger.tally(queue) == {"leased": 2, "sent": 1}


def test_a_lease_that_ran_out_and_was_not_claimed_again_may_still_be_settled(database, queue):
    (one,) = claim(database, most=1)
    database.ledger.settle("a", settled(one.key))
    database.ledger.settle("a", settled(one.key, DeliveryState.FAILED))
    database.ledger.settle("a", [])
    assert database.ledger.tally(queue) == {"queued": 2, "sent": 1}


def test_what_was_sent_failed_or_is_unknown_is_never_claimed_again(database, queue):
    found = claim(database)
    for one, state in zip(found, (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN), strict=True):
        database.ledger.settle("a", settled(one.key, state))
    assert claim(database, now=NOON + timedelta(days=900)) == []
    assert database.ledger.tally(queue) == {"failed": 1, "sent": 1, "unknown": 1}


def test_a_settlement_cannot_leave_a_delivery_leased_to_nobody(database, queue):
    (one,) = claim(database, most=1)
    with pytest.raises(IntegrityError):
        database.ledger.settle("a", settled(one.key, DeliveryState.LEASED))
    assert database.ledger.tally(queue) == {"leased": 1, "queued": 2}


def test_released_deliveries_are_queued_again_as_if_never_claimed(database, queue):
    (mine,) = claim(database, most=1)
    claim(database, most=1, owner="b")
    database.ledger.release("a")
    database.ledger.release("a")
    assert database.ledger.tally(queue) == {"leased": 1, "queued": 2}
    assert [(one.key, one.attempts) for one in claim(database)] == [(mine.key, 0), (3, 0)]


def test_who_left_after_press_gets_nothing_and_is_counted_as_suppressed(database, queue):
    database.register.remove("ivan@reader.example", "morning", NOON)
    database.register.remove("petro@reader.example", "", NOON)
    assert names(claim(database, most=1)) == ["olena"]
    assert claim(database) == []
    assert database.ledger.tally(queue) == {"leased": 1, "suppressed": 2}


def test_who_left_while_the_delivery_was_leased_gets_nothing_when_the_lease_ran_out(database, queue):
    assert len(claim(database)) == 3
    database.register.remove("ivan@reader.example", "morning", NOON)
    assert names(claim(database, owner="b", now=NOON + LEASE)) == ["olena", "petro"]
    assert database.ledger.tally(queue) == {"leased": 2, "suppressed": 1}


def test_who_left_another_newsletter_still_gets_this_one(database, newsroom, queue):
    newsroom.enrol("ivan", newsletter="weekly")
    database.register.remove("ivan@reader.example", "weekly", NOON)
    assert names(claim(database)) == ["ivan", "olena", "petro"]


def test_many_who_left_do_not_hide_the_one_who_stayed(database, newsroom):
    newsroom.enrol(*(f"gone{number}" for number in range(30)), "stayed")
    newsroom.press()
    for number in range(30):
        database.register.remove(f"gone{number}@reader.example", "morning", NOON)
    assert names(claim(database, most=2)) == ["stayed"]


def test_one_claim_takes_no_more_than_can_be_held(database, newsroom):
    newsroom.enrol(*(f"r{number}" for number in range(MOST_AT_ONCE + 1)))
    newsroom.press()
    assert len(claim(database, most=10**9)) == MOST_AT_ONCE
    assert len(claim(database, most=10**9)) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_claims_does_not_wait_for_another_who_is_claiming(database, queue, impatient):
    overtaken = impatient("SELECT subscribers.id", claim, database, 2, "b")
    assert [one.key for one in claim(database, most=1)] == [1]
    assert [[one.key for one in found] for found in overtaken] == [[2, 3]]


def test_two_who_claim_at_once_never_get_the_same_delivery(database, newsroom):
    newsroom.enrol(*(f"r{number}" for number in range(200)))
    planned = newsroom.plan()
    newsroom.press(planned)
    barrier = Barrier(4)

    def drain(owner):
        barrier.wait()
        mine = []
        while found := claim(database, most=7, owner=owner):
            mine += [one.key for one in found]
            database.ledger.settle(owner, [Settlement(one.key, DeliveryState.SENT, OK) for one in found])
        return mine

    with ThreadPoolExecutor() as pool:
        keys = [key for mine in pool.map(drain, "abcd") for key in mine]
    assert sorted(keys) == sorted(set(keys))
    assert database.ledger.tally(planned.key) == {"sent": 200}

"""Deliver: every reader gets the issue once, and whatever the mail system answers is written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Event

import pytest
from making import NOON, a_newsletter
from world import ToldRelay

from digest.adapters.lines import TransportLines
from digest.errors import StoreError
from digest.jobs.bouncing import BounceDesk, hear, refused
from digest.jobs.deliver import LEASE, PARKED, deliver
from digest.jobs.press import plan_now, press_planned
from digest.mailer import LetterError, issue_code
from digest.model import Delivery, DeliveryState, Outcome, Receipt
from digest.model.bounces import BounceKind, Heard, Notice, ReturnTicket

READERS = [f"reader{n}@example.com" for n in range(7)]


@pytest.fixture
def pressed(town):
    """A town in which an issue is pressed for seven readers."""
    town.publish(1)
    town.enrol(*READERS)
    plan_now(a_newsletter(), town.database.ledger, NOON)
    press_planned(town.room)
    return town


def tally(town) -> dict[str, int]:
    return dict(town.database.ledger.issues(1)[0].tally)


def test_every_reader_gets_the_issue_once(pressed):
    report = deliver(pressed.office())
    assert report.sent == 7
    assert sorted(message.recipient for message in pressed.relay.taken) == READERS
    assert len({message.id for message in pressed.relay.taken}) == 7
    assert tally(pressed) == {"sent": 7}
    assert deliver(pressed.office()).states == {}
    assert len(pressed.relay.taken) == 7


def test_the_transport_is_closed_whatever_happens(pressed):
    deliver(pressed.office())
    assert pressed.relay.closed == 1


def test_no_more_are_sent_than_asked_for(pressed):
    assert deliver(pressed.office(), most=3).sent == 3
    assert tally(pressed) == {"sent": 3, "queued": 4}


def test_a_deferred_message_is_sent_again_later_under_the_same_id(pressed):
    pressed.relay.receipts = [Receipt(Outcome.DEFERRED, 451, "4.7.1 greylisted")]
    report = deliver(pressed.office())
    assert (report.sent, report.states[DeliveryState.DEFERRED]) == (6, 1)
    assert report.replies == {"451 4.7.1 greylisted": 1}
    pressed.clock.forward(minutes=4)
    assert deliver(pressed.office()).sent == 0
    pressed.clock.forward(minutes=2)
    assert deliver(pressed.office()).sent == 1
    assert tally(pressed) == {"sent": 7}


def test_a_refused_reader_fails_and_the_others_get_theirs(pressed):
    pressed.relay.receipts = [Receipt(Outcome.REFUSED, 550, "5.1.1 no such user")]
    report = deliver(pressed.office())
    assert (report.sent, report.states[DeliveryState.FAILED]) == (6, 1)
    pressed.clock.forward(days=1)
    assert deliver(pressed.office()).states == {}


def test_a_relay_that_is_down_is_a_pause_and_uses_up_no_attempt(pressed):
    for _ in range(10):
        pressed.relay.receipts = [Receipt(Outcome.RELAY_DOWN, 0, "connection refused")]
        report = deliver(pressed.office())
        assert (report.relay_down, report.sent) == ("connection refused", 0)
        assert tally(pressed) == {"queued": 7}
        pressed.clock.forward(minutes=6)
    assert deliver(pressed.office()).sent == 7


def test_a_reader_who_left_meanwhile_gets_nothing(pressed):
    assert pressed.database.register.remove(READERS[0], "morning", NOON)
    assert deliver(pressed.office()).sent == 6
    assert tally(pressed) == {"sent": 6, "suppressed": 1}


def test_a_newsletter_missing_from_the_settings_parks_its_mail(pressed):
    newsletters = pressed.plan.newsletters
    kept = newsletters.pop("morning")
    report = deliver(pressed.office())
    assert report.states == {DeliveryState.QUEUED: 7}
    assert report.replies == {"the newsletter 'morning' is not in the settings": 7}
    for _ in range(9):
        pressed.clock.time += PARKED
        assert deliver(pressed.office()).sent == 0
    newsletters["morning"] = kept
    assert deliver(pressed.office()).sent == 0
    pressed.clock.time += PARKED
    assert deliver(pressed.office()).sent == 7


def test_a_crash_leaves_the_claimed_to_the_next_process_and_loses_nobody(pressed):
    class Killed(BaseException):
        pass

    office = pressed.office("first")
    send = pressed.relay.send

    def dying(message, following=None):
        if len(pressed.relay.taken) == 2:
            raise Killed
        return send(message)

    pressed.relay.send = dying
    with pytest.raises(Killed):
        deliver(office)
    pressed.relay.send = send
    assert tally(pressed) == {"sent": 2, "queued": 5}
    assert deliver(pressed.office("second")).sent == 5
    assert sorted(message.recipient for message in pressed.relay.taken) == READERS


def test_a_process_that_vanished_is_taken_over_when_its_lease_ends(pressed):
    now = pressed.clock.now()
    held = pressed.database.ledger.claim(5, "vanished", now, now + LEASE)
    assert len(held) == 5
    assert deliver(pressed.office("second")).sent == 2
    pressed.clock.time += LEASE
    assert deliver(pressed.office("second")).sent == 5
    assert sorted(message.recipient for message in pressed.relay.taken) == READERS


def test_progress_is_told_as_it_goes(pressed):
    told = []
    deliver(pressed.office(), lambda *step: told.append(step), 6)
    assert told[-1] == ("Sending", 6, 6)
    assert told == sorted(told)


def test_an_address_that_no_letter_can_be_written_to_fails_alone(pressed):
    office = pressed.office()

    def write(issue, reader):
        if reader.email == READERS[0]:
            raise LetterError("its local part is not ASCII")
        return office.write(issue, reader)

    report = deliver(replace(office, write=write))
    assert (report.sent, report.states[DeliveryState.FAILED]) == (6, 1)
    assert report.replies == {"its local part is not ASCII": 1}


def test_an_answer_that_the_database_did_not_take_at_first_is_not_sent_again(pressed):
    class OnceLocked:
        """The real ledger, which cannot be written to once."""

        def __init__(self, ledger):
            self.ledger, self.locked = ledger, True

        def settle(self, owner, settlements):
            if self.locked:
                self.locked = False
                raise StoreError("the database is locked")
            self.ledger.settle(owner, settlements)

        def __getattr__(self, name):
            return getattr(self.ledger, name)

    with pytest.raises(StoreError, match="locked"):
        deliver(replace(pressed.office(), ledger=OnceLocked(pressed.database.ledger)))
    taken = len(pressed.relay.taken)
    assert 1 <= taken < 7
    assert tally(pressed) == {"sent": taken, "queued": 7 - taken}
    deliver(pressed.office())
    assert sorted(message.recipient for message in pressed.relay.taken) == READERS


def test_retries_are_the_settings_own(pressed):
    later = Receipt(Outcome.DEFERRED, 451, "later")
    pressed.relay.receipts = [later]
    report = deliver(replace(pressed.office(), retries_minutes=(1,)))
    assert report.states == {DeliveryState.SENT: 6, DeliveryState.DEFERRED: 1}
    pressed.clock.forward(minutes=1)
    pressed.relay.receipts = [later]
    assert deliver(replace(pressed.office(), retries_minutes=(1,))).states == {DeliveryState.FAILED: 1}


def holding(town, owner="one"):
    return replace(town.office(owner), doubts=town.database.doubts)


def test_a_message_that_may_have_arrived_is_held_until_somebody_knows(pressed):
    pressed.relay.receipts = [Receipt(Outcome.UNKNOWN, 0, "connection lost")]
    assert deliver(holding(pressed)).states == {DeliveryState.UNKNOWN: 1, DeliveryState.SENT: 6}
    (doubt,) = pressed.database.doubts.all()
    assert (doubt.newsletter, doubt.email in READERS, doubt.attempts, doubt.reply) == (
        "morning", True, 1, "connection lost",
    )  # fmt: skip
    pressed.clock.forward(hours=20)
    assert deliver(holding(pressed)).states == {}
    assert pressed.database.doubts.settle([doubt.key], DeliveryState.QUEUED, pressed.clock.now()) == 1
    assert deliver(holding(pressed)).sent == 1
    assert (tally(pressed), pressed.database.doubts.all()) == ({"sent": 7}, [])
    assert pressed.database.doubts.settle([doubt.key], DeliveryState.QUEUED, pressed.clock.now()) == 0


def test_what_is_in_doubt_of_a_cancelled_issue_does_not_go_out_again(pressed):
    pressed.relay.receipts = [Receipt(Outcome.UNKNOWN, 0, "connection lost"), Receipt(Outcome.DEFERRED, 451, "later")]
    deliver(holding(pressed))
    (doubt,) = pressed.database.doubts.all()
    assert pressed.database.ledger.cancel(doubt.issue) == 1
    assert pressed.database.doubts.settle([doubt.key], DeliveryState.QUEUED, pressed.clock.now()) == 0
    assert pressed.database.doubts.settle([doubt.key], DeliveryState.SENT, pressed.clock.now()) == 1
    assert tally(pressed) == {"sent": 6, "cancelled": 1}


def test_what_a_vanished_sender_held_is_sent_again_or_held_as_the_settings_say(pressed):
    now = pressed.clock.now()
    held = pressed.database.ledger.claim(2, "vanished", now, now + LEASE)
    pressed.clock.time += LEASE
    assert deliver(holding(pressed, "second")).sent == 5
    assert tally(pressed) == {"sent": 5, "unknown": 2}
    doubts = pressed.database.doubts
    assert [each.key for each in doubts.all(doubts.all()[0].issue)] == sorted(each.key for each in held)
    assert doubts.settle([each.key for each in held], DeliveryState.SENT, now) == 2
    assert (tally(pressed), doubts.all(999)) == ({"sent": 7}, [])


class RunsOut:
    """Doubts after which, before anything else is claimed, a lease runs out."""

    def __init__(self, town):
        self.town = town

    def hold(self, now):
        held = self.town.database.doubts.hold(now)
        self.town.database.ledger.claim(2, "vanished", now, now)
        return held


def test_a_lease_that_runs_out_after_the_look_at_what_is_in_doubt_is_not_sent_again(pressed):
    office = replace(pressed.office(), doubts=RunsOut(pressed))
    assert deliver(office, most=1).sent == 1
    assert tally(pressed)["leased"] == 2
    pressed.clock.forward(seconds=1)
    assert deliver(holding(pressed, "second")).sent == 4
    assert tally(pressed) == {"sent": 5, "unknown": 2}


@dataclass
class Meanwhile:
    """A ledger in which something happens between a claim and the first envelope."""

    town: object
    happens: Callable[[Sequence[Delivery]], object]
    seconds: float

    def __getattr__(self, name):
        return getattr(self.town.database.ledger, name)

    def claim(self, *order, **how):
        claimed = self.town.database.ledger.claim(*order, **how)
        if claimed:
            self.town.clock.forward(seconds=self.seconds)
            self.happens(claimed)
        return claimed


def test_who_leaves_between_the_claim_and_the_envelope_gets_nothing(pressed):
    gone = []

    def leave(claimed):
        gone.append(claimed[0].subscriber.email)
        pressed.database.signups.leave(claimed[0].subscriber.id, "morning", pressed.clock.now())

    office = replace(pressed.office(), ledger=Meanwhile(pressed, leave, 2))
    report = deliver(office)
    assert len(gone) >= 2
    assert sorted(message.recipient for message in pressed.relay.taken) == sorted(set(READERS) - set(gone))
    assert report.states == {DeliveryState.SENT: 7 - len(gone)}
    assert tally(pressed) == {"sent": 7 - len(gone), "suppressed": len(gone)}


@pytest.mark.parametrize("seconds", [2, -3600])
def test_what_is_cancelled_between_the_claim_and_the_envelope_stays_here(pressed, seconds):
    office = replace(
        pressed.office(),
        ledger=Meanwhile(pressed, lambda held: pressed.database.ledger.cancel(held[0].issue_key), seconds),
    )
    assert deliver(office).states == {}
    assert (pressed.relay.taken, tally(pressed)) == ([], {"cancelled": 7})


@pytest.mark.parametrize(
    ("reply", "became", "left"),
    [
        ("5.1.1 no such user", Heard.SUPPRESSED, 6),
        ("5.7.1 we do not like you", Heard.NOTED, 7),
        ("5.2.2 mailbox full", Heard.COUNTED, 7),
    ],
)
def test_a_refusal_at_the_door_counts_as_the_bounce_that_it_is(pressed, reply, became, left):
    heard, desk = [], BounceDesk(pressed.database.bounces, pressed.clock, [b"s" * 32], b"key")

    def told(job, receipt):
        heard.append(refused(job, receipt, desk))

    pressed.relay.receipts = [Receipt(Outcome.REFUSED, 550, reply), Receipt(Outcome.REFUSED, 0, "no such letter")]
    report = deliver(replace(pressed.office(), refused=told))
    assert report.states == {DeliveryState.SENT: 5, DeliveryState.FAILED: 2}
    assert tally(pressed) == {"sent": 5, "failed": 2}
    assert heard == [became, Heard.UNKNOWN]
    assert len(list(pressed.database.register.readers("morning"))) == left
    (row,) = pressed.database.bounces.rows(9)
    assert (row.door, row.issue, row.email in READERS) == ("sending", "morning@2026-03-10T14:00", True)


def test_the_bounce_of_a_refusal_that_comes_back_as_a_mail_too_counts_once(pressed):
    desk = BounceDesk(pressed.database.bounces, pressed.clock, [b"s" * 32], b"key")
    [held, *_] = pressed.database.ledger.claim(7, "one", NOON, NOON + LEASE)
    receipt = Receipt(Outcome.REFUSED, 552, "5.2.2 mailbox full")
    assert refused(held, receipt, desk) is Heard.COUNTED
    ticket = ReturnTicket(held.subscriber.id, issue_code("morning@2026-03-10T14:00"))
    again = Notice(BounceKind.SOFT, "told by a mail", "5.2.2", "mailbox full", ticket)
    assert hear(again, "mail", desk).became is Heard.KNOWN


class Unhurried(ToldRelay):
    """A mail system that answers the first message, and the others only when nothing more is begun."""

    def __init__(self):
        super().__init__()
        self.begun, self.stopped = Event(), Event()

    def send(self, message, following=None):
        if self.taken:
            self.begun.set()
            assert self.stopped.wait(60)
        return super().send(message, following)


class Told(TransportLines):
    """Lines whose relay hears that they stop."""

    def __init__(self, relay):
        super().__init__([relay])
        self.relay = relay

    def stop(self):
        super().stop()
        self.relay.stopped.set()


def test_who_stops_a_sender_has_the_answers_written_down_that_are_still_to_come(pressed):
    def stop(*_):
        assert relay.begun.wait(60)  # else nothing may be under way yet on a loaded machine
        raise KeyboardInterrupt

    relay = Unhurried()
    with pytest.raises(KeyboardInterrupt):
        deliver(replace(pressed.office(), lines=Told(relay)), progress=stop)
    assert (len(relay.taken), tally(pressed)) == (2, {"sent": 2, "queued": 5})

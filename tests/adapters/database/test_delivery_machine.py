"""Whatever senders, readers and the clock do, and in whatever order: nobody twice, nobody lost, on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from digest.adapters.database.schema import deliveries, metadata, subscribers
from digest.model import DeliveryState, Outcome, Receipt, Settlement
from digest.ports import Enrolment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
FINAL = [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN]
OWNERS = st.sampled_from("abc")
READERS = st.sampled_from([f"{name}@reader.example" for name in ("olena", "ivan", "petro", "maria")])


class Post(RuleBasedStateMachine):
    """Three senders on one queue. `held` is what each was given and may still settle, with the end of the lease."""

    newsroom = None
    claimed = Bundle("claimed")

    @initialize()
    def begin(self):
        self.ledger, self.register = self.newsroom.database.ledger, self.newsroom.database.register
        with self.newsroom.database.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        self.now, self.slots, self.paused, self.cancelled = NOON, 0, set(), set()
        self.audience, self.held, self.settled = {}, {}, {}
        self.on, self.left = set(), set()

    @rule(email=READERS)
    def join(self, email):
        new = email not in self.on | self.left
        counts = self.register.enrol([Enrolment(email, ("morning",))], self.now)
        assert counts[1] == int(new)
        self.on |= {email} if new else set()

    @rule(email=READERS, newsletter=st.sampled_from(["", "morning", "weekly"]))
    def leave(self, email, newsletter):
        leaves = email in self.on and newsletter != "weekly"
        assert self.register.remove(email, newsletter, self.now) is leaves
        if leaves:
            self.on.discard(email)
            self.left.add(email)

    @rule()
    def press(self):
        self.slots += 1
        planned = self.newsroom.plan(f"slot {self.slots}")
        assert self.newsroom.press(planned, now=self.now) == len(self.on)
        assert self.newsroom.press(planned, now=self.now) is None
        self.audience[planned.key] = len(self.on)

    @rule(minutes=st.integers(0, 7))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(target=claimed, owner=OWNERS, most=st.integers(0, 3))
    def claim(self, owner, most):
        found = self.ledger.claim(most, owner, self.now, self.now + LEASE)
        assert len(found) <= most
        for delivery in found:
            assert delivery.issue_key not in self.paused | self.cancelled
            assert delivery.subscriber.email in self.on
            assert delivery.key not in self.settled
            assert delivery.key not in self.held or self.held[delivery.key][1] <= self.now
            self.held[delivery.key] = owner, self.now + LEASE
        return owner, [delivery.key for delivery in found]

    @rule(
        claim=claimed,
        state=st.sampled_from([*FINAL, DeliveryState.QUEUED, DeliveryState.DEFERRED]),
        delay=st.none() | st.integers(0, 9),
    )
    def settle(self, claim, state, delay):
        owner, keys = claim
        due = None if delay is None else self.now + timedelta(minutes=delay)
        self.ledger.settle(owner, [Settlement(key, state, Receipt(Outcome.ACCEPTED, 250), due) for key in keys])
        for key in keys:
            if self.held.get(key, ("", None))[0] == owner:
                del self.held[key]
                if state in FINAL:
                    self.settled[key] = state.value

    @rule(claim=claimed)
    def look_once_more(self, claim):
        owner, keys = claim
        allowed = self.ledger.still_due(owner, keys, self.now)
        mine = {key for key in keys if self.held.get(key, ("", None))[0] == owner}
        assert allowed <= mine
        for key in mine - allowed:
            del self.held[key]

    @rule(owner=OWNERS)
    def release(self, owner):
        self.ledger.release(owner)
        self.held = {key: lease for key, lease in self.held.items() if lease[0] != owner}

    @precondition(lambda self: self.audience)
    @rule(data=st.data(), verb=st.sampled_from(["pause", "resume", "cancel"]))
    def stop(self, data, verb):
        issue = data.draw(st.sampled_from(sorted(self.audience)))
        before = self.ledger.balance(issue)
        done = getattr(self.ledger, verb)(issue)
        if verb == "cancel" and done is not None:
            assert done == before.ready
            self.paused.discard(issue)
            self.cancelled.add(issue)
        elif verb != "cancel" and done:
            (self.paused.add if verb == "pause" else self.paused.discard)(issue)

    @rule(late=st.booleans())
    def expire(self, late):
        later = self.now + timedelta(hours=24) if late else self.now
        for each in self.ledger.expire(later, lambda _: ()):
            assert late
            assert each.deliveries <= self.audience[each.key]
        if late:
            self.now = later
        for key, (_, until) in list(self.held.items()):
            if until <= later and self._state(key) == "unknown":
                del self.held[key]
                self.settled[key] = "unknown"

    def _state(self, key):
        with self.newsroom.database.engine.connect() as connection:
            return connection.scalar(select(deliveries.c.state).where(deliveries.c.id == key))

    @invariant()
    def everybody_is_accounted_for(self):
        for issue, audience in self.audience.items():
            assert (self.ledger.balance(issue).audience, self.ledger.balance(issue).missing) == (audience, 0)

    @invariant()
    def nothing_waits_in_an_issue_that_is_over(self):
        for row in self.ledger.issues(1000):
            if row.sending in {"done", "cancelled"}:
                assert not {"queued", "deferred"} & row.tally.keys()

    @invariant()
    def nobody_is_in_an_issue_twice_and_what_is_settled_stays(self):
        joined = select(deliveries, subscribers.c.email).join_from(deliveries, subscribers)
        with self.newsroom.database.engine.connect() as connection:
            rows = connection.execute(joined).all()
        assert len({(row.issue, row.email) for row in rows}) == len(rows) == sum(self.audience.values())
        assert {row.id: row.state for row in rows if row.state in FINAL} == self.settled
        leased = {row.id: (row.lease_owner, row.lease_until) for row in rows if row.state == "leased"}
        suppressed = [row for row in rows if row.state == "suppressed"]
        assert all(row.email in self.left for row in suppressed)
        assert leased == {key: lease for key, lease in self.held.items() if key not in {row.id for row in suppressed}}

    def teardown(self):
        """Let everything that waits be sent: whoever is still on the newsletter gets each issue that was not stopped."""
        self.now += timedelta(hours=1)
        for issue in self.paused:
            self.ledger.resume(issue)
        self.ledger.expire(self.now, lambda _: ())
        while found := self.ledger.claim(3, "last", self.now, self.now + LEASE):
            sent = Receipt(Outcome.ACCEPTED, 250)
            self.ledger.settle("last", [Settlement(one.key, DeliveryState.SENT, sent) for one in found])
        for issue in self.audience:
            assert not {"queued", "deferred", "leased"} & self.ledger.tally(issue).keys()
        assert {row.sending for row in self.ledger.issues(1000)} <= {"done", "cancelled"}


def test_nobody_gets_an_issue_twice_and_nobody_is_lost(newsroom):
    machine = type("PostOnThisDatabase", (Post,), {"newsroom": newsroom})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))

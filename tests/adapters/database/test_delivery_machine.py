"""Whatever senders, readers and the clock do, and in whatever order: nobody twice, nobody lost, on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
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
        self.now, self.slots = NOON, 0
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
            assert delivery.subscriber.email in self.on
            assert delivery.key not in self.settled
            assert delivery.key not in self.held or self.held[delivery.key][1] <= self.now
            self.held[delivery.key] = owner, self.now + LEASE
        return owner, [delivery.key for delivery in found]

    @rule(claim=claimed, state=st.sampled_from([*FINAL, DeliveryState.QUEUED]), delay=st.none() | st.integers(0, 9))
    def settle(self, claim, state, delay):
        owner, keys = claim
        due = None if delay is None else self.now + timedelta(minutes=delay)
        self.ledger.settle(owner, [Settlement(key, state, Receipt(Outcome.ACCEPTED, 250), due) for key in keys])
        for key in keys:
            if self.held.get(key, ("", None))[0] == owner:
                del self.held[key]
                if state in FINAL:
                    self.settled[key] = state.value

    @rule(owner=OWNERS)
    def release(self, owner):
        self.ledger.release(owner)
        self.held = {key: lease for key, lease in self.held.items() if lease[0] != owner}

    @invariant()
    def everybody_is_accounted_for(self):
        for issue, audience in self.audience.items():
            assert sum(self.ledger.tally(issue).values()) == audience

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
        """Let everything that waits be sent: whoever is still on the newsletter gets each issue."""
        self.now += timedelta(days=1)
        while found := self.ledger.claim(3, "last", self.now, self.now + LEASE):
            sent = Receipt(Outcome.ACCEPTED, 250)
            self.ledger.settle("last", [Settlement(one.key, DeliveryState.SENT, sent) for one in found])
        for issue in self.audience:
            assert not {"queued", "leased"} & self.ledger.tally(issue).keys()


def test_nobody_gets_an_issue_twice_and_nobody_is_lost(newsroom):
    machine = type("PostOnThisDatabase", (Post,), {"newsroom": newsroom})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))

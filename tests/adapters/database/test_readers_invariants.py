"""Whatever is done to readers, in whatever order: nobody comes back against their will, is lost, or doubled."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from digest.adapters.database import open_database
from digest.jobs.readers import RosterFile, import_readers
from digest.model import Enrolment, Frequency
from digest.ports import Choosing
from digest.signup import RosterRules

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PEOPLE = st.sampled_from(["ida@a.example", "Ida@A.example", "otto@a.example", "+mara@b.example"])
LISTS = st.sampled_from(["morning", "tide"])
RULES = RosterRules({"morning": (Frequency.EACH,), "tide": (Frequency.EACH,)}, consent="told")


class NoonClock:
    def now(self):
        return NOON


class Readers(RuleBasedStateMachine):
    """The register beside a model of it: who is on what, what was left, who is gone, and who is barred."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = open_database(str(Path(self.folder.name) / "digest.db"))
        self.database.upgrade()
        self.on, self.left, self.gone, self.barred, self.known = set(), set(), set(), set(), set()

    def teardown(self):
        self.database.close()
        self.folder.cleanup()

    def _join(self, person, name):
        if person in self.barred | self.gone or (person, name) in self.left:
            return
        self.on.add((person, name))
        self.known.add(person)

    def _end(self, person):
        self.left |= {pair for pair in self.on if pair[0] == person}
        self.on -= self.left
        if person in self.known:
            self.gone.add(person)

    @rule(email=PEOPLE, name=LISTS)
    def enrol(self, email, name):
        self.database.register.enrol([Enrolment(email, (name,), consent="told")], NOON)
        self._join(email.lower(), name)

    @rule(rows=st.lists(st.tuples(PEOPLE, LISTS), max_size=6), dry_run=st.booleans())
    def take_in(self, rows, dry_run):
        text = "\n".join(["email,newsletters", *map(",".join, rows)]).encode()
        *_, report = import_readers(RosterFile([text], RULES), self.database.register, NoonClock(), dry_run=dry_run)
        tally = report.tally
        assert tally.suppressed + tally.readers + tally.joined + tally.known + tally.left == len(rows)
        before = len(self.on)
        kept = set(self.on), set(self.known)
        for email, name in rows:
            self._join(email.lower(), name)
        assert tally.subscriptions == len(self.on) - before
        if dry_run:
            self.on, self.known = kept

    @rule(email=PEOPLE, name=LISTS)
    def leave(self, email, name):
        self.database.register.remove(email, name, NOON)
        pair = (email.lower(), name)
        if pair in self.on:
            self.on.remove(pair)
            self.left.add(pair)

    @rule(email=PEOPLE)
    def leave_everything(self, email):
        self.database.register.remove(email, "", NOON)
        self._end(email.lower())

    @rule(email=PEOPLE)
    def suppress(self, email):
        self.database.register.suppress([email], "complained", NOON)
        self._end(email.lower())
        self.barred.add(email.lower())

    @rule(email=PEOPLE)
    def erase(self, email):
        person = email.lower()
        self.database.register.forget(email, NOON)
        self.on = {pair for pair in self.on if pair[0] != person}
        self.left = {pair for pair in self.left if pair[0] != person}
        self.gone.discard(person)
        self.known.discard(person)
        self.barred.add(person)

    @rule(email=PEOPLE)
    def allow(self, email):
        person = email.lower()
        if self.database.register.lift(email, "asked by mail", NOON):
            self.barred.remove(person)
            self.gone.discard(person)

    @rule(email=PEOPLE)
    def pause(self, email):
        for reader in self.database.register.readers(""):
            if reader.email.lower() == email.lower():
                self.database.signups.pause(reader.id, NOON + timedelta(days=3))

    @invariant()
    def everyone_is_on_what_they_asked_for_once_and_nobody_else(self):
        held = [(each.email.lower(), each.newsletter) for each in self.database.register.holdings(Choosing())]
        assert sorted(self.on) == sorted(held)
        assert {email for email, _ in held}.isdisjoint(self.barred | self.gone)


Readers.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestReaders = Readers.TestCase

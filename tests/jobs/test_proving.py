"""Proof of work at the desk: asked of programs, left to browsers, and good for one letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import count

import pytest

from digest.jobs.subscribe import Rules, SignUpDesk, form_challenge, sign_up
from digest.model import Choice, Door, FieldFault, FormFault, Frequency, SignUpForm, Visitor
from digest.signup import CapRules, Keys

BITS = 8
PROGRAM = Visitor("192.0.2.7", "Harbour Robot 2", Door.API)
BROWSER = Visitor("192.0.2.8", "Lantern Browser 1.0", Door.PAGE)
IDA = SignUpForm("ida@lantern.example", (Choice("morning"),), "en", "Europe/Kyiv", 8)


def a_desk(town, **rules):
    offer = {"morning": (Frequency.EACH,)}
    return SignUpDesk(town.database.signups, town.clock, Keys((b"k" * 32,)), offer, rules=Rules(**rules))


@pytest.fixture
def desk(town):
    return a_desk(town, work_bits=BITS, caps=CapRules(network_hour=2))


def letters(town):
    now = town.clock.now()
    return [one.order.recipient for one in town.database.letters.claim(100, "tests", now, now + timedelta(seconds=1))]


def solved(desk, nonce="n0nce"):
    """The challenge of a form with the first number that solves it."""
    challenge = form_challenge(desk, nonce)
    goal = 1 << (256 - BITS)
    wanted = (n for n in count() if int.from_bytes(sha256(f"{nonce}.{n}".encode()).digest()) < goal)
    return f"{challenge}.{next(wanted)}"


def test_where_no_work_is_asked_for_no_form_has_a_challenge_and_none_is_looked_for(town):
    desk = a_desk(town)
    assert form_challenge(desk, "n0nce") == ""
    assert sign_up(replace(IDA, work="anything"), PROGRAM, desk) == ()
    assert letters(town) == ["ida@lantern.example"]


def test_a_program_brings_work_and_a_browser_may_come_without(town, desk):
    assert sign_up(IDA, PROGRAM, desk) == (FieldFault("work", FormFault.REQUIRED),)
    assert sign_up(IDA, BROWSER, desk) == ()
    assert letters(town) == ["ida@lantern.example"]


def test_a_solution_is_good_for_one_letter_and_the_second_form_is_told_the_same(town, desk):
    work = solved(desk)
    forms = [replace(IDA, work=work), replace(IDA, work=work, email="olaf@lantern.example")]
    assert [sign_up(form, PROGRAM, desk) for form in forms] == [(), ()]
    assert letters(town) == ["ida@lantern.example"]


def test_work_that_is_forged_or_late_makes_a_stale_form(town, desk):
    late = solved(desk)
    town.clock.forward(days=2)
    for work in ("forged.1", late):
        assert sign_up(replace(IDA, work=work), BROWSER, desk) == (FieldFault("", FormFault.STALE),)
    assert letters(town) == []


def test_without_work_half_of_the_letters_of_a_network_are_left_to_those_with_some(town, desk):
    for form in (
        IDA,
        replace(IDA, email="olaf@lantern.example"),
        replace(IDA, email="mo@lantern.example", work=solved(desk)),
    ):
        assert sign_up(form, BROWSER, desk) == ()
    assert letters(town) == ["ida@lantern.example", "mo@lantern.example"]

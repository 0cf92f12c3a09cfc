"""Forms: each field is looked at, and every fault is told at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.model import Changes, Choice, FieldFault, FormFault, Frequency, SignUpForm
from digest.signup import check_changes, check_email, check_form

OFFER = {"morning": (Frequency.EACH, Frequency.WEEKLY), "evening": (Frequency.EACH,)}
GOOD = SignUpForm("ida@lantern.example", (Choice("morning", Frequency.WEEKLY),))


@pytest.mark.parametrize(
    "form",
    [
        GOOD,
        replace(GOOD, language="pt-BR", zone="Europe/Kyiv", hour=0, wording="a" * 64),
        replace(GOOD, hour=23, choices=(Choice("morning"), Choice("evening"))),
    ],
)
def test_a_good_form_has_no_faults(form):
    assert check_form(form, OFFER) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"email": ""}, FieldFault("email", FormFault.REQUIRED)),
        ({"email": " \n"}, FieldFault("email", FormFault.REQUIRED)),
        ({"email": "ida"}, FieldFault("email", FormFault.EMAIL)),
        ({"choices": ()}, FieldFault("choices", FormFault.REQUIRED)),
        ({"choices": (Choice("nightly"),)}, FieldFault("choices", FormFault.UNKNOWN)),
        ({"choices": (Choice("evening", Frequency.WEEKLY),)}, FieldFault("choices", FormFault.UNKNOWN)),
        ({"choices": (Choice("evening"),) * 201}, FieldFault("choices", FormFault.UNKNOWN)),
        ({"language": "<b>"}, FieldFault("language", FormFault.UNKNOWN)),
        ({"zone": "../../etc/passwd"}, FieldFault("zone", FormFault.UNKNOWN)),
        ({"zone": "Mars/Olympus"}, FieldFault("zone", FormFault.UNKNOWN)),
        ({"hour": 24}, FieldFault("hour", FormFault.UNKNOWN)),
        ({"hour": -1}, FieldFault("hour", FormFault.UNKNOWN)),
        ({"wording": "yes"}, FieldFault("wording", FormFault.UNKNOWN)),
    ],
)
def test_a_fault_is_told_with_its_field(change, fault):
    assert check_form(replace(GOOD, **change), OFFER) == (fault,)


def test_every_fault_is_told_at_once():
    faults = check_form(SignUpForm("", (), "<", "?", 99, "x"), OFFER)
    assert [fault.field for fault in faults] == ["email", "choices", "language", "zone", "hour", "wording"]


def test_a_reader_may_want_no_newsletter_but_none_that_there_is_not():
    assert check_changes(Changes(()), OFFER) == ()
    assert check_changes(Changes((Choice("nightly"),)), OFFER) == (FieldFault("choices", FormFault.UNKNOWN),)


def test_an_address_alone_is_looked_at_as_in_a_form():
    assert check_email("ida@lantern.example") == ()
    assert check_email("ida@") == (FieldFault("email", FormFault.EMAIL),)

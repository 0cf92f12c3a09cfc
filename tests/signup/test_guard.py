"""The stamp of a form: when it was shown, and that it was ours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from making import NOON

from digest.model import FieldFault, FormFault
from digest.signup import Keys, Purpose, Ticket, check_stamp, issue_token, make_stamp

KEYS = Keys((b"k" * 32,))
FILL = timedelta(seconds=2)
FAST, STALE = (FieldFault("", FormFault.TOO_FAST),), (FieldFault("", FormFault.STALE),)


@pytest.mark.parametrize(
    ("after", "faults"),
    [
        (timedelta(0), FAST),
        (timedelta(seconds=1), FAST),
        (timedelta(seconds=2), ()),
        (timedelta(hours=23), ()),
        (timedelta(hours=24), STALE),
    ],
)
def test_a_form_comes_back_neither_too_soon_nor_too_late(after, faults):
    assert check_stamp(KEYS, make_stamp(KEYS, NOON), NOON + after, FILL) == faults


@pytest.mark.parametrize("stamp", ["", "a stamp", issue_token(KEYS, Purpose.LEAVE, Ticket("0"))])
def test_a_stamp_that_is_none_of_ours_is_stale(stamp):
    assert check_stamp(KEYS, stamp, NOON, FILL) == STALE

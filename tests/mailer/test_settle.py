from datetime import timedelta

import pytest
from making import NOON

from digest.mailer import settle
from digest.model import Delivery, DeliveryState, Outcome, Receipt, Settlement, Subscriber

READER = Subscriber("r", "ida@lantern.example")


def after(outcome, attempts, **policy):
    receipt = Receipt(outcome, 0, "as it was told")
    settlement = settle(Delivery(7, 1, READER, attempts), receipt, NOON, **policy)
    minutes = settlement.due and (settlement.due - NOON) / timedelta(minutes=1)
    assert settlement == Settlement(7, settlement.state, receipt, settlement.due)
    return settlement.state.value, minutes


@pytest.mark.parametrize(
    ("outcome", "attempts", "fate"),
    [
        (Outcome.ACCEPTED, 0, ("sent", None)),
        (Outcome.ACCEPTED, 9, ("sent", None)),
        (Outcome.REFUSED, 0, ("failed", None)),
        (Outcome.DEFERRED, 0, ("deferred", 5)),
        (Outcome.DEFERRED, 1, ("deferred", 30)),
        (Outcome.DEFERRED, 2, ("deferred", 120)),
        (Outcome.DEFERRED, 3, ("deferred", 360)),
        (Outcome.DEFERRED, 4, ("failed", None)),
        (Outcome.DEFERRED, 5, ("failed", None)),
        (Outcome.UNKNOWN, 0, ("deferred", 5)),
        (Outcome.UNKNOWN, 3, ("deferred", 5)),
        (Outcome.UNKNOWN, 4, ("unknown", None)),
        (Outcome.RELAY_DOWN, 0, ("queued", 5)),
        (Outcome.RELAY_DOWN, 99, ("queued", 5)),
    ],
)
def test_an_outcome_decides_what_a_delivery_becomes(outcome, attempts, fate):
    assert after(outcome, attempts) == fate


def test_without_retries_a_delivery_is_tried_once_and_held_where_nobody_knows():
    assert after(Outcome.DEFERRED, 0, retries_minutes=()) == ("failed", None)
    assert after(Outcome.UNKNOWN, 0, retries_minutes=()) == ("unknown", None)
    assert after(Outcome.DEFERRED, 1, retries_minutes=(1, 2)) == ("deferred", 2)


def test_held_is_only_what_may_have_arrived():
    assert after(Outcome.UNKNOWN, 0, hold=True) == ("unknown", None)
    assert after(Outcome.DEFERRED, 0, hold=True) == ("deferred", 5)


@pytest.mark.parametrize("attempts", [0, 4])
def test_every_outcome_has_a_fate(attempts):
    states = {outcome: after(outcome, attempts)[0] for outcome in Outcome}
    assert set(states.values()) <= {state.value for state in DeliveryState}

"""Deliveries that nobody knows the end of: listed, and settled by a person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from digest.model import DeliveryState, Outcome, Receipt, Settlement
from digest.ports import Enrolment
from digest.wiring import open_newsroom, read_settings


@pytest.fixture
def doubted(folder, digest):
    """An issue of three readers; for two of them the answer to the message was lost."""
    with open_newsroom(read_settings(folder / "digest.yaml", {}), {}) as room:
        emails = [f"{name}@x.example" for name in ("ida", "bo", "cy")]
        room.register.enrol([Enrolment(each, ("morning",), consent="told") for each in emails], room.clock.now())
        digest("collect")
        digest("press", "morning")
        ledger, now = room.pressroom.ledger, room.clock.now()
        lost = Receipt(Outcome.UNKNOWN, 0, "connection lost")
        held = ledger.claim(2, "sender", now, now + timedelta(minutes=15))
        ledger.settle("sender", [Settlement(each.key, DeliveryState.UNKNOWN, lost) for each in held])
    return {each.subscriber.email for each in held}


def listed(digest, *arguments):
    return {each["email"] for each in json.loads(digest("delivery", "list", "--json", *arguments).out)}


def test_what_is_in_doubt_is_listed_and_what_was_sent_is_settled(digest, doubted):
    assert listed(digest) == doubted
    assert "connection lost" in digest("delivery", "list").out
    [issue] = {each["issue"] for each in json.loads(digest("delivery", "list", "--json").out)}
    assert (listed(digest, "--issue", str(issue)), listed(digest, "--issue", "999")) == (doubted, set())
    assert digest("delivery", "settle", "--sent", "--dry-run").out == "2 deliveries would be set to sent.\n"
    assert listed(digest) == doubted
    assert json.loads(digest("delivery", "settle", "--sent", "--issue", str(issue), "--json").out) == {
        "settled": 2, "state": "sent", "dry_run": False,
    }  # fmt: skip
    assert digest("delivery", "list").out == "No delivery is in doubt.\n"
    assert json.loads(digest("deliver", "--json").out)["states"] == {"sent": 1}


def test_what_did_not_arrive_is_sent_again(digest, doubted):
    assert digest("delivery", "settle", "--again").out == "2 deliveries set to queued.\n"
    assert json.loads(digest("deliver", "--json").out)["states"] == {"sent": 3}


@pytest.mark.parametrize("options", [[], ["--sent", "--again"]])
def test_it_wants_to_be_told_which(digest, doubted, options):
    ended = digest("delivery", "settle", *options)
    assert (ended.status, "either --sent or --again" in ended.err) == (2, True)
    assert listed(digest) == doubted

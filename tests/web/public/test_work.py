"""Proof of work over real HTTP: solved, replayed, expired, forged, too easy, and left out."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import count

import pytest
from signups import a_town

from digest.signup import CapRules, Keys, make_challenge

BITS = 8
IDA = {"email": "ida@example.com", "newsletters": [{"id": "tide"}]}
FORM = {"email": "ida@example.com", "newsletter": "tide"}


@pytest.fixture
def town(tmp_path):
    with a_town(str(tmp_path / "digest.db"), bits=BITS) as town:
        yield town


def zeros(nonce, number):
    return 256 - int.from_bytes(sha256(f"{nonce}.{number}".encode()).digest()).bit_length()


def solve(challenge, bits=BITS, *, exactly=False):
    """The first number that solves a challenge; `exactly`: that proves so much and no more."""
    nonce = challenge.split(".")[0]
    found = (number for number in count() if zeros(nonce, number) >= bits)
    if exactly:
        found = (number for number in count() if zeros(nonce, number) == bits)
    return f"{challenge}.{next(found)}"


def asked(town):
    told = town.client.get("/api/challenge").json()
    assert told["bits"] == BITS
    return told["challenge"]


def subscribe(town, **changed):
    return town.client.post("/api/subscriptions", json=IDA | changed)


def test_a_program_solves_a_challenge_and_each_serves_once(town):
    work = solve(asked(town))
    answers = [subscribe(town, work=work), subscribe(town, email="olaf@example.com", work=work)]
    assert [each.status_code for each in answers] == [202, 202]
    assert [each.recipient for each in town.letters()] == ["ida@example.com"]
    assert subscribe(town, email="olaf@example.com", work=solve(asked(town))).status_code == 202
    assert [each.recipient for each in town.letters()] == ["olaf@example.com"]


def test_work_that_is_missing_forged_too_easy_or_of_another_form_is_refused_to_programs(town):
    challenge, now = asked(town), town.clock.now()
    forged = make_challenge(Keys((b"x" * 32,)), "f" * 32, now)
    bad = [
        solve(forged),
        solve(challenge, BITS - 1, exactly=True),
        solve(challenge)[1:],
        challenge,
        f"{challenge}.",
        f"{challenge}.-1",
        f"{challenge}.٣",
        f"{challenge}.{'9' * 17}",
        "x",
        "…" * 200,
    ]
    for work in bad:
        told = subscribe(town, work=work)
        assert (told.status_code, told.json()["errors"][0]["code"]) == (422, "stale"), work
    missing = subscribe(town).json()["errors"]
    assert [(each["field"], each["code"]) for each in missing] == [("work", "required")]
    assert town.letters() == []


def test_work_that_is_late_is_refused_and_a_form_takes_one_more_press(town):
    work = solve(asked(town))
    town.clock.forward(hours=24)
    assert subscribe(town, work=work).status_code == 422
    answer = town.post("/subscribe?lang=en", **FORM, work=work)
    assert (answer.status_code, '<a href="#form">Please, send the form once more' in answer.text) == (422, True)
    fresh = solve(re.search(r'data-challenge="([^"]+)"', answer.text)[1])
    assert town.post("/subscribe", **FORM, work=fresh).status_code == 303
    assert [each.kind for each in town.letters()] == ["confirm"]


def test_forms_without_work_share_half_of_the_caps_and_leave_the_rest_to_the_others(town):
    for number in range(9):
        assert town.post("/subscribe", email=f"r{number}@example.com", newsletter="tide").status_code == 303
    assert len(town.letters()) == CapRules().network_hour // 2
    assert town.post("/subscribe", **FORM, work=solve(asked(town))).status_code == 303
    assert len(town.letters()) == 1


def test_where_no_work_is_asked_for_there_is_no_challenge(tmp_path):
    with a_town(str(tmp_path / "digest.db")) as town:
        assert town.client.get("/api/challenge").json() == {"challenge": "", "bits": 0}
        assert "data-challenge" not in town.client.get("/subscribe").text
        assert subscribe(town).status_code == 202

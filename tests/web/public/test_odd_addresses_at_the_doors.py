"""Five hundred odd addresses at the form and at the API, over real HTTP: each is taken, or refused in clear words, alike at both."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from addresses import ACCEPTED, REFUSED
from signups import a_town
from sqlalchemy import select

from digest.adapters.database.schema import signups
from digest.jobs.subscribe import form_stamp
from digest.signup import CapRules
from digest.web.public.languages import tongues

WIDE = CapRules(100, 500, 100_000, 100_000, 100_000)
SAYS = "Please, enter correct email address"
REQUIRED = "Please, fill in this field"


@pytest.fixture
def wide_town(tmp_path):
    with a_town(str(tmp_path / "digest.db"), caps=WIDE) as town:
        yield town


def by_form(town, typed):
    fields = {"newsletter": "morning", "form": form_stamp(town.desk), "email": typed.encode("utf-8", "surrogatepass")}
    headers = {"Origin": town.url, "Content-Type": "application/x-www-form-urlencoded"}
    return town.client.post("/subscribe?lang=en", content=urlencode(fields), headers=headers)


def by_api(town, typed):
    body = json.dumps({"email": typed, "newsletters": [{"id": "morning"}], "language": "en"})
    return town.client.post("/api/subscriptions", content=body, headers={"Content-Type": "application/json"})


def kept(town):
    with town.database.engine.connect() as connection:
        return sorted(connection.scalars(select(signups.c.email)))


def test_each_good_address_is_taken_at_both_doors_in_its_normal_form(wide_town):
    for typed, _ in ACCEPTED:
        assert (typed, by_form(wide_town, typed).status_code) == (typed, 303)
        assert (typed, by_api(wide_town, f" {typed} ").status_code) == (typed, 202)
    assert kept(wide_town) == sorted(address for _, address in ACCEPTED for _ in range(2))


def test_each_bad_address_is_refused_at_both_doors_in_clear_words(wide_town):
    for typed in REFUSED:
        page, answer = by_form(wide_town, typed), by_api(wide_town, typed)
        says = SAYS if typed.strip() else REQUIRED
        assert (typed[:80], page.status_code, says in page.text) == (typed[:80], 422, True)
        (fault,) = answer.json()["errors"]
        assert (typed[:80], answer.status_code, fault["field"]) == (typed[:80], 422, "email")
        assert fault["detail"]
    assert kept(wide_town) == []


@pytest.mark.parametrize("tag", sorted(tongues()))
def test_each_language_says_what_is_wrong_in_its_own_words(town, tag):
    page = town.client.post(f"/subscribe?lang={tag}", data={"email": "ida", "newsletter": "morning"})
    assert page.status_code == 422
    assert (SAYS in page.text) == (tag == "en")

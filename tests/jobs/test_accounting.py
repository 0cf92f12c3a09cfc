"""Accounting: every candidate once, in or out; and the way of one address told."""

from dataclasses import replace

import pytest
from making import a_newsletter
from world import Town, a_proof

from digest.jobs.accounting import ROWS_MOST, account_for, candidate_rows
from digest.jobs.press import draft, plan_now, press_planned
from digest.jobs.why import why
from digest.model import Section, SectionKind, Topic
from digest.ports import FetchState

URL = "https://lantern.example/story/{}"


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "why.db"), a_newsletter(sections=(Section(SectionKind.TOP, 2),)))
    town.room = replace(town.room, accounts=town.database.accounts)
    town.publish(1, 2, 3)
    yield town
    town.close()


def drawn(town):
    return draft(town.plan.newsletters["morning"], town.room)


def press(town):
    town.clock.forward(minutes=5)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    return press_planned(town.room)


def told(town, number: int, rows=()) -> str:
    return why(URL.format(number), rows, "morning", town.room)["verdict"]


def test_every_candidate_is_told_once_and_its_parts_add_up(town):
    rows = candidate_rows(drawn(town))
    assert [(row["key"], row["in"]) for row in rows] == [(1, True), (2, True), (3, False)]
    for row in rows:
        assert round(sum(part["points"] for part in row["parts"]), 3) == row["score"]


def test_what_the_size_budget_took_out_is_out(town):
    town.room = replace(town.room, prove=lambda issue: replace(a_proof(issue), trimmed=1))
    rows = candidate_rows(drawn(town))
    assert [(row["key"], row["in"], row["reason"]) for row in rows][1] == (2, False, "taken out for size")


def test_a_pressed_issue_keeps_its_account_and_the_newest_is_found_first(town):
    town.database.articles.record_fetch("lantern", FetchState(checked=town.clock.now(), failures=2, error="no answer"))
    town.database.articles.record_failure(
        "lantern", "https://lantern.example/x", imprint="", error="500", now=town.clock.now()
    )
    press(town)
    press(town)
    account = town.database.accounts.get("morning")
    assert (account["number"], account["stories"]) == (2, 1)
    first = town.database.accounts.get("morning", 1)
    assert (first["stories"], first["left_out"]) == (2, {"no room": 1})
    assert [(each["source"], each["failures"]) for each in first["sources_down"]] == [("lantern", 2)]
    assert first["failed_pages"] == [{"page": "https://lantern.example/x", "source": "lantern", "error": "500"}]
    assert town.database.accounts.get("morning", 9) is None
    assert town.database.accounts.get("weekly") is None


def test_an_issue_of_too_many_candidates_keeps_the_first_and_counts_the_rest(town):
    whole = drawn(town)
    out = whole.choice.left_out[0]
    many = tuple(replace(out, key=number) for number in range(10, 10 + ROWS_MOST))
    account = account_for(replace(whole, choice=replace(whole.choice, left_out=many)), town.room)
    assert (len(account["candidates"]), account["more_candidates"]) == (ROWS_MOST, 2)


def test_an_empty_draft_has_an_account_too(tmp_path):
    town = Town(str(tmp_path / "none.db"), a_newsletter())
    assert account_for(drawn(town), town.room)["stories"] == 0
    town.close()


def test_the_way_of_an_address_is_told(town):
    rows = candidate_rows(drawn(town))
    assert told(town, 1, rows).startswith("in: top, ")
    assert told(town, 3, rows).startswith("out: no room")
    assert told(town, 9, rows).startswith("not collected: no source lists it")
    assert told(town, 1) == "no candidate: it was first seen outside the issue's window"
    press(town)
    assert told(town, 1) == "it ran in issue 1: a story runs once"


def test_the_identity_of_an_address_is_told_whatever_its_face(town):
    found = why("http://www.lantern.example/story/1?utm_source=x", [], "morning", town.room)
    assert (found["url"], found["headline"]) == (URL.format(1), "Council approves ferry line 1")
    assert list(found["listed_by"]) == ["lantern"]
    bare = why(URL.format(1), [], "morning", replace(town.room, accounts=None))
    assert bare["listed_by"] == {}


def test_why_names_the_topics_that_a_story_nearly_belongs_to(town):
    near = Topic("ferry", "Ferries", include=("ferry",), at_least=99)
    town.plan.topics["ferry"] = near
    newsletter = town.plan.newsletters["morning"]
    town.plan.newsletters["morning"] = replace(newsletter, topics=("ferry",))
    told = why("https://lantern.example/story/1", (), "morning", town.room)
    assert list(told["nearly"]) == ["Ferries"]
    assert told["nearly"]["Ferries"].endswith("of 99 points")
    town.plan.topics["ferry"] = replace(near, at_least=0)
    assert why("https://lantern.example/story/1", (), "morning", town.room)["nearly"] == {}


@pytest.mark.parametrize(("tries", "again"), [(1, "1 of 3, is tried again"), (3, "3 of 3, is not tried again")])
def test_an_address_that_could_not_be_read_is_told_with_its_source_error_and_tries(town, tries, again):
    for _ in range(tries):
        town.database.articles.record_failure(
            "lantern", URL.format(9), imprint="i", error="404 Not Found", now=town.clock.now()
        )
    found = why("http://www.lantern.example/story/9?utm_source=x", (), "morning", town.room)
    assert found["missed"] == {"lantern": f"404 Not Found; tries so far: {again}"}
    assert found["verdict"] == f"not collected: lantern listed it: 404 Not Found; tries so far: {again}"


def test_an_address_that_nobody_lists_is_told_with_the_sources_of_its_host(town):
    told_bare = why(URL.format(8), (), "morning", replace(town.room, accounts=None))
    assert told_bare["verdict"] == told(town, 8)
    assert told(town, 8) == "not collected: no source lists it by this address; of its host is lantern"
    other = why("https://gazette.example/1", (), "morning", town.room)
    assert other["verdict"] == "not collected: no source lists it by this address; no source is of its host"


@pytest.mark.parametrize("typed", ["http://[", "", "no address", "http://lantern.example:99999/", "\ud800"])
def test_what_is_typed_may_be_anything(town, typed):
    assert why(typed, (), "morning", town.room)["verdict"].startswith("not collected: no source lists it")

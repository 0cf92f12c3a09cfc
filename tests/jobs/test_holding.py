"""Holding: an issue below its newsletter's minimum waits, and is never forgotten."""

from dataclasses import replace

import pytest
from making import NOON, a_newsletter
from world import Town

from digest.jobs.press import EMPTY, Pressed, plan_due, plan_now, press_planned, skip_held
from digest.model import Minimum, Source, SourceKind
from digest.ports import FetchState


@pytest.fixture
def strict(tmp_path):
    town = Town(str(tmp_path / "held.db"), a_newsletter(minimum=Minimum(stories=2)))
    yield town
    town.close()


def due(town) -> str:
    return plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())


def test_an_issue_with_too_few_stories_is_held_and_goes_out_once_there_are_enough(strict):
    strict.enrol("ida@example.com")
    strict.publish(1)
    slot = due(strict)
    held = Pressed("morning", slot, held="1 of at least 2 stories")
    assert press_planned(strict.room) == (held,)
    strict.clock.forward(minutes=20)
    assert press_planned(strict.room) == (held,)
    (row,) = strict.database.ledger.issues(9)
    assert (row.state, row.reason, row.tally) == ("held", "1 of at least 2 stories", {})
    assert [planned.held for planned in strict.database.ledger.planned()] == [NOON]
    strict.publish(2)
    assert press_planned(strict.room) == (Pressed("morning", slot, 2, 1),)
    (row,) = strict.database.ledger.issues(9)
    assert (row.state, row.reason, row.tally) == ("pressed", "", {"queued": 1})


def test_an_editor_releases_a_held_issue_as_it_is(strict):
    strict.publish(1)
    slot = due(strict)
    press_planned(strict.room)
    assert press_planned(strict.room, "weekly")[0].held
    assert press_planned(strict.room, "morning") == (Pressed("morning", slot, 1, 0),)


def test_a_released_issue_with_nothing_to_run_is_still_no_empty_mail(strict):
    slot = due(strict)
    assert press_planned(strict.room) == (Pressed("morning", slot, held="0 of at least 2 stories"),)
    assert press_planned(strict.room, "morning") == (Pressed("morning", slot, skipped=EMPTY),)


def test_an_editor_skips_a_held_issue_and_its_stories_wait_for_the_next(strict):
    strict.publish(1)
    slot = due(strict)
    assert skip_held("morning", "holiday", strict.room) == ()
    press_planned(strict.room)
    assert skip_held("weekly", "holiday", strict.room) == ()
    assert skip_held("morning", "holiday", strict.room) == (Pressed("morning", slot, skipped="holiday"),)
    strict.publish(2)
    strict.clock.forward(minutes=1)
    due(strict)
    assert [pressed.stories for pressed in press_planned(strict.room)] == [2]


def test_a_held_issue_is_given_up_when_its_late_hours_have_run_out(strict):
    strict.publish(1)
    slot = due(strict)
    strict.clock.forward(hours=12)
    assert press_planned(strict.room)[0].held
    strict.clock.forward(seconds=1)
    assert press_planned(strict.room) == (
        Pressed("morning", slot, skipped="1 of at least 2 stories; held for 12 hours"),
    )


def test_a_held_issue_makes_room_for_the_next_one(strict):
    plan_due(tuple(strict.plan.newsletters.values()), strict.database.ledger, strict.clock.now())
    strict.publish(1)
    first = due(strict)
    press_planned(strict.room)
    strict.clock.forward(minutes=9)
    strict.publish(2)
    second = due(strict)
    strict.publish(3)
    assert press_planned(strict.room) == (
        Pressed("morning", first, 3, 0),
        Pressed("morning", second, held="0 of at least 2 stories"),
    )
    strict.clock.forward(minutes=9)
    third = due(strict)
    assert press_planned(strict.room) == (
        Pressed("morning", second, skipped="0 of at least 2 stories; the next issue takes its place"),
        Pressed("morning", third, held="0 of at least 2 stories"),
    )


def test_an_issue_is_held_while_too_many_sources_are_down(tmp_path):
    town = Town(str(tmp_path / "down.db"), a_newsletter(minimum=Minimum(sources_up=0.6)))
    other = Source("beacon", SourceKind.FEED, "https://beacon.example/feed", "The Beacon")
    plan = replace(town.plan, sources={**town.plan.sources, "beacon": other})
    room = replace(town.room, plan=plan)
    town.publish(1)
    town.database.articles.record_fetch("beacon", FetchState(checked=NOON, failures=3, error="no answer"))
    slot = due(town)
    assert press_planned(room) == (Pressed("morning", slot, held="1 of 2 sources up"),)
    town.database.articles.record_fetch("beacon", FetchState(checked=NOON))
    assert press_planned(room) == (Pressed("morning", slot, 1, 0),)
    town.close()

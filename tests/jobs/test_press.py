"""Press: each due slot becomes one issue or a skip with a reason, whoever asks and however often."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from making import NOON, a_newsletter
from world import Town

from digest.errors import TemplateError
from digest.jobs.press import EMPTY, MAX_WINDOW, OVERLAP, Pressed, draft, plan_due, plan_now, press_planned
from digest.model import Cadence, CatchUp


def plan(town) -> None:
    plan_due(tuple(town.plan.newsletters.values()), town.database.ledger, town.clock.now())


def test_a_new_newsletter_presses_nothing_for_the_past(town):
    plan(town)
    assert town.states() == {}
    assert town.database.ledger.cursor("morning") == NOON


def test_a_due_slot_is_pressed_once_for_every_reader(town):
    town.enrol("ida@example.com", "otto@example.com")
    plan(town)
    town.publish(1, 2)
    town.clock.forward(hours=18)
    plan(town)
    plan(town)
    assert press_planned(town.room) == (Pressed("morning", "2026-03-11T07:30", 2, 2),)
    assert press_planned(town.room) == ()
    (row,) = town.database.ledger.issues(10)
    assert (row.state, row.number, row.stories, row.tally) == ("pressed", 1, 2, {"queued": 2})
    assert row.subject == "Council approves ferry line 1"


def test_a_story_never_runs_twice_and_an_empty_issue_is_skipped_aloud(town):
    town.publish(1)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    press_planned(town.room)
    town.clock.forward(minutes=5)
    slot = plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    assert press_planned(town.room) == (Pressed("morning", slot, skipped=EMPTY),)
    assert town.states() == {"2026-03-10T14:00": "pressed", "2026-03-10T14:05": EMPTY}


def test_pressing_by_hand_twice_in_a_minute_presses_once(town):
    town.publish(1, 2)
    newsletter = town.plan.newsletters["morning"]
    assert plan_now(newsletter, town.database.ledger, NOON) == "2026-03-10T14:00"
    press_planned(town.room)
    plan_now(newsletter, town.database.ledger, NOON + timedelta(seconds=30))
    assert press_planned(town.room) == ()


def test_pressing_by_hand_leaves_the_cadence_where_it_was(town):
    plan(town)
    town.clock.forward(hours=20)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    assert town.database.ledger.cursor("morning") == NOON


def test_after_downtime_the_latest_slot_is_pressed_and_the_others_say_so(town):
    plan(town)
    town.clock.forward(days=3)
    town.publish(1)
    plan(town)
    press_planned(town.room)
    assert town.states() == {
        "2026-03-13T07:30": "pressed",
        "2026-03-12T07:30": "30 hours late",
        "2026-03-11T07:30": "2 days late",
    }


def test_catching_up_with_all_presses_each_slot_and_numbers_them_without_gaps(tmp_path):
    hourly = a_newsletter(cadence=Cadence("0 * * * *", "UTC", CatchUp.ALL))
    town = Town(str(tmp_path / "all.db"), hourly)
    plan(town)
    town.clock.forward(hours=3)
    town.publish(1)
    plan(town)
    pressed = press_planned(town.room)
    assert [(one.slot, one.skipped) for one in pressed] == [
        ("2026-03-10T13:00", ""),
        ("2026-03-10T14:00", EMPTY),
        ("2026-03-10T15:00", EMPTY),
    ]
    town.publish(2)
    town.clock.forward(hours=1)
    plan(town)
    press_planned(town.room)
    assert [(row.slot[11:], row.number) for row in town.database.ledger.issues(9) if row.state == "pressed"] == [
        ("16:00", 2),
        ("13:00", 1),
    ]
    town.close()


def test_two_schedulers_press_one_issue(town, tmp_path):
    town.publish(1)
    other = Town(str(tmp_path / "digest.db"), a_newsletter())
    label = plan_now(a_newsletter(), town.database.ledger, NOON)
    plan_now(a_newsletter(), other.database.ledger, NOON)

    def slow_proof(issue):
        assert press_planned(other.room) == (Pressed("morning", label, 1, 0),)
        return town.room.prove(issue)

    late = replace(town.room, prove=slow_proof)
    assert press_planned(late) == (Pressed("morning", label, skipped="already pressed by another process"),)
    assert town.states() == {label: "pressed"}
    other.close()


def test_a_newsletter_that_left_the_settings_is_skipped_aloud(town):
    label = plan_now(a_newsletter(id="gone"), town.database.ledger, NOON)
    reason = "its newsletter is no longer in the configuration"
    assert press_planned(town.room) == (Pressed("gone", label, skipped=reason),)


def test_a_template_fault_stops_that_issue_and_nothing_is_queued(town):
    def faulty(issue):
        raise TemplateError("issue.mjml", 7, "no")

    town.publish(1)
    town.enrol("ida@example.com")
    label = plan_now(a_newsletter(), town.database.ledger, NOON)
    broken = replace(town.room, prove=faulty)
    assert press_planned(broken) == (Pressed("morning", label, failed="issue.mjml:7: no"),)
    assert town.states() == {label: "planned"}
    assert press_planned(town.room) == (Pressed("morning", label, 1, 1),)


def test_the_first_issue_looks_back_a_day_and_later_ones_to_the_issue_before(town):
    assert draft(a_newsletter(), town.room).edition.since == NOON - timedelta(hours=24)
    town.publish(1)
    plan_now(a_newsletter(), town.database.ledger, NOON)
    press_planned(town.room)
    town.clock.forward(days=2)
    assert draft(a_newsletter(), town.room).edition.since == NOON - OVERLAP
    town.clock.forward(days=30)
    assert draft(a_newsletter(), town.room).edition.since == town.clock.now() - MAX_WINDOW


def test_a_draft_is_what_would_be_pressed_and_writes_nothing(town):
    town.publish(1, 2)
    drawn = draft(a_newsletter(), town.room)
    assert (drawn.issue.number, drawn.issue.slot, drawn.proof.issue) == (
        1,
        "2026-03-10T14:00",
        "morning@2026-03-10T14:00",
    )
    assert town.states() == {}
    plan_now(a_newsletter(), town.database.ledger, NOON)
    press_planned(town.room)
    assert town.database.ledger.proof(1) == ("morning", "2026-03-10T14:00", drawn.proof)


def test_a_draft_with_nothing_to_run_says_so(town):
    drawn = draft(a_newsletter(), town.room)
    assert (drawn.issue, drawn.proof, drawn.choice.sections) == (None, None, ())


def test_a_clock_change_presses_one_issue_a_day(tmp_path):
    night = a_newsletter(cadence=Cadence("30 3 * * *", "Europe/Kyiv", late_hours=24))
    town = Town(str(tmp_path / "night.db"), night)
    town.clock.time = datetime(2026, 10, 24, 12, tzinfo=UTC)
    plan(town)
    for number in range(1, 60):
        town.clock.forward(hours=1)
        town.publish(number)
        plan(town)
        press_planned(town.room)
    assert sorted(town.states()) == ["2026-10-25T03:30", "2026-10-26T03:30"]
    town.close()


def test_an_article_stored_while_an_issue_was_pressed_runs_in_the_next(town):
    town.publish(1)
    plan_now(a_newsletter(), town.database.ledger, NOON)
    press_planned(town.room)
    town.publish(2)
    town.clock.forward(hours=1)
    assert [story.key for story in draft(a_newsletter(), town.room).issue.stories] == [2]


def test_a_story_that_the_size_budget_took_out_runs_in_the_next_issue(town):
    town.publish(1, 2, 3)
    tight = replace(town.room, prove=lambda issue: replace(town.room.prove(issue), trimmed=2))
    plan_now(a_newsletter(), town.database.ledger, NOON)
    assert press_planned(tight)[0].stories == 1
    town.clock.forward(minutes=5)
    assert [story.key for story in draft(a_newsletter(), town.room).issue.stories] == [2, 3]

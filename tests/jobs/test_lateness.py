"""Lateness: a very late start, or a backup that is put back, sends nobody old news; what was given up is written and told."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from making import a_newsletter
from pages import a_feed
from world import ToldShelf, ToldWeb, Town

from digest.jobs.collect import Desk
from digest.jobs.deliver import deliver
from digest.jobs.lateness import drop_stale
from digest.jobs.press import EMPTY, Pressed, plan_now, press_planned
from digest.jobs.tick import tick
from digest.model import Bounds, Cadence, Minimum
from digest.ports import Balance, Expired

BOUNDS = Bounds(timedelta(hours=1), timedelta(hours=6))


def a_town(path, **changes):
    town = Town(str(path), a_newsletter(editors=("desk@lantern.example",), **changes))
    town.room = replace(town.room, letters=town.database.letters)
    return town


@pytest.fixture
def late(tmp_path):
    town = a_town(tmp_path / "late.db")
    yield town
    town.close()


def press(town, *readers):
    town.enrol(*(f"{name}@example.com" for name in readers))
    town.publish(1)
    slot = plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    assert press_planned(town.room) == (Pressed("morning", slot, 1, len(readers)),)
    return town.database.ledger.pressed("morning")


def editors_were_told(town):
    """The headings of the letters that wait for the editor."""
    claimed = town.database.letters.claim(99, "post", town.clock.now(), town.clock.now() + timedelta(hours=1))
    return [letter.order.data["heading"].rpartition(": ")[2] for letter in claimed]


def test_what_waited_too_long_is_given_up_counted_and_told_once(late):
    issue = press(late, "ida", "ivo", "una")
    assert deliver(late.office(), most=1).sent == 1
    late.clock.forward(hours=23, minutes=59)
    assert drop_stale(late.room) == ()
    late.clock.forward(minutes=1)
    assert drop_stale(late.room) == (Expired(issue.key, "morning", issue.slot, 1, 2),)
    assert drop_stale(late.room) == ()
    assert deliver(late.office()).sent == 0
    assert late.database.ledger.balance(issue.key) == Balance(3, {"sent": 1, "expired": 2})
    assert late.database.ledger.pressed("morning").sending == "done"
    assert editors_were_told(late) == ["pressed", "too late"]


def test_even_before_it_is_given_up_nothing_stale_leaves(late):
    press(late, "ida")
    late.clock.forward(hours=24)
    assert deliver(late.office()).sent == 0


def test_a_newsletter_says_itself_how_late_is_too_late(tmp_path):
    town = a_town(tmp_path / "patient.db", lateness_hours=72)
    press(town, "ida")
    town.clock.forward(hours=71)
    assert drop_stale(town.room) == ()
    assert deliver(town.office()).sent == 1
    town.close()


def test_a_backup_that_is_put_back_days_later_sends_nothing_that_it_still_holds_as_queued(late, tmp_path):
    issue = press(late, "ida", "ivo", "una")
    held = late.database.ledger.claim(1, "killed", late.clock.now(), late.clock.now())
    plan_now(late.plan.newsletters["morning"], late.database.ledger, late.clock.now().replace(minute=59))
    with (
        closing(sqlite3.connect(tmp_path / "late.db")) as live,
        closing(sqlite3.connect(tmp_path / "backup.db")) as copy,
    ):
        live.backup(copy)
    restored = a_town(tmp_path / "backup.db")
    restored.clock.time = late.clock.now()
    restored.clock.forward(days=3)
    desk = Desk(restored.database.articles, a_web(), ToldShelf(), restored.clock, bounds=BOUNDS)
    turn = tick(desk, restored.room, restored.office())
    assert (turn.deliveries.sent, restored.relay.taken, len(held)) == (0, [], 1)
    assert turn.expired == (Expired(issue.key, "morning", issue.slot, 1, 2),)
    assert turn.pressed[0] == Pressed("morning", "2026-03-10T14:59", skipped="not pressed within 24 hours")
    assert restored.database.ledger.balance(issue.key) == Balance(3, {"expired": 2, "unknown": 1})
    assert {"pressed", "skipped", "too late"} == set(editors_were_told(restored))
    restored.close()


def a_web():
    web = ToldWeb()
    web.tell("https://lantern.example/feed", a_feed())
    return web


def test_a_cadence_that_allows_more_lateness_than_that_is_heard(tmp_path):
    town = a_town(tmp_path / "weekly.db", cadence=Cadence("0 7 * * *", "Europe/Kyiv", late_hours=100))
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    town.clock.forward(hours=100)
    assert [one.skipped for one in press_planned(town.room)] == [EMPTY]  # drawn, and found to be empty
    town.close()


def test_what_an_editor_releases_goes_out_however_late(tmp_path):
    town = a_town(tmp_path / "held.db", minimum=Minimum(stories=2))
    town.publish(1)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    assert press_planned(town.room)[0].held
    town.clock.forward(hours=30)
    town.publish(2)
    assert [one.stories for one in press_planned(town.room, "morning")] == [1]
    town.close()

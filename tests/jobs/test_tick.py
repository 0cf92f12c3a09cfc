"""Tick: one turn collects what is old, presses what is due, and delivers what is queued."""

from datetime import timedelta

from pages import a_feed, a_page
from world import ToldShelf, ToldWeb

from digest.errors import SourceError
from digest.jobs.collect import Desk
from digest.jobs.press import Pressed
from digest.jobs.tick import tick
from digest.model import Bounds

FEED_URL, STORY_URL = "https://lantern.example/feed", "https://lantern.example/story/1"
BOUNDS = Bounds(timedelta(minutes=30), timedelta(hours=6))


def turn(town, web):
    desk = Desk(town.database.articles, web, ToldShelf(), town.clock, bounds=BOUNDS)
    return tick(desk, town.room, town.office())


def test_a_day_of_turns_brings_one_issue_to_each_reader(town):
    web = ToldWeb()
    web.tell(FEED_URL, a_feed(("Council approves ferry", STORY_URL, "")))
    web.tell(STORY_URL, a_page("Council approves ferry"))
    town.enrol("ida@example.com")
    turns = []
    for _ in range(24 * 4):
        turns.append(turn(town, web))
        town.clock.forward(minutes=15)
    pressed = [one for each in turns for one in each.pressed]
    assert pressed == [Pressed("morning", "2026-03-11T07:30", 1, 1)]
    assert [message.recipient for message in town.relay.taken] == ["ida@example.com"]


def test_sources_are_visited_at_their_pace_and_once_more_before_an_issue(town):
    web = ToldWeb()
    web.tell(FEED_URL, a_feed())
    assert len(turn(town, web).visits) == 1
    town.clock.forward(minutes=29)
    assert turn(town, web).visits == ()
    town.clock.forward(minutes=1)
    assert len(turn(town, web).visits) == 1
    town.clock.time = town.clock.time.replace(hour=5, minute=20) + timedelta(days=1)
    turn(town, web)
    town.clock.forward(minutes=11)
    last = turn(town, web)
    assert len(last.visits) == 1
    assert [one.slot for one in last.pressed] == ["2026-03-11T07:30"]


def test_a_tick_asks_only_who_is_due(town):
    web = ToldWeb()
    web.pages[FEED_URL] = SourceError("answered 503", status=503, retry_after="7200")
    assert [visit.error for visit in turn(town, web).visits] == ["answered 503"]
    town.clock.forward(minutes=119)
    assert turn(town, web).visits == ()
    town.clock.forward(minutes=1)
    assert len(turn(town, web).visits) == 1


def test_a_press_hurries_nobody_who_asked_for_patience_or_is_gone(town):
    web = ToldWeb()
    town.clock.time = town.clock.time.replace(hour=5, minute=20) + timedelta(days=1)
    web.pages[FEED_URL] = SourceError("answered 429", status=429, retry_after="3600")
    turn(town, web)
    town.clock.forward(minutes=11)
    last = turn(town, web)
    assert (last.visits, [one.slot for one in last.pressed]) == ((), ["2026-03-11T07:30"])

"""The pace of collecting, through the job: whom a tick asks, what a server's word changes, and where a source moved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON
from pages import a_feed, a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.adapters.database import open_database
from digest.errors import SourceError
from digest.jobs.collect import MOVED_AFTER, Desk, Visit, collect, collect_by_hand, standing
from digest.model import Caching, Pace, Source, SourceKind, TextOrigin
from digest.ports import Fetched, FetchState

FEED = Source("lantern", SourceKind.FEED, "https://lantern.example/feed.xml", "The Harbour Lantern", pages=False)
NEW = "https://new.example/feed.xml"
HOUR = timedelta(hours=1)


class World:
    """A source's server, and what is remembered of it."""

    def __init__(self, path):
        self.database = open_database(path)
        self.database.upgrade()
        self.clock, self.web = ToldClock(), ToldWeb()
        self.desk = Desk(self.database.articles, self.web, ToldShelf(), self.clock)

    def answer(self, url=FEED.location, body="", **said):
        self.web.pages[url] = Fetched(200, url, (body or a_feed()).encode(), "application/rss+xml", **said)

    def visit(self, source=FEED):
        [visit] = collect([source], self.desk)
        return visit

    def state(self, source=FEED):
        return standing(source, self.database.articles)


@pytest.fixture
def world(tmp_path):
    world = World(str(tmp_path / "digest.db"))
    yield world
    world.database.close()


def test_what_an_answer_and_its_feed_say_of_the_pace_is_remembered(world):
    body = a_feed().replace("<title>", "<ttl>240</ttl><skipHours><hour>17</hour></skipHours><title>", 1)
    world.answer(body=body, caching=Caching("max-age=600"), etag='"1"')
    assert world.visit().error == ""
    state = world.state()
    assert (state.etag, state.checked, state.location) == ('"1"', NOON, FEED.location)
    assert state.pace.rhythm.keep == 4 * HOUR
    assert state.pace.rhythm.quiet_hours == frozenset({17})
    assert state.pace.fresh_until == NOON + timedelta(minutes=10)
    assert NOON + 4 * HOUR <= state.pace.next_visit < NOON + 5 * HOUR
    world.clock.forward(hours=5)
    assert world.visit().unchanged
    assert world.state().pace.rhythm == state.pace.rhythm


def test_a_server_that_asks_for_patience_gets_it_and_the_other_source_is_none_the_slower(world):
    world.web.pages[FEED.location] = SourceError("lantern.example answered 429", status=429, retry_after="7200")
    assert world.visit().error == "lantern.example answered 429"
    state = world.state()
    assert (state.failures, state.pace.held_until, state.pace.next_visit) == (1, NOON + 2 * HOUR, NOON + 2 * HOUR)


def test_a_source_that_is_gone_is_not_planned_again_until_its_address_changes(world):
    world.web.pages[FEED.location] = SourceError("lantern.example answered 410 Gone", status=410)
    world.visit()
    assert world.state().pace.gone
    assert world.state(replace(FEED, location=NEW)) == FetchState(location=NEW)


def test_each_failure_in_a_row_waits_longer_and_a_success_starts_anew(world):
    waits = []
    for _ in range(5):
        world.visit()
        waits.append(world.state().pace.next_visit - world.clock.now())
        world.clock.forward(hours=1)
    assert waits == sorted(set(waits))
    world.answer()
    world.visit()
    assert (world.state().failures, world.state().error) == (0, "")
    assert world.state().pace.next_visit == world.clock.now() + world.desk.bounds.every


def test_what_was_known_of_another_address_is_forgotten_with_its_validators(world):
    world.answer(etag='"old"')
    world.visit()
    moved = replace(FEED, location=NEW)
    world.answer(NEW)
    world.visit(moved)
    assert [(request.url, request.etag) for request in world.web.asked] == [(FEED.location, ""), (NEW, "")]


def test_a_permanent_redirect_that_holds_is_asked_at_its_end_and_the_settings_stay_the_truth(world):
    world.answer(moved=NEW)
    world.answer(NEW)
    for _ in range(MOVED_AFTER + 2):
        world.visit()
        world.clock.forward(hours=1)
    assert [request.url for request in world.web.asked] == [FEED.location] * MOVED_AFTER + [NEW] * 2
    assert (world.state().location, world.state().moved) == (FEED.location, NEW)
    assert world.state(replace(FEED, location="https://third.example/")).moved == ""


def test_a_redirect_that_changes_its_mind_begins_anew(world):
    for target in ("https://a.example/", "https://a.example/", "https://b.example/", "", NEW):
        world.answer(moved=target)
        world.visit()
    assert (world.state().moved, world.state().moved_visits) == (NEW, 1)


def test_where_the_new_address_fails_the_settings_one_is_asked_again(world):
    world.answer(moved=NEW)
    for _ in range(MOVED_AFTER + 1):
        world.visit()
    world.visit()
    assert [request.url for request in world.web.asked] == [FEED.location] * MOVED_AFTER + [NEW, FEED.location]
    assert world.state().moved_visits == 1


def test_saved_pages_are_looked_through_at_the_pace_of_the_settings(world):
    saved = Source("dumps", SourceKind.SAVED, "pages/*", "Dumps")
    world.desk.shelf.files["pages/*"] = [SourceError("cannot be read")]
    world.visit(saved)
    assert world.state(saved).pace == Pace(next_visit=NOON + world.desk.bounds.every)


def test_pages_and_pages_of_links_ask_the_robots_txt_and_feeds_and_sites_of_our_own_do_not(world):
    own = replace(FEED, id="own", location="https://own.example/feed", pages=True, robots=False)
    other = replace(FEED, id="other", location="https://other.example/feed", pages=True)
    links = Source("links", SourceKind.LISTING, "https://links.example/", "Links", select="a")
    world.answer(own.location, a_feed(("Own", "https://own.example/1", "")))
    world.answer(other.location, a_feed(("Other", "https://other.example/1", ""), ("Own", "https://own.example/1", "")))
    collect([own, other, links, replace(links, id="ours", robots=False)], world.desk)
    assert {(request.key, request.robots) for request in world.web.asked} == {
        ("own", False),
        ("other", False),
        ("links", True),
        ("ours", False),
        ("https://other.example/1", True),
        ("https://own.example/1", False),
    }


def test_by_hand_all_are_asked_but_who_asked_for_patience_or_is_gone(world):
    busy, gone, well = (
        replace(FEED, id=name, location=f"https://{name}.example/") for name in ("busy", "gone", "well")
    )
    world.web.pages[busy.location] = SourceError("busy.example answered 429", status=429, retry_after="7200")
    world.web.pages[gone.location] = SourceError("gone.example answered 410", status=410)
    world.answer(well.location)
    collect([busy, gone, well], world.desk)
    assert collect_by_hand([busy, gone, well], world.desk) == (
        Visit("busy", held="it asked not to be asked before 2026-03-10 14:00:00+00:00"),
        Visit("gone", held="it answered that it is gone for good"),
        Visit("well"),
    )
    assert [visit.error for visit in collect_by_hand([busy, gone], world.desk, force=True)] == [
        "busy.example answered 429",
        "gone.example answered 410",
    ]
    world.clock.forward(hours=2)
    assert collect_by_hand([busy], world.desk)[0].error


def paged(world, dek):
    """A source whose one story has a page, which its host does not give just now."""
    source, page = replace(FEED, pages=True), "https://lantern.example/1"
    world.answer(body=a_feed(("Ferry", page, dek)), etag='"1"')
    world.web.pages[page] = SourceError("lantern.example answered 429", status=429, retry_after="60")
    return source, page


def test_a_story_whose_host_has_enough_runs_with_the_feeds_text_until_its_page_can_be_read(world):
    source, page = paged(
        world, "The council met in the harbour hall and agreed to a new ferry after a debate of six hours."
    )
    for _ in range(5):
        assert world.visit(source).problems == (f"{page}: lantern.example answered 429",)
        world.clock.forward(hours=1)
    since, until = NOON - HOUR, NOON + 9 * HOUR
    [before] = world.database.articles.candidates("any", since, until)
    world.web.tell(page, a_page("Ferry"))
    assert world.visit(source).revised == 1
    [after] = world.database.articles.candidates("any", since, until)
    assert (before.article.origin, after.article.origin) == (TextOrigin.FEED, TextOrigin.PAGE)
    assert (before.key, before.first_seen) == (after.key, after.first_seen)
    assert world.visit(source).unchanged


def test_a_host_that_has_enough_for_long_costs_no_story(world):
    source, page = paged(world, "")
    for _ in range(5):
        world.visit(source)
    world.web.tell(page, a_page("Ferry"))
    assert world.visit(source).new == 1

"""Hubs, through the jobs: found, asked, answered; what they send is a visit, and what they lose the daily visit finds."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from making import NOON, a_newsletter
from pages import a_feed, a_page
from world import ToldShelf, ToldWeb, Town

from digest.errors import SourceError
from digest.jobs.collect import Desk, Visit, collect
from digest.jobs.hubs import Exchange, Ping, answer_hub, ask_hubs, is_ours, read_ping
from digest.jobs.tick import tick
from digest.model import Lease
from digest.ports import Fetched

FEED_URL, STORY, SECOND = "https://lantern.example/feed", "https://lantern.example/1", "https://lantern.example/2"
HUB = "https://hub.example/"
LINKS = (f'<{HUB}>; rel="hub"', f'<{FEED_URL}>; rel="self"')
QUERY = {"hub.mode": "subscribe", "hub.topic": FEED_URL, "hub.challenge": "abc", "hub.lease_seconds": "864000"}
HOUR = timedelta(hours=1)


class World(Town):
    """A town whose one source has a hub, and the exchange with it."""

    def __init__(self, path):
        super().__init__(path, a_newsletter())
        self.web, words = ToldWeb(), count(1)
        self.desk = Desk(self.database.articles, self.web, ToldShelf(), self.clock)
        self.source = self.plan.sources["lantern"]
        self.exchange = Exchange(
            self.desk, self.database.leases, self.plan.sources, "https://news.example/", lambda: f"word-{next(words)}"
        )
        self.answer(("Council approves ferry", STORY, ""))
        self.web.pages[HUB] = Fetched(202, HUB, b"")
        for page in (STORY, SECOND):
            self.web.tell(page, a_page("Council approves ferry"))

    def answer(self, *items, links=LINKS, **said):
        self.web.pages[FEED_URL] = Fetched(200, FEED_URL, a_feed(*items).encode(), links=links, **said)

    def tick(self):
        return tick(self.desk, self.room, self.office(), self.exchange)

    def lease(self):
        return next(iter(self.database.leases.all()), None)

    def subscribe(self):
        """Visit the source, ask its hub, and be made sure of."""
        self.tick()
        assert answer_hub(self.exchange, self.lease().token, QUERY) == "abc"

    def forms(self):
        return [dict(request.form) for request in self.web.asked if request.form]

    def ping(self, body, *, secret=None, token=None):
        raw = body.encode()
        key = (secret or self.lease().secret).encode()
        signature = "sha256=" + hmac.new(key, raw, hashlib.sha256).hexdigest()
        return read_ping(self.exchange, token or self.lease().token, Ping(signature, "application/rss+xml", raw))


@pytest.fixture
def world(tmp_path):
    world = World(str(tmp_path / "digest.db"))
    yield world
    world.close()


def test_a_hub_that_a_feed_names_is_asked_once_and_its_question_answered(world):
    world.tick()
    assert world.forms() == [
        {
            "hub.callback": "https://news.example/websub/word-1",
            "hub.mode": "subscribe",
            "hub.topic": FEED_URL,
            "hub.lease_seconds": "864000",
            "hub.secret": "word-2",
        }
    ]
    assert world.lease() == Lease("lantern", HUB, FEED_URL, "word-1", "word-2", asked=NOON)
    assert answer_hub(world.exchange, "word-9", QUERY) is None
    assert answer_hub(world.exchange, "word-1", QUERY | {"hub.mode": "unsubscribe"}) is None
    assert answer_hub(world.exchange, "word-1", QUERY) == "abc"
    assert world.lease().until == NOON + timedelta(days=10)
    world.tick()
    assert len(world.forms()) == 1


def test_a_lease_is_renewed_at_the_same_address_before_it_runs_out(world):
    world.subscribe()
    world.clock.forward(days=9, hours=1)
    world.tick()
    assert [form["hub.callback"] for form in world.forms()] == ["https://news.example/websub/word-1"] * 2
    assert world.lease().is_live(world.clock.now())
    assert answer_hub(world.exchange, "word-1", QUERY) == "abc"
    assert world.lease().until == world.clock.now() + timedelta(days=10)


def test_a_hub_that_refuses_is_told_of_and_left_alone_for_a_while(world):
    world.web.pages[HUB] = SourceError("hub.example answered 500")
    assert world.tick().problems == ("lantern: its hub: hub.example answered 500",)
    assert ask_hubs(world.exchange) == ()
    world.clock.forward(hours=6)
    assert ask_hubs(world.exchange) == ("lantern: its hub: hub.example answered 500",)


def test_a_hub_that_takes_its_word_back_makes_the_source_be_polled_again(world):
    world.subscribe()
    assert answer_hub(world.exchange, "word-1", {"hub.mode": "denied", "hub.topic": FEED_URL}) == ""
    assert not world.lease().is_live(NOON)
    world.clock.forward(hours=5)
    assert len(world.tick().visits) == 1


def test_a_source_whose_hub_tells_us_is_visited_once_a_day_and_no_press_hurries_it(world):
    world.subscribe()
    visits = 0
    for _ in range(47):
        world.clock.forward(hours=0.5)
        visits += len(world.tick().visits)
    assert visits == 0
    world.clock.forward(hours=0.5)
    assert len(world.tick().visits) == 1


def test_a_feed_that_names_no_hub_any_more_is_polled_when_the_lease_is_over(world):
    world.subscribe()
    world.answer(links=())
    world.clock.forward(days=11)
    world.tick()
    assert len(world.forms()) == 1
    world.clock.forward(hours=7)
    assert len(world.tick().visits) == 1


def test_what_a_hub_sends_is_recorded_as_a_visit_without_asking_the_source(world):
    world.answer(("Council approves ferry", STORY, ""), etag='"1"')
    world.subscribe()
    asked = len(world.web.asked)
    world.clock.forward(hours=1)
    assert world.ping(a_feed(("A second boat", SECOND, ""))) == Visit("lantern", listed=1, new=1)
    assert [request.url for request in world.web.asked[asked:]] == [SECOND]
    state = world.database.articles.fetch_state("lantern")
    assert (state.etag, state.checked, state.hubs.addresses) == ('"1"', NOON + HOUR, (HUB,))


def test_a_wrong_signature_changes_nothing(world):
    world.subscribe()
    asked = len(world.web.asked)
    world.clock.forward(hours=1)
    assert world.ping(a_feed(("Forged", SECOND, "")), secret="guess") is None
    assert world.ping("", secret="guess") is None
    assert world.ping(a_feed(), secret="x", token="unknown") is None
    assert len(world.web.asked) == asked


@pytest.mark.parametrize("body", ["", "   ", "something is new", "<html><body>new</body></html>"])
def test_a_ping_without_a_feed_makes_a_visit(world, body):
    world.subscribe()
    world.answer(("Council approves ferry", STORY, ""), ("A second boat", SECOND, ""))
    world.clock.forward(hours=1)
    visit = world.ping(body)
    assert (visit.error, visit.listed, visit.new) == ("", 2, 1)
    assert world.database.articles.fetch_state("lantern").failures == 0


def test_a_ping_right_after_a_visit_is_left_to_the_next_tick(world):
    world.subscribe()
    asked = len(world.web.asked)
    assert world.ping("") is None
    assert len(world.web.asked) == asked
    assert len(world.tick().visits) == 1
    assert world.tick().visits == ()


def test_a_ping_does_not_hurry_a_source_that_asked_for_patience(world):
    world.subscribe()
    world.web.pages[FEED_URL] = SourceError("answered 429", status=429, retry_after="7200")
    collect([world.source], world.desk)
    world.clock.forward(hours=1)
    assert world.ping("") is None
    world.clock.forward(hours=2)
    assert world.ping("").error == "answered 429"


def test_where_no_secret_could_be_told_a_ping_only_makes_a_visit(world):
    world.exchange.leases.record(Lease("lantern", "http://hub.example/", FEED_URL, "plain", "secret"))
    assert world.ping(a_feed(("Forged", SECOND, "")), token="plain") == Visit("lantern", listed=1, new=1)
    assert [request.url for request in world.web.asked] == [FEED_URL, STORY]


def test_a_source_that_left_the_settings_is_told_no_more(world):
    world.subscribe()
    gone = replace(world.exchange, sources={})
    assert is_ours(world.exchange, "word-1")
    assert not is_ours(gone, "word-1")
    assert answer_hub(gone, "word-1", QUERY) is None
    assert read_ping(gone, "word-1", Ping("", "", b"")) is None
    assert ask_hubs(gone) == ()


def test_before_a_source_was_visited_no_hub_is_known(world):
    assert (ask_hubs(world.exchange), world.forms()) == ((), [])

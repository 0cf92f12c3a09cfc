"""Identity: whatever a feed does to names, dates and addresses, a story is news once."""

import re
from dataclasses import replace

import pytest
from making import a_newsletter
from pages import a_feed, a_page
from world import ToldShelf, ToldWeb, Town

from digest.jobs.collect import Desk, collect
from digest.jobs.picking import own_address
from digest.jobs.press import EMPTY, draft, plan_now, press_planned
from digest.jobs.why import why
from digest.model import Source, SourceKind

FEED = Source("lantern", SourceKind.FEED, "https://lantern.example/feed.xml", "The Harbour Lantern")
OTHER = Source("sport", SourceKind.FEED, "https://lantern.example/sport.xml", "The Harbour Lantern")
ONE, TWO = "https://lantern.example/story/1", "https://lantern.example/story/2"
PROSE = "The harbour council met on Tuesday to talk about the {} for six long hours in the old custom house."


class Paper:
    """A town that collects from a feed and presses on demand."""

    def __init__(self, path: str) -> None:
        self.town, self.web = Town(path, a_newsletter()), ToldWeb()
        self.desk = Desk(self.town.database.articles, self.web, ToldShelf(), self.town.clock)

    def visit(self, feed: str, source: Source = FEED) -> None:
        self.web.tell(source.location, feed)
        collect([source], self.desk)

    def press(self):
        self.town.clock.forward(hours=1)
        plan_now(self.town.plan.newsletters["morning"], self.town.database.ledger, self.town.clock.now())
        return press_planned(self.town.room)[-1]


@pytest.fixture
def paper(tmp_path):
    paper = Paper(str(tmp_path / "paper.db"))
    paper.web.tell(ONE, a_page("Council approves ferry", PROSE.format("ferry")))
    paper.web.tell(TWO, a_page("Bridge opens", PROSE.format("bridge")))
    yield paper
    paper.town.close()


def guid(feed: str, name: str) -> str:
    return re.sub(r"<guid[^>]*>.*?</guid>", "", feed).replace(
        "</item>", f"<guid isPermaLink='false'>{name}</guid></item>"
    )


FERRY = a_feed(("Council approves ferry", ONE, "A ferry."))


def test_a_feed_whose_dates_all_move_forward_brings_no_news(paper):
    paper.visit(a_feed(("Council approves ferry", ONE, "A ferry."), ("Bridge opens", TWO, "A bridge.")))
    assert paper.press().stories == 2
    moved = a_feed(("Council approves ferry", ONE, "A ferry."), ("Bridge opens", TWO, "A bridge."))
    paper.visit(moved.replace("10 Mar 2026", "11 Mar 2026"))
    assert paper.press().skipped == EMPTY


@pytest.mark.parametrize(
    "address",
    [
        ONE,
        "https://lantern.example/a/renamed",
        "http://www.lantern.example/town/ferry?utm_source=mail",
        "https://lantern.example/?p=1",
    ],
)
def test_a_story_is_known_by_its_guid_the_end_of_its_redirects_and_what_its_page_calls_itself(paper, address):
    page = a_page("Council approves ferry", PROSE.format("ferry"))
    own = "<link rel='canonical' href='https://lantern.example/a/renamed'></head>"
    paper.web.tell(ONE, page.replace("</head>", own))
    paper.web.pages[ONE] = replace(paper.web.pages[ONE], url="https://lantern.example/town/ferry")
    paper.visit(guid(FERRY, "https://lantern.example/?p=1"))
    found = why(address, [], "morning", paper.town.room)
    assert (found["collected"], found["stands_at"]) == (True, ONE)
    assert not why("https://lantern.example/", [], "morning", paper.town.room)["collected"]
    assert own_address(address, paper.town.database.articles) == ONE


def test_a_redirect_to_a_front_page_makes_the_front_page_no_story(paper):
    paper.web.pages[ONE] = replace(paper.web.pages[ONE], url="https://lantern.example/")
    paper.visit(FERRY)
    assert not why("https://lantern.example/", [], "morning", paper.town.room)["collected"]


def test_a_guid_that_changes_each_time_makes_no_new_story(paper):
    paper.visit(guid(FERRY, "first"))
    assert paper.press().stories == 1
    for number in range(3):
        paper.visit(guid(FERRY, f"name {number}"))
    assert paper.press().skipped == EMPTY


@pytest.mark.parametrize(
    "address",
    [
        "http://lantern.example/story/1",
        "https://www.lantern.example/story/1/",
        "https://m.lantern.example/story/1?utm_source=feed",
        "https://lantern.example/story/1/amp",
        "https://lantern-example.cdn.ampproject.org/c/s/lantern.example/story/1",
    ],
)
def test_another_face_of_an_address_makes_no_new_story(paper, address):
    paper.visit(guid(FERRY, "first"))
    assert paper.press().stories == 1
    paper.web.tell(address, a_page("Council approves ferry", PROSE.format("ferry")))
    paper.visit(guid(FERRY.replace(ONE, address), "second"))
    assert paper.press().skipped == EMPTY


def test_a_story_that_moves_to_a_new_address_under_its_old_name_stays_one(paper):
    paper.visit(guid(FERRY, "first"))
    assert paper.press().stories == 1
    paper.web.tell(TWO, a_page("Council approves ferry", PROSE.format("ferry")))
    paper.visit(guid(FERRY.replace(ONE, TWO), "first"))
    paper.visit(guid(FERRY.replace(ONE, TWO).replace("A ferry.", "A boat."), "first"))
    assert paper.press().skipped == EMPTY


def test_a_story_in_two_feeds_of_one_site_runs_once(paper):
    paper.visit(FERRY)
    paper.visit(FERRY.replace(ONE, f"{ONE}?utm_source=sport"), OTHER)
    paper.web.tell(f"{ONE}?utm_source=sport", a_page("Council approves ferry", PROSE.format("ferry")))
    assert paper.press().stories == 1
    assert paper.press().skipped == EMPTY


def test_a_new_sources_old_stories_are_no_news_and_are_accounted_for(paper):
    both = a_feed(("Council approves ferry", ONE, "A ferry."), ("Bridge opens", TWO, "A bridge."))
    paper.visit(both.replace("10 Mar 2026", "03 Mar 2026", 1))
    choice = draft(paper.town.plan.newsletters["morning"], paper.town.room).choice
    assert [out.reason for out in choice.left_out] == ["old: published 2026-03-03, long before this issue's window"]
    assert paper.press().stories == 1

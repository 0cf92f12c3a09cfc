"""Collect: new articles come in, nothing comes in twice, and what cannot be read is told and tried again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON
from pages import MORE_PROSE, PARAGRAPHS, a_feed, a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.adapters.database import open_database
from digest.errors import SourceError
from digest.jobs.collect import MAX_ATTEMPTS, Desk, Visit, collect
from digest.model import SiteRules, Source, SourceKind, TextOrigin
from digest.ports import Fetched, SavedPage

FEED = Source("lantern", SourceKind.FEED, "https://lantern.example/feed.xml", "The Harbour Lantern")
LISTING = Source("front", SourceKind.LISTING, "https://front.example/", "Front", select="ul a", language="en")
SAVED = Source("dumps", SourceKind.SAVED, "pages/*", "Dumps", language="en")

ONE, TWO = "https://lantern.example/story/1", "https://lantern.example/story/2"


class World:
    """A database, a web and a shelf, and the desk over them."""

    def __init__(self, url: str) -> None:
        self.database = open_database(url)
        self.database.upgrade()
        self.clock, self.web, self.shelf = ToldClock(), ToldWeb(), ToldShelf()
        self.desk = Desk(self.database.articles, self.web, self.shelf, self.clock)

    def collect(self, *sources: Source) -> tuple[Visit, ...]:
        return collect(sources, self.desk)

    def stored(self) -> list:
        since = NOON - timedelta(days=1)
        return list(self.database.articles.candidates("any", since, self.clock.time))


@pytest.fixture
def world(tmp_path):
    world = World(str(tmp_path / "digest.db"))
    yield world
    world.database.close()


def test_a_new_article_is_stored_with_its_brief(world):
    world.web.tell(FEED.location, a_feed(("Council approves ferry", ONE, "A ferry.")))
    world.web.tell(ONE, a_page("Council approves ferry"))
    assert world.collect(FEED) == (Visit("lantern", listed=1, new=1),)
    (candidate,) = world.stored()
    assert candidate.article.entry.headline == "Council approves ferry"
    assert candidate.article.text.startswith(PARAGRAPHS[0])
    assert candidate.article.language == "en"
    assert candidate.brief.lede.text == PARAGRAPHS[0]
    assert [quote.speaker for quote in candidate.brief.quotes] == ["Mara Venn"]
    assert candidate.first_seen == NOON


def test_an_unchanged_feed_costs_one_conditional_request(world):
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")), etag='"1"')
    world.web.tell(ONE, a_page("Ferry"))
    world.collect(FEED)
    world.web.asked.clear()
    assert world.collect(FEED) == (Visit("lantern", unchanged=True),)
    assert [(request.url, request.etag) for request in world.web.asked] == [(FEED.location, '"1"')]


def test_a_known_item_is_not_fetched_again_even_where_its_date_moved(world):
    feed = a_feed(("Ferry", ONE, ""))
    world.web.tell(FEED.location, feed)
    world.web.tell(ONE, a_page("Ferry"))
    world.collect(FEED)
    world.web.asked.clear()
    world.web.tell(FEED.location, feed.replace("10 Mar 2026", "11 Mar 2026"))
    assert world.collect(FEED) == (Visit("lantern", listed=1),)
    assert [request.url for request in world.web.asked] == [FEED.location]


def test_an_item_without_a_headline_gets_its_pages_and_is_not_taken_for_revised(world):
    world.web.tell(FEED.location, a_feed(("", ONE, "")))
    world.web.tell(ONE, a_page("Council approves ferry"))
    assert world.collect(FEED) == (Visit("lantern", listed=1, new=1),)
    assert world.collect(FEED) == (Visit("lantern", listed=1),)
    assert [candidate.article.entry.headline for candidate in world.stored()] == ["Council approves ferry"]


def test_the_rules_of_a_site_are_heeded_and_one_that_gives_nothing_is_told(world):
    rules = (SiteRules("lantern.example", drop=("p + p",), title="title"), SiteRules("front.example", keep=(".gone",)))
    world.web.tell(FEED.location, a_feed(("From the feed", ONE, ""), ("Other", "https://front.example/a", "")))
    world.web.tell(ONE, a_page("Council approves ferry"))
    world.web.tell("https://front.example/a", a_page("Bridge opens"))
    (visit,) = world.collect(replace(FEED, rules=rules))
    assert visit.problems == ("https://front.example/a: the rule keep '.gone' of front.example gives nothing",)
    ruled, plain = world.stored()
    assert (ruled.article.entry.headline, ruled.article.text) == ("Council approves ferry", PARAGRAPHS[0])
    assert (plain.article.entry.headline, plain.article.text.split("\n")[: len(PARAGRAPHS)]) == ("Other", PARAGRAPHS)


def test_a_changed_headline_revises_the_article_and_keeps_its_first_sighting(world):
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")))
    world.web.tell(ONE, a_page("Ferry"))
    world.collect(FEED)
    world.clock.forward(hours=1)
    world.web.tell(FEED.location, a_feed(("Ferry approved at last", ONE, "")))
    assert world.collect(FEED) == (Visit("lantern", listed=1, revised=1),)
    (candidate,) = world.stored()
    assert candidate.article.entry.headline == "Ferry approved at last"
    assert (candidate.first_seen, candidate.revised) == (NOON, NOON + timedelta(hours=1))


def test_a_page_that_fails_leaves_the_story_with_the_feeds_own_text(world):
    dek = "The harbour council approved a new ferry line on Tuesday after a debate of six hours."
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, dek)), etag='"1"')
    (visit,) = world.collect(FEED)
    assert (visit.new, visit.problems) == (1, (f"{ONE}: {ONE} answered 404 Not Found",))
    (candidate,) = world.stored()
    assert (candidate.article.text, candidate.article.origin) == (dek, TextOrigin.FEED)
    assert world.collect(FEED)[0].unchanged


def test_a_page_without_text_is_tried_at_three_visits_and_then_left(world):
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")), etag='"1"')
    world.web.tell(ONE, "<html><body><nav>Menu</nav></body></html>")
    for _ in range(MAX_ATTEMPTS):
        (visit,) = world.collect(FEED)
        assert not visit.unchanged
        assert [problem.split(": ")[0] for problem in visit.problems] == [ONE]
    assert world.collect(FEED)[0].unchanged
    assert world.stored() == []
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")), etag='"2"')
    assert world.collect(FEED) == (Visit("lantern", listed=1),)


def test_a_page_that_comes_late_is_still_read(world):
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")), etag='"1"')
    world.collect(FEED)
    world.web.tell(ONE, a_page("Ferry"))
    assert world.collect(FEED) == (Visit("lantern", listed=1, new=1),)
    assert len(world.stored()) == 1


def test_a_failing_source_is_told_and_stops_no_other(world):
    bad = Source("bad", SourceKind.FEED, "https://bad.example/feed", "Bad")
    html = Source("html", SourceKind.FEED, "https://html.example/feed", "Html")
    world.web.tell(html.location, "<!doctype html><title>Please log in</title><p>Not a feed")
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")))
    world.web.tell(ONE, a_page("Ferry"))
    first, second, third = world.collect(bad, html, FEED)
    assert (first.source, first.error) == ("bad", "https://bad.example/feed answered 404 Not Found")
    assert second.source == "html"
    assert "HTML" in second.error
    assert third == Visit("lantern", listed=1, new=1)
    state = world.database.articles.fetch_state("bad")
    assert (state.failures, state.error, state.checked) == (1, first.error, NOON)
    world.collect(bad)
    assert world.database.articles.fetch_state("bad").failures == 2


def test_a_source_that_recovers_starts_counting_anew(world):
    world.collect(FEED)
    world.web.tell(FEED.location, a_feed(), etag='"1"')
    world.collect(FEED)
    world.collect(FEED)
    assert world.database.articles.fetch_state("lantern").failures == 0


def test_a_feed_may_be_its_own_text_and_then_no_page_is_fetched(world):
    source = Source("lantern", SourceKind.FEED, FEED.location, "Lantern", language="de", pages=False)
    dek = "Der Hafenrat hat am Dienstag nach sechs Stunden eine neue Linie der Fähre beschlossen."
    world.web.tell(FEED.location, a_feed(("Fähre", ONE, dek), ("Kurz", TWO, "")))
    (visit,) = world.collect(source)
    assert (visit.listed, visit.new, len(visit.problems)) == (2, 1, 1)
    assert [request.url for request in world.web.asked] == [FEED.location]
    assert world.stored()[0].article.entry.language == "de"


def test_an_item_that_is_listed_twice_is_read_once(world):
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, ""), ("Ferry, again", ONE, "")))
    world.web.tell(ONE, a_page("Ferry"))
    assert world.collect(FEED) == (Visit("lantern", listed=1, new=1),)
    assert world.stored()[0].article.entry.headline == "Ferry"


def test_two_sources_with_one_address_share_the_article(world):
    wire = Source("wire", SourceKind.FEED, "https://wire.example/feed", "Wire")
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")))
    world.web.tell(wire.location, a_feed(("Ferry line", ONE + "?utm_source=wire", "")))
    world.web.tell(ONE, a_page("Ferry"))
    world.web.tell(ONE + "?utm_source=wire", a_page("Ferry"))
    world.collect(FEED, wire)
    assert len(world.stored()) == 1


def test_a_list_page_is_a_source_too(world):
    world.web.tell(LISTING.location, '<ul><li><a href="/story/1">Council approves a ferry line</a></ul>')
    world.web.tell("https://front.example/story/1", a_page("Council approves a ferry line"))
    assert world.collect(LISTING) == (Visit("front", listed=1, new=1),)
    assert world.stored()[0].article.entry.source == "front"


def test_saved_pages_and_text_dumps_are_read_by_what_they_are(world):
    html = SavedPage("file:///pages/1.html", a_page("Council approves ferry").encode(), NOON)
    dump = SavedPage("file:///pages/2.txt", "\n\n".join((*PARAGRAPHS, *MORE_PROSE)).encode(), NOON)
    empty = SavedPage("file:///pages/3.html", b"<html></html>", NOON)
    world.shelf.files[SAVED.location] = [html, dump, empty, SourceError("pages/4.html: Permission denied")]
    (visit,) = world.collect(SAVED)
    assert (visit.listed, visit.new) == (4, 2)
    assert sorted(problem.split(":")[0] for problem in visit.problems) == ["file", "pages/4.html"]
    assert [candidate.article.entry.url for candidate in world.stored()] == [html.url, dump.url]
    assert world.collect(SAVED)[0].new == 0


def test_a_saved_page_whose_words_changed_is_revised(world):
    page = SavedPage("file:///pages/1.html", a_page("Ferry").encode(), NOON)
    world.shelf.files[SAVED.location] = [page]
    world.collect(SAVED)
    changed = a_page("Ferry", "The harbour council has turned its decision around after a short night.", *MORE_PROSE)
    world.shelf.files[SAVED.location] = [SavedPage(page.url, changed.encode(), NOON)]
    assert world.collect(SAVED) == (Visit("dumps", listed=1, revised=1),)


def test_a_glob_that_matches_nothing_is_a_failure_of_that_source(world):
    assert world.collect(SAVED) == (Visit("dumps", error="no file matches pages/*"),)


def test_progress_is_told_for_sources_and_articles(world):
    told = []
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, "")))
    world.web.tell(ONE, a_page("Ferry"))
    collect([FEED], world.desk, lambda *step: told.append(step))
    assert told == [("Reading sources", 1, 1), ("Reading articles", 1, 1)]


def test_a_fetch_that_dies_half_way_records_no_validators(world):
    class DyingWeb(ToldWeb):
        def fetch(self, requests):
            for request, answer in super().fetch(requests):
                if request.url == TWO:
                    raise KeyboardInterrupt
                yield request, answer

    world.web = DyingWeb()
    world.desk = Desk(world.database.articles, world.web, world.shelf, world.clock)
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, ""), ("Tram", TWO, "")), etag='"1"')
    world.web.tell(ONE, a_page("Ferry"))
    with pytest.raises(KeyboardInterrupt):
        world.collect(FEED)
    assert world.database.articles.fetch_state("lantern").etag == ""
    assert len(world.stored()) == 1


def test_an_answer_of_another_kind_is_read_as_what_it_is(world):
    world.web.pages[FEED.location] = Fetched(
        200,
        FEED.location,
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "L", "items": []}',
        "application/feed+json",
    )
    assert world.collect(FEED) == (Visit("lantern"),)


def test_the_same_words_under_another_standfirst_have_one_fingerprint(world):
    wire = Source("wire", SourceKind.FEED, "https://wire.example/feed", "Wire")
    other = "https://wire.example/1"
    dek = "A boat to the north bank after ten long years of waiting."
    world.web.tell(FEED.location, a_feed(("Ferry", ONE, dek)))
    world.web.tell(wire.location, a_feed(("Ferry line", other, "")))
    world.web.tell(ONE, a_page("Ferry", dek, *PARAGRAPHS, *MORE_PROSE))
    world.web.tell(other, a_page("Ferry line", *PARAGRAPHS, *MORE_PROSE))
    world.collect(FEED, wire)
    first, second = world.stored()
    assert first.article.text.startswith(dek)
    assert first.fingerprint == second.fingerprint

"""Picking: an editor's word on a story holds over every rule, and is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON, a_newsletter
from oracle import TEXT
from pages import a_page
from world import ToldShelf, ToldWeb, Town

from digest.collector import canonical_url
from digest.errors import ArticleError, DigestError, ModelError, SourceError
from digest.jobs import picking
from digest.jobs.collect import Desk
from digest.jobs.press import draft
from digest.model import Pick, Pin, PinPlace, Section, SectionKind
from digest.ports import HandPick

PLACES = (Section(SectionKind.TOP, 1), Section(SectionKind.PICKS, 2), Section(SectionKind.MORE, 9))
URL = "https://lantern.example/story/{}"


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "picks.db"), a_newsletter(sections=PLACES))
    town.room = replace(town.room, picks=town.database.picks)
    town.publish(1, 2, 3)
    yield town
    town.close()


def pick(town, number: int, place: str = "any", *, pinned: bool = False, until=None) -> None:
    town.database.picks.put(HandPick("morning", URL.format(number), place, pinned, town.clock.now(), until))


def drawn(town):
    return draft(town.plan.newsletters["morning"], town.room)


def ran(town) -> list[tuple[str, int]]:
    return [(section.kind.value, story.key) for section in drawn(town).choice.sections for story in section.stories]


def test_a_pinned_story_leads_and_a_picked_one_stands_among_the_picks(town):
    assert ran(town) == [("top", 1), ("more", 2), ("more", 3)]
    pick(town, 3, pinned=True)
    pick(town, 2, "picks")
    assert ran(town) == [("top", 3), ("picks", 2), ("more", 1)]
    assert "pinned by the editor" in drawn(town).choice.sections[0].stories[0].reason


def test_a_dropped_story_is_left_out_with_the_reason(town):
    pick(town, 1, "out")
    assert ran(town) == [("top", 2), ("more", 3)]
    (out,) = drawn(town).choice.left_out
    assert (out.key, out.reason) == (1, "dropped by the editor")


def test_a_pick_holds_until_its_day_is_over(town):
    pick(town, 1, "out", until=NOON + timedelta(hours=1))
    assert len(ran(town)) == 2
    town.clock.forward(hours=2)
    assert len(ran(town)) == 3


def test_an_old_story_runs_where_it_is_picked(town):
    town.clock.forward(days=5)
    assert ran(town) == []
    pick(town, 2, "top")
    assert ran(town) == [("top", 2)]


def test_picks_of_the_settings_know_a_story_by_any_face_of_its_address(town):
    faced = Pick(url="http://www.lantern.example/story/3?utm_source=desk")
    pins = (Pin(Pick(url="https://m.lantern.example/story/2"), PinPlace.NEVER), Pin(Pick(category="Sport")))
    town.plan.newsletters["morning"] = a_newsletter(sections=PLACES, picks=(faced, Pick(category="Sport")), pins=pins)
    assert ran(town) == [("top", 1), ("picks", 3)] or ran(town) == [("picks", 3), ("top", 1)]


def bring(url: str, sources, desk):
    """Bring a story, and return it as it is stored."""
    picking.bring(url, sources, desk)
    return desk.articles.find(canonical_url(url))


@pytest.fixture
def desk(town):
    return Desk(town.database.articles, ToldWeb(), ToldShelf(), town.clock)


def test_a_story_that_is_stored_is_not_fetched_again(town, desk):
    assert bring("http://www.lantern.example/story/1?utm_source=x", [], desk).key == 1
    assert desk.fetcher.asked == []


def test_a_story_that_nobody_listed_is_fetched_and_credited_to_its_host(town, desk):
    url = "https://beacon.example/bridge"
    desk.fetcher.tell(url, a_page("A bridge opens"))
    found = bring(url, town.plan.sources.values(), desk)
    assert found.article.entry.headline == "A bridge opens"
    town.database.picks.put(HandPick("morning", url, "top", True, town.clock.now()))
    top = drawn(town).choice.sections[0].stories[0]
    assert (top.key, top.source_title) == (found.key, "beacon.example")


class Undecided:
    """A model that gives no answer."""

    name = "small-model"

    def choose(self, about, passages):
        raise ModelError("the model has nothing to say")


def test_a_story_that_is_brought_keeps_our_order_where_the_model_has_none(town, desk):
    url = "https://beacon.example/bridge"
    desk.fetcher.tell(url, a_page("A bridge opens", *TEXT.split("\n")))
    plain = bring(url, [], replace(desk, chooser=None)).brief
    assert len(plain.quotes) > 1
    other = "https://beacon.example/other"
    desk.fetcher.tell(other, a_page("Another bridge opens", *TEXT.split("\n")))
    found = bring(other, [], replace(desk, chooser=Undecided()))
    assert ([quote.words for quote in found.brief.quotes], found.brief.chosen_by) == (
        [quote.words for quote in plain.quotes],
        "",
    )


def test_a_story_on_a_sources_own_host_is_that_sources(town, desk):
    url = "https://lantern.example/unlisted"
    desk.fetcher.tell(url, a_page("A bridge opens"))
    assert bring(url, town.plan.sources.values(), desk).article.entry.source == "lantern"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://lantern.example/1", "lantern.example", ""])
def test_what_is_no_web_address_is_refused(desk, url):
    with pytest.raises(SourceError, match="is no web address"):
        bring(url, [], desk)


def test_a_page_that_is_not_there_or_holds_no_article_is_told(desk):
    with pytest.raises(SourceError, match="404"):
        bring("https://lantern.example/nothing", [], desk)
    desk.fetcher.tell("https://lantern.example/empty", "<html><body></body></html>")
    with pytest.raises(ArticleError):
        bring("https://lantern.example/empty", [], desk)


def test_an_entry_keeps_the_address_that_was_picked(town, desk):
    url = "https://beacon.example/short"
    canonical = a_page("A bridge opens").replace(
        "<title>", '<link rel="canonical" href="https://beacon.example/long"><title>'
    )
    desk.fetcher.tell(url, canonical)
    assert bring(url, [], desk).article.entry.url == url


def test_the_buttons_of_a_preview_pin_drop_and_undo(town):
    word = HandPick("morning", URL.format(3), "any", False, town.clock.now())
    picking.decide("pin", word, town.database.picks)
    assert ran(town)[0] == ("top", 3)
    picking.decide("drop", word, town.database.picks)
    assert ("top", 3) not in ran(town)
    picking.decide("undo", word, town.database.picks)
    assert ran(town)[0] == ("top", 1)
    with pytest.raises(DigestError, match="pinned or dropped"):
        picking.decide("promote", word, town.database.picks)

"""The invented newspaper: whole, fresh, the same for the same moment, and a joy to look at."""

from __future__ import annotations

import json
import re
import struct
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from lxml import etree, html

from digest.demo.pages import Page, render_pages, saved_page
from digest.demo.stories import COASTLINE, LANTERN, Block, Picture, Story, read_stories

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)
BASE = "http://127.0.0.1:8040"
STORIES = read_stories(NOW)
PAGES = render_pages(STORIES, BASE)

by_path = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.path)


def story_at(path: str, now: datetime = NOW) -> Story:
    return next(story for story in read_stories(now) if story.path == path)


def words(story: Story) -> str:
    return "\n".join(block.text for block in story.blocks)


def test_the_same_moment_prints_the_same_paper():
    assert read_stories(NOW) == STORIES
    assert render_pages(STORIES, BASE) == PAGES
    assert saved_page(NOW) == saved_page(NOW)


def test_a_story_is_read_as_it_is_written():
    whale = story_at("environment/whale")
    assert whale.published == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert whale == Story(
        path="environment/whale",
        outlet=LANTERN,
        language="en",
        kind="news",
        headline="Humpback whale turns up in the outer harbour, and takes its time",
        dek="Boats are asked to keep 300 metres away.",
        byline="Amara Levin",
        categories=("Environment",),
        picture=Picture(
            "whale",
            "The tail of a whale rises from the sea in front of a sailing boat",
            "The whale was first seen from the pilot boat.",
            "Grace Tunde / Harbour pilots",
        ),
        published=whale.published,
        updated=None,
        blocks=whale.blocks,
        plain=True,
    )
    assert whale.blocks[2] == Block(
        "“It put its head out and looked at us as if we were late,” harbour pilot Grace Tunde said."
    )


def test_the_paper_is_full_and_varied():
    assert len([story for story in STORIES if story.outlet == LANTERN]) == 20
    assert len([story for story in STORIES if story.outlet == COASTLINE]) == 3
    assert {story.language for story in STORIES} == {"en", "uk", "de"}
    assert {story.kind for story in STORIES} == {"news", "live", "opinion"}
    assert [story.path for story in STORIES if story.updated] == ["live/storm-ragna-live", "harbour/storm-ragna"]
    assert [story.path for story in STORIES if not story.in_feed] == ["culture/tide-house"]
    assert any(block.heading for block in story_at("live/storm-ragna-live").blocks)


def test_the_news_is_always_fresh_and_never_from_tomorrow():
    for now in (NOW, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, tzinfo=UTC)):
        stories = read_stories(now)
        assert all(timedelta(0) < now - story.changed for story in stories)
        assert now - stories[0].published < timedelta(hours=3)
        assert now - stories[-1].published < timedelta(hours=40)
        assert [s.published for s in stories] == sorted((s.published for s in stories), reverse=True)


def test_days_in_a_story_count_from_its_publication_in_words_of_its_language():
    english = words(story_at("sport/rowing-final"))
    german = words(story_at("deutsch/faehre-tornau"))
    ukrainian = words(story_at("ukrainskoiu/nedilna-shkola"))
    assert "won the coastal cup on Saturday by" in english
    assert "hat am 21. November wieder eine Fähre" in german
    assert "21 листопада отримала ключі" in ukrainian
    assert next(b.text for b in story_at("live/storm-ragna-live").blocks if b.heading).startswith("11:24 AM Sandbags")


@by_path
def test_every_story_has_the_length_of_a_real_one_and_no_loose_ends(story):
    assert 100 <= len(words(story).split()) <= 450
    assert not re.search(r"[{}]", words(story) + story.headline + story.dek)
    assert words(story).count("“") == words(story).count("”") or story.language == "de"
    assert words(story).count("„") == words(story).count("“") or story.language != "de"
    assert words(story).count("«") == words(story).count("»")


def test_one_report_of_the_agency_is_printed_word_for_word_and_others_differ():
    blocks = {story.path: story.blocks for story in STORIES}
    assert blocks["transport/battery-trains"] == blocks["coastline/battery-trains"]
    assert blocks["harbour/storm-ragna"] != blocks["coastline/storm"]


def page(path: str) -> html.HtmlElement:
    return html.document_fromstring(PAGES[path].body.decode())


def test_every_link_to_a_story_or_a_picture_leads_somewhere():
    elsewhere = {"/about", "/privacy", "/imprint", "/almanac"}
    for path, answer in PAGES.items():
        if answer.content_type.startswith("text/html"):
            tree = page(path)
            targets = {str(target).removeprefix(BASE) for target in tree.xpath("//a/@href | //img/@src")}
            missing = {t for t in targets if t.startswith("/")} - elsewhere - set(PAGES)
            assert {re.sub(r"^/(\w+)/$", "section", target) for target in missing} <= {"section"}, path


@by_path
def test_a_page_tells_its_story_between_the_furniture(story):
    tree = page(f"/{story.path}")
    assert tree.xpath("string(//h1)") == story.headline
    paragraphs = [p.text_content() for p in tree.xpath("//div[@class='body']/*[self::p or self::h2]")]
    assert paragraphs == [block.text for block in story.blocks]
    assert tree.xpath("//nav and //form[@class='signup'] and //aside[@class='ticker']")
    assert tree.get("lang") == story.language


def test_a_page_tells_machines_what_it_is_unless_it_is_a_plain_one():
    (data,) = page("/harbour/storm-ragna").xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{BASE}/harbour/storm-ragna",
        "headline": "Storm Ragna shuts the harbour and drives 40 families from Saltgate",
        "description": story_at("harbour/storm-ragna").dek,
        "datePublished": "2026-11-23T04:54:00+00:00",
        "dateModified": "2026-11-23T10:36:00+00:00",
        "inLanguage": "en",
        "articleSection": "Harbour",
        "author": [{"@type": "Person", "name": "Jonah Reeve"}, {"@type": "Person", "name": "Marta Quill"}],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Lantern"},
        "image": {
            "@type": "ImageObject",
            "url": f"{BASE}/pictures/storm.jpg",
            "width": 1200,
            "height": 800,
            "caption": "Waves strike the sea wall at Saltgate on Monday morning.",
            "creditText": "Inga Maddox / The Harbour Lantern",
        },
    }
    assert page("/city/pier-audit").xpath("//script | //meta[starts-with(@property, 'article:')]") == []


def test_the_culture_page_lists_what_the_feed_does_not():
    links = page("/culture/").xpath("//main//h2/a/@href")
    assert links == ["/culture/cape-tarn-light", "/opinion/cranes", "/culture/library-night", "/culture/tide-house"]


def test_both_feeds_are_valid_and_carry_their_stories():
    for path, outlet in (("/feed.xml", LANTERN), ("/coastline/feed.xml", COASTLINE)):
        etree.fromstring(PAGES[path].body)
        feed = feedparser.parse(PAGES[path].body)
        expected = [story.headline for story in STORIES if story.outlet == outlet and story.in_feed]
        assert (feed.bozo, [entry.title for entry in feed.entries]) == (False, expected)


def test_the_agency_sends_its_whole_text():
    entry = feedparser.parse(PAGES["/coastline/feed.xml"].body).entries[0]
    text = html.fromstring(f"<div>{entry.content[0].value}</div>").text_content()
    assert text == "".join(block.text for block in story_at("coastline/strike").blocks)


def jpeg_size(body: bytes) -> tuple[int, int]:
    at = 2
    while body[at + 1] not in {0xC0, 0xC2}:
        at += 2 + int(struct.unpack(">H", body[at + 2 : at + 4])[0])
    height, width = struct.unpack(">HH", body[at + 5 : at + 9])
    return width, height


def test_every_picture_is_used_has_its_size_and_weighs_little():
    photos = {path: page.body for path, page in PAGES.items() if path.endswith(".jpg")}
    assert {jpeg_size(body) for body in photos.values()} == {(1200, 800)}
    assert max(map(len, photos.values())) <= 60_000
    used = {f"/pictures/{story.picture.name}.jpg" for story in STORIES if story.picture}
    assert used == set(photos)


def test_a_page_has_one_tag_for_one_text():
    assert Page(b"a", "text/plain", NOW).etag == Page(b"a", "text/html", NOW).etag
    assert Page(b"a", "text/plain", NOW).etag != Page(b"b", "text/plain", NOW).etag


def test_the_saved_page_is_dated_from_now_and_full_of_furniture():
    text = saved_page(NOW)
    assert "off Cape Tarn on November 22, the largest drill" in text
    assert "\n8:00 AM\n" in text
    assert text.count("* required") == 4

"""Where feeds may be, and which of those found is best."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.discovery import (
    MAX_POINTERS,
    Find,
    FindKind,
    find_of,
    named_sitemaps,
    pointers,
    ranked,
    robots_of,
    usual_places,
    whole_address,
)
from digest.collector.naming import SLUG_CHARACTERS, slug_of
from digest.config.values import check_slug
from digest.model import Entry, SourceKind

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
PAGE = "https://lantern.example/sport/"


def find(url="https://lantern.example/feed", kind=FindKind.FEED, stories=("https://a.example/1",), **more):
    plain = Find(url, kind, "The Lantern", "en", 3, NOW, 7.0, whole_text=False, stories=frozenset(stories))
    return replace(plain, **more)


def test_what_a_page_declares_stands_before_what_only_looks_like_a_feed():
    html = b"""<html><head><base href="https://cdn.lantern.example/x/">
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="Alternate home" type="application/rss+xml" href="/feed">
    <link rel="alternate" type="application/feed+json; charset=utf-8" href="feed.json">
    <link rel="stylesheet" type="text/css" href="/rss.css"></head><body>
    <a href="/rss#top">RSS</a><a href="https://other.example/atom.xml?x=1">Atom</a><a href="/feed">again</a>
    <a href="/feedback">Tell us</a><a href="/carss">Cars</a><a href="mailto:rss@lantern.example">Mail</a><a>none</a></body></html>"""
    assert pointers(html, PAGE) == (
        "https://cdn.lantern.example/feed",
        "https://cdn.lantern.example/x/feed.json",
        "https://cdn.lantern.example/rss#top",
        "https://other.example/atom.xml?x=1",
    )


def test_what_is_no_page_points_nowhere_and_no_page_points_everywhere():
    assert pointers(b'{"version": 1}', PAGE) == ()
    many = "".join(f'<a href="/rss/{number}">x</a>' for number in range(500))
    assert len(pointers(f"<html><body>{many}</body></html>".encode(), PAGE)) == MAX_POINTERS


def test_robots_names_sitemaps_on_any_host():
    robots = b"""User-agent: *\nDisallow: /x\n# Sitemap: https://lantern.example/no.xml\n  sitemap : https://cdn.example/a.xml
SITEMAP:/news.xml\nSitemap: ftp://lantern.example/b.xml\nSitemap: https://cdn.example/a.xml\n\xff"""
    assert named_sitemaps(robots, "https://lantern.example/robots.txt") == (
        "https://cdn.example/a.xml",
        "https://lantern.example/news.xml",
    )
    assert robots_of(PAGE) == "https://lantern.example/robots.txt"


def test_the_usual_places_begin_below_the_page_itself():
    places = usual_places("https://lantern.example/sport/?page=2#top")
    assert places[:3] == (
        "https://lantern.example/sport/feed/",
        "https://lantern.example/feed",
        "https://lantern.example/feed.xml",
    )
    assert "https://lantern.example/sitemap.xml" in places


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lantern.example", "https://lantern.example"),
        (" lantern.example/sport ", "https://lantern.example/sport"),
        ("http://lantern.example", "http://lantern.example"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)//", ""),
        ("", ""),
        ("not an address", ""),
        ("user:secret@lantern.example", ""),
    ],
)
def test_an_address_is_made_whole(typed, meant):
    assert whole_address(typed) == meant


def test_a_find_tells_how_often_its_source_publishes_and_whether_it_carries_whole_text():
    entries = [
        Entry("", str(day), f"https://lantern.example/{day}/", "H", updated=NOW - timedelta(days=day), body="word " * (150 * (day < 2)))
        for day in range(3)
    ]  # fmt: skip
    told = find_of(
        FindKind.FEED,
        "https://lantern.example/feed",
        ("The Lantern", ""),
        [replace(entries[0], language="uk"), *entries[1:]],
    )
    assert told == Find(
        "https://lantern.example/feed", FindKind.FEED, "The Lantern", "uk", 3, NOW, 7.0, whole_text=True,
        stories=frozenset(f"https://lantern.example/{day}" for day in range(3)),
    )  # fmt: skip
    empty = find_of(FindKind.SITEMAP, "https://lantern.example/map", ("", "en"), [])
    assert (empty.newest, empty.per_week, empty.whole_text, empty.language) == (None, None, False, "en")
    assert find_of(FindKind.SITEMAP, "https://lantern.example/map", ("", ""), entries[:1]).per_week is None


def test_awake_comes_before_asleep_stories_before_comments_and_whole_text_before_teasers():
    plain = find()
    json = find(kind=FindKind.JSON_FEED)
    whole = find(stories=["https://a.example/2"], whole_text=True)
    comments = find("https://lantern.example/comments/feed", stories=["https://a.example/3"])
    asleep = find(stories=["https://a.example/4"], newest=NOW - timedelta(days=61))
    news = find(kind=FindKind.NEWS_SITEMAP)
    unknown = find(kind=FindKind.LISTING, newest=None)
    finds = [unknown, asleep, comments, news, json, plain, whole]
    assert ranked(finds, NOW) == (whole, plain, json, news, comments, asleep, unknown)


def test_of_twins_the_first_one_found_stays_and_empty_ones_are_told_apart_by_address():
    one, other = find(), find("https://lantern.example/rss")
    empty, same = (find(f"https://lantern.example/{path}", stories=()) for path in ("empty", "empty/"))
    assert ranked([one, other, empty, same], NOW) == (one, empty)


def test_each_kind_of_find_is_a_kind_of_source():
    assert [kind.source for kind in FindKind] == [
        SourceKind.FEED, SourceKind.FEED, SourceKind.SITEMAP, SourceKind.SITEMAP, SourceKind.LISTING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "url", "slug"),
    [
        ("The Harbour Lantern", "https://lantern.example/", "the-harbour-lantern"),
        ("Élan d’été & Cie", "https://elan.example/", "elan-dete-cie"),
        ("Українська правда", "https://www.pravda.example/rss", "pravda-example"),
        ("", "https://feeds.lantern.example/x", "lantern-example"),
        ("", "nothing at all", "source"),
        ("a " * 60, "https://a.example/", "-".join("a" * 20)),
        ("x" * 200, "https://a.example/", "x" * SLUG_CHARACTERS),
    ],
)
def test_an_id_is_made_of_the_title_or_of_the_host(title, url, slug):
    assert slug_of(title, url) == slug


@given(st.text(max_size=80), st.sets(st.sampled_from(["source", "source-2", "a", "a-2"])))
def test_every_id_that_is_made_is_free_and_one_that_the_settings_take(title, taken):
    slug = slug_of(title, "", taken)
    assert check_slug(slug) == slug
    assert slug not in taken

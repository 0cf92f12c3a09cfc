"""Rules of a site: what they keep, drop and name, and the general way where they give nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hostile import DATA
from hypothesis import given
from hypothesis import strategies as st

from digest.collector import read_page, rules_for, to_article
from digest.collector.rules import Match
from digest.errors import ArticleError
from digest.model import Entry, Image, SiteRules
from digest.model.text import clean_line, clean_text

URL = "https://www.lantern.example/story/1"
ONE = "The harbour council approved a new ferry line to the northern quay on Tuesday after a debate of six hours."
TWO = "Fares will be the same as on the trams, and bicycles travel free before seven in the morning on weekdays."
NEWS = "Nobody asked the reader to buy the paper's own brand of honey, which is on sale now in every kiosk of the town."
PAGE = f"""<!doctype html><html lang="en"><head><title>Wrong title | The Lantern</title>
<meta name="cover" content="/img/cover.jpg"></head><body><h1>Wrong title</h1>
<div class="x1"><h2 class="head">Ferry <b>approved</b></h2><span class="who">Ann Lee</span><span class="who">Bo Ray</span>
<span class="who">Ann Lee</span><time datetime="2026-03-10T08:00:00+02:00">today</time>
<p>{ONE}</p><p class="ad">{NEWS}</p>Behind it stands a whole sentence that belongs to the story all the same, as everybody can see.<p>{TWO}</p></div>
<div class="x2"><p>{NEWS}</p><p>{NEWS} Again.</p><p>{NEWS} And again.</p></div></body></html>"""


def rules(**said):
    return (SiteRules("lantern.example", **said),)


def test_what_the_rules_keep_without_what_they_drop_is_the_article():
    page = read_page(PAGE, URL, rules(keep=(".x1 p", ".x1"), drop=(".ad", "h2", ".who", "time")))
    assert page.text.split("\n") == [
        ONE,
        "Behind it stands a whole sentence that belongs to the story all the same, as everybody can see.",
        TWO,
    ]
    assert page.matches == (
        Match("keep", ".x1 p", 2),
        Match("keep", ".x1", 1),
        Match("drop", ".ad", 1),
        Match("drop", "h2", 1),
        Match("drop", ".who", 3),
        Match("drop", "time", 1),
    )
    assert page.missed == ()


def test_what_is_dropped_first_in_its_element_leaves_the_text_behind_it():
    html = f"<html><body><div id=a><b>Off</b> {ONE}</div></body></html>"
    assert read_page(html, URL, rules(keep=("#a",), drop=("b", "b b"))).text == ONE


def test_what_the_rules_name_is_believed_before_the_page_and_before_the_feed():
    said = rules(title=".head", author=".who", date="time", image="meta[name=cover]")
    page = read_page(PAGE, URL, said)
    assert (page.title, page.byline, page.published, page.image) == (
        "Ferry approved",
        "Ann Lee, Bo Ray",
        datetime(2026, 3, 10, 6, tzinfo=UTC),
        Image("https://www.lantern.example/img/cover.jpg"),
    )
    entry = Entry("lantern", URL, URL, "From the feed", author="admin", published=datetime(2020, 1, 1, tzinfo=UTC))
    article = to_article(entry, page)
    assert (article.entry.headline, article.byline, article.entry.published) == (
        "Ferry approved", "Ann Lee, Bo Ray", datetime(2026, 3, 10, 6, tzinfo=UTC),
    )  # fmt: skip
    assert to_article(entry, read_page(PAGE, URL)).entry.headline == "From the feed"


def test_a_rule_that_gives_nothing_leaves_its_part_to_the_general_way_and_is_told():
    said = {"keep": (".gone",), "drop": (".none",), "title": ".no", "author": "hr", "date": ".head", "image": ".head"}
    ruled, plain = read_page(PAGE, URL, rules(**said)), read_page(PAGE, URL)
    assert replace(ruled, matches=(), missed=()) == plain
    assert ruled.missed == (
        "the rule keep '.gone' of lantern.example gives nothing",
        "the rule title '.no' of lantern.example gives nothing",
        "the rule author 'hr' of lantern.example gives nothing",
        "the rule date '.head' of lantern.example gives nothing",
        "the rule image '.head' of lantern.example gives nothing",
    )


def test_what_is_kept_and_holds_no_paragraph_is_as_good_as_nothing():
    page = read_page(PAGE, URL, rules(keep=("h1",)))
    assert page.text == read_page(PAGE, URL).text
    assert page.missed == ("the rule keep 'h1' of lantern.example gives nothing",)


def test_a_page_whose_whole_tree_is_dropped_has_no_article():
    with pytest.raises(ArticleError, match="no paragraph of text"):
        read_page(PAGE, URL, rules(drop=("html", "body")))


@pytest.mark.parametrize(
    ("host", "url", "fits"),
    [
        ("lantern.example", "https://lantern.example/a", True),
        ("lantern.example", "https://WWW.lantern.example:8080/a", True),
        ("www.lantern.example", "https://lantern.example/", True),
        ("lantern.example", "https://sport.lantern.example/a", False),
        ("*.lantern.example", "https://sport.lantern.example/a", True),
        ("*.lantern.example", "https://lantern.example/a", True),
        ("*.lantern.example", "https://notlantern.example/a", False),
        ("lantern.example", "file:///pages/1.html", False),
    ],
)
def test_a_host_is_a_name_or_a_star_and_a_name(host, url, fits):
    assert bool(rules_for(url, (SiteRules(host),))) == fits


def test_of_several_rules_for_a_host_the_first_are_taken():
    first, second = SiteRules("lantern.example", title="h1"), SiteRules("*.lantern.example", title="h2")
    assert rules_for(URL, (first, second)) == first
    assert rules_for(URL, ()) is None


@given(DATA, DATA, st.sampled_from(["p", "*", "div > p", "a[href]", ":root", "body"]))
def test_no_markup_comes_through_a_rule_and_any_page_is_read_or_refused(inner, title, keep):
    html = (
        f'<html><body><div title="{title}"><p>{inner}</p><a href="{inner}">{title}</a><p>{ONE}</p></div></body></html>'
    )
    said = rules(keep=(keep,), drop=("a",), title="p", author="a", date="p", image="a")
    try:
        page = read_page(html, URL, said)
    except ArticleError:
        return
    assert page.title == clean_line(page.title)
    assert page.text == clean_text(page.text)

"""Pages of links as sources."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.collector import listing
from digest.collector.listing import find_links
from digest.errors import SourceError
from digest.model import Entry, Source, SourceKind

URL = "https://www.site.example/news/"


def source(select=""):
    return Source("front", SourceKind.LISTING, URL, "The Front", language="en", select=select)


def links(body, select="", url=URL):
    body = body.encode() if isinstance(body, str) else body
    return find_links(body, url, source(select))


def entry(url, headline, published=None):
    return Entry("front", url, url, headline, published=published, language="en")


FRONT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Front</title>
<header><h1><a href="/">The Front, a paper of record</a></h1></header>
<nav><ul><li><a href="/about/the/paper">All about this our paper</a></li></ul></nav>
<article>
  <a href="/ferry"><img alt=""></a>
  <h2><a href="/ferry?utm_source=front">Ferry   returns to the <b>quay</b></a></h2>
  <p>Dek with <a href="/tags/sea">sea</a></p><time datetime="2024-03-05T10:00:00+02:00">today</time>
</article>
<article><a href="bridge#top"><h3>Міст через річку відкрито</h3><p>A card with a dek.</p><time datetime="2024-03-04">yesterday</time></a></article>
<ul><li><a href="https://blog.site.example/other">Another site of the house</a></li>
    <li><a href="http://site.example/old/story/">An old story in the list</a></li>
    <li><a href="javascript:open()">No address at all here</a></li><li><a>Neither has this one any</a></li></ul>
<aside><li><a href="/most/read">The most read of all stories</a></li></aside>
<li><a href="/">The Front, a paper of record</a></li><li><a href="/news#top">Back to the very top</a></li>
<footer><li><a href="/terms">The terms of our fine service</a></li></footer>"""


def test_without_a_selector_the_links_that_look_like_stories_are_found():
    assert links(FRONT) == (
        entry("https://www.site.example/ferry?utm_source=front", "Ferry returns to the quay", datetime(2024, 3, 5, 8, tzinfo=UTC)),
        entry("https://www.site.example/news/bridge#top", "Міст через річку відкрито", datetime(2024, 3, 4, tzinfo=UTC)),
        entry("http://site.example/old/story/", "An old story in the list"),
    )  # fmt: skip


def test_a_selector_chooses_short_texts_and_other_sites_too():
    page = '<ul class="stories"><li><a href="/1">One</a><li><b><a href="https://else.example/2">Two</a></b><li><a href="/3"> </a></ul>'
    assert links(page, "ul.stories a") == (
        entry("https://www.site.example/1", "One"),
        entry("https://else.example/2", "Two"),
    )


def test_a_selector_may_name_what_holds_the_link():
    page = '<div class="card"><p><a href="/1">One</a> <a href="/2">Comments</a></p></div><div class="card">none</div>'
    assert links(page, ".card") == (entry("https://www.site.example/1", "One"),)


def test_of_several_links_to_one_story_the_longest_text_is_the_headline():
    page = '<p><a href="/1">More</a><a href="http://site.example/1/">The whole headline</a><a href="/1?fbclid=x">Read</a></p>'
    assert links(page, "a") == (entry("https://www.site.example/1", "The whole headline"),)


def test_a_time_belongs_to_the_one_story_around_it():
    page = """<div><time datetime="2024-01-01">of the page</time>
      <section><a href="/1">One</a> <time datetime="2024-03-05T10:00:00Z">own</time></section>
      <section><div><div><div><div><a href="/2">Two</a></div></div></div></div></section>
      <section><a href="/3">Three</a><time datetime="garbage">x</time></section></div>"""
    assert [found.published for found in links(page, "a")] == [datetime(2024, 3, 5, 10, tzinfo=UTC), None, None]


def test_a_lone_link_far_below_a_time_does_not_take_it():
    page = "<time datetime='2024-01-01'>x</time>" + "<div>" * 9 + "<a href='/1'>One</a>"
    assert [found.published for found in links(page, "a")] == [None]


def test_the_pages_base_is_where_its_links_start():
    page = '<base href="/archive/"><a href="1">One</a>'
    assert links(page, "a")[0].url == "https://www.site.example/archive/1"
    assert links('<base target="_top"><a href="1">One</a>', "a")[0].url == "https://www.site.example/news/1"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<a href=1>Дзвін</a>".encode(), "Дзвін"),
        ('<meta charset="windows-1251"><a href=1>Дзвін</a>'.encode("cp1251"), "Дзвін"),
        (b"<a href=1>caf\xe9</a>", "café"),
        ("<a href=1>Turn \u202earound\u0007</a>".encode(), "Turn around"),
        (f"<a href=1>{'word ' * 200}</a>".encode(), ("word " * 100).strip()),
    ],
)
def test_a_headline_is_clean_in_every_encoding(body, text):
    assert links(body, "a")[0].headline == text


def test_the_first_links_of_many_are_kept(monkeypatch):
    monkeypatch.setattr(listing, "MAX_LINKS", 3)
    page = "".join(f"<a href='/{n}'>Story</a>" for n in range(50))
    assert [found.url[-2:] for found in links(page, "a")] == ["/0", "/1", "/2"]


@pytest.mark.parametrize(
    ("body", "select", "reason"),
    [
        ("", "a", "front: the page is empty"),
        (" \n", "", "front: the page is empty"),
        ("<!-- nothing -->", "a", "front: the page is empty"),
        ("<p>No link</p>", "", f"front: on {URL} no link looks like a story; give it a selector"),
        ("<p>No link</p>", "ul > li a", f"front: on {URL} 'ul > li a' finds no link"),
        ("<p>x</p>", "a[", "front: the selector 'a[' is invalid: Expected ident or '*', got <EOF at 2>"),
        ("<p>x</p>", "a::text", "front: the selector 'a::text' is invalid: Pseudo-elements are not supported."),
        ("<p>x</p>", "a:hoover", "front: the selector 'a:hoover' is invalid: The pseudo-class :hoover is unknown"),
    ],
)
def test_a_page_without_stories_is_refused_with_the_reason(body, select, reason):
    with pytest.raises(SourceError) as refused:
        links(body, select)
    assert str(refused.value) == reason


def test_a_page_of_nothing_but_links_is_borne():
    page = "<ul>" + "<li><a href='/x'>The same four words</a>" * 20_000 + "</ul>"
    assert links(page) == (entry("https://www.site.example/x", "The same four words"),)


@given(
    st.binary(max_size=200) | st.text(alphabet="<>ahref='/ divtimedatetime=ul1li\"").map(str.encode),
    st.text(max_size=12),
)
@example(body=b"\x00", select="\\0")
def test_no_page_and_no_selector_raise_anything_but_a_source_error(body, select):
    try:
        found = links(body, select)
    except SourceError as refused:
        reason = str(refused)
    else:
        reason = "front: "
        assert {item.source for item in found} == {"front"}
    assert reason.startswith("front: ")

"""Every door of the collector lets words in and no markup: the same hostile pieces through each of them."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from html import escape

import pytest

from digest.collector import find_links, parse_feed, pointers, read_dump, read_opml, read_page, read_sitemap
from digest.errors import SourceError
from digest.model import SiteRules, Source, SourceKind
from digest.model.text import clean_line

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://lantern.example/story"
PROSE = "The harbour council approved a new ferry line to the northern quay on Tuesday after a debate of six hours."
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">click</a>',
    "<iframe src=//evil.example></iframe>",
    "<svg onload=alert(1)></svg>",
    "<style>*{display:none}</style>",
    "</title></textarea><script>alert(1)</script>",
    "<b onclick='x'>bold</b>",
    "\u202e<i>turned</i>\x00",
]
RULES = (SiteRules("lantern.example", keep=("div",), title="h2", author="h3"),)


def of(kind):
    return Source("lantern", kind, URL, "The Lantern")


def rss(bad):
    item = f"<title>A title</title><link>{URL}</link><description>{bad} {PROSE}</description>"
    return parse_feed(f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'.encode(), URL, "lantern")


def atom(bad):
    entry = f'<title>A title</title><link href="{URL}"/><summary type="html">{bad}</summary><content type="html">{bad} {PROSE}</content>'
    return parse_feed(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'.encode(), URL, "lantern"
    )


def json_feed(bad):
    item = {"id": "1", "url": URL, "title": "A title", "content_html": f"{bad}<p>{PROSE}</p>"}
    return parse_feed(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode(), URL, "lantern"
    )


def page(bad):
    body = f"<h1>A title {bad}</h1><h2>A title {bad}</h2><h3>Ann {bad}</h3><div><p>{bad} {PROSE}</p><p>{PROSE} It was long.</p></div>"
    return f"<html><head><title>A title</title></head><body>{body}{bad}</body></html>".encode()


def listing(bad):
    html = f'<html><body><article><h2><a href="/a">A long headline of words {bad}</a></h2></article></body></html>'
    return find_links(html.encode(), URL, of(SourceKind.LISTING))


MARKUP = {
    "rss, escaped": lambda bad: rss(escape(bad)),
    "rss, in cdata": lambda bad: rss(f"<![CDATA[{bad}]]>"),
    "atom": lambda bad: atom(escape(bad)),
    "json feed": json_feed,
    "listing": listing,
    "page": lambda bad: read_page(page(bad), URL),
    "page with rules": lambda bad: read_page(page(bad), URL, RULES),
}
"""Doors at the places where a document carries markup."""


def words(value):
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from words(each)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("door", MARKUP)
def test_where_markup_may_stand_only_its_words_come_in(door, bad):
    found = list(words(MARKUP[door](bad)))
    assert any("harbour council" in text or "A long headline" in text for text in found)
    assert not [text for text in found if "<" in text or "onerror" in text or "javascript:" in text]
    assert not [text for text in found if "\x00" in text or "\u202e" in text]


def sitemap(bad):
    news = f"<news><publication_date>2026-03-10</publication_date><title>{bad}</title><keywords>{bad}</keywords></news>"
    body = f"<urlset><url><loc>{URL}</loc>{news}</url></urlset>"
    return read_sitemap(body.encode(), URL, of(SourceKind.SITEMAP), NOW)


@pytest.mark.parametrize(
    "markup", ["<b>bold</b> news", "<script>alert(1)</script>bold news", "<a href='javascript:x'>bold</a> news"]
)
def test_the_headlines_of_a_sitemap_are_words_too(markup):
    (entry,) = sitemap(escape(markup)).entries
    assert entry.headline == "bold news"


@pytest.mark.parametrize("bad", HOSTILE)
def test_where_plain_text_stands_what_looks_like_markup_is_words_and_can_be_seen(bad):
    seen = clean_line(bad)
    item = {"id": "1", "url": URL, "title": bad, "content_text": f"{bad}\n\n{PROSE}"}
    feed = parse_feed(
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode(), URL, "lantern"
    )
    opml = read_opml(f'<opml><body><outline text="{escape(bad)}" xmlUrl="https://a.example/"/></body></opml>'.encode())
    assert (feed.entries[0].headline, opml.outlines[0].title) == (seen, seen)
    assert PROSE in feed.entries[0].body
    assert PROSE in read_dump(f"{bad}\n\n{PROSE}", URL).text


ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://evil.example/x",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_of_another_scheme_comes_in(address):
    feed = f'<rss version="2.0"><channel><item><title>T</title><link>{address}</link></item></channel></rss>'
    html = (
        f'<html><head><meta property="og:image" content="{address}"><link rel="canonical" href="{address}">'
        + page("").decode()[12:]
    )
    assert parse_feed(feed.encode(), URL, "lantern").entries == ()
    read = read_page(html, URL, (SiteRules("lantern.example", image="meta"),))
    assert read.image is None
    assert read.canonical in ("", URL)
    assert pointers(f'<html><a href="{address}/rss">x</a></html>'.encode(), URL) == ()
    assert read_opml(f'<opml><body><outline xmlUrl="{address}"/></body></opml>'.encode()).outlines == ()
    sitemap_ = f"<urlset><url><loc>{address}</loc><lastmod>2026-03-10</lastmod></url></urlset>"
    assert read_sitemap(sitemap_.encode(), URL, of(SourceKind.SITEMAP), NOW).entries == ()
    with pytest.raises(SourceError):
        find_links(
            f'<html><article><a href="{address}">A long headline of words</a></article></html>'.encode(),
            URL,
            of(SourceKind.LISTING),
        )

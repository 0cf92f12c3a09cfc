"""One story in every version of every format: the same entry comes out."""

import json
from datetime import UTC, datetime

import pytest

from digest.collector import parse_feed
from digest.model import Entry

URL = "https://lantern.example/ferry"
WHEN = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
WORDS = f"<title>Ferry &amp; quay</title><link>{URL}</link><description>A new line.</description>"
PUBLISHED = "<pubDate>Tue, 10 Mar 2026 08:30:00 GMT</pubDate>"


def rss(version, item, doctype=""):
    return f'<?xml version="1.0"?>{doctype}<rss version="{version}"><channel><title>L</title><item>{item}</item></channel></rss>'


def rdf(space, date=""):
    channel = f'<channel rdf:about="x"><title>L</title></channel><item rdf:about="{URL}">{WORDS}{date}</item>'
    return f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="{space}" {DC}>{channel}</rdf:RDF>'


def atom(version, space, *, published, updated):
    said = f"<id>{URL}</id><{published}>2026-03-10T08:30:00Z</{published}><{updated}>2026-03-10T08:30:00Z</{updated}>"
    entry = f'<title>Ferry &amp; quay</title><link rel="alternate" type="text/html" href="{URL}"/><summary>A new line.</summary>{said}'
    return f'<feed {version} xmlns="{space}"><title>L</title><entry>{entry}</entry></feed>'


def json_feed(version):
    item = {
        "id": URL,
        "url": URL,
        "title": "Ferry & quay",
        "summary": "A new line.",
        "date_published": "2026-03-10T08:30:00Z",
    }
    return json.dumps({"version": f"https://jsonfeed.org/version/{version}", "title": "L", "items": [item]})


DTD = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
VERSIONS = {
    "RSS 0.90": rdf("http://my.netscape.com/rdf/simple/0.9/"),
    "RSS 0.91": rss("0.91", WORDS, DTD),
    "RSS 0.92": rss("0.92", WORDS),
    "RSS 0.93": rss("0.93", WORDS + PUBLISHED),
    "RSS 0.94": rss("0.94", WORDS + PUBLISHED),
    "RSS 1.0": rdf("http://purl.org/rss/1.0/", "<dc:date>2026-03-10T08:30:00Z</dc:date>"),
    "RSS 2.0": rss("2.0", f"{WORDS}{PUBLISHED}<guid>{URL}</guid>"),
    "Atom 0.3": atom('version="0.3"', "http://purl.org/atom/ns#", published="issued", updated="modified"),
    "Atom 1.0": atom("", "http://www.w3.org/2005/Atom", published="published", updated="updated"),
    "JSON Feed 1": json_feed("1"),
    "JSON Feed 1.1": json_feed("1.1"),
}
UNDATED = {"RSS 0.90", "RSS 0.91", "RSS 0.92"}
"""Versions that give an item no date."""
CHANGED = {"RSS 1.0", "Atom 0.3", "Atom 1.0"}
"""Those in which the item says when it was changed, too."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_every_format_gives_the_same_entry(version):
    feed = parse_feed(VERSIONS[version].encode(), "https://lantern.example/feed", "lantern")
    published = None if version in UNDATED else WHEN
    updated = WHEN if version in CHANGED else None
    assert (feed.title, feed.entries) == (
        "L",
        (Entry("lantern", URL, URL, "Ferry & quay", published, updated, dek="A new line."),),
    )

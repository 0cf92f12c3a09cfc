"""A feed's own word on its pace: RSS 2.0, the syndication module, and the hubs of WebSub in all three formats."""

from datetime import timedelta

import pytest

from digest.collector import parse_feed
from digest.model import Rhythm

URL = "https://lantern.example/feed.xml"
ITEM = "<item><title>Ferry</title><link>https://lantern.example/1</link></item>"


def rss(channel: str) -> str:
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        f'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>{channel}{ITEM}</channel></rss>'
    )


def read(text: str):
    return parse_feed(text.encode(), URL, "lantern")


@pytest.mark.parametrize(
    ("channel", "rhythm"),
    [
        ("", Rhythm()),
        ("<ttl> 60 </ttl>", Rhythm(timedelta(hours=1))),
        ("<ttl>soon</ttl><ttl>30</ttl>", Rhythm()),
        ("<ttl>99999999999</ttl>", Rhythm()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Rhythm(timedelta(hours=1))),
        (
            "<sy:updatePeriod>\nDaily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Rhythm(timedelta(hours=6)),
        ),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            Rhythm(timedelta(days=1)),
        ),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", Rhythm()),
        (
            "<skipHours><hour>0</hour><hour>24</hour><hour> 5</hour><hour>x</hour></skipHours>",
            Rhythm(quiet_hours=frozenset({0, 5})),
        ),
        (
            "<skipDays><day>Saturday</day><day>sunday</day><day>Caturday</day></skipDays>",
            Rhythm(quiet_days=frozenset({5, 6})),
        ),
        (f"<skipHours>{''.join(f'<hour>{n}</hour>' for n in range(24))}</skipHours>", Rhythm()),
    ],
)
def test_a_channel_says_how_often_it_wants_to_be_asked(channel, rhythm):
    assert read(rss(channel)).rhythm == rhythm


def test_hubs_and_topic_stand_in_the_links_of_a_channel():
    links = (
        '<atom:link rel="self" href="/feed.xml"/><atom:link rel="hub" href="https://hub.example/"/>'
        '<atom:link rel="hub" href="javascript:alert(1)"/><atom:link rel="hub"/><link>https://lantern.example/</link>'
    )
    feed = read(rss(links))
    assert (feed.hubs, feed.topic, feed.url) == (("https://hub.example/",), URL, "https://lantern.example/")


def test_no_more_than_three_hubs_are_looked_at():
    links = "".join(f'<atom:link rel="hub" href="https://hub{n}.example/"/>' for n in range(9))
    assert read(rss(links)).hubs == tuple(f"https://hub{n}.example/" for n in range(3))


def test_atom_names_its_hub_too():
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://hub.example/"/>'
        '<link rel="self" href="https://lantern.example/atom"/><entry><id>1</id><title>Ferry</title>'
        '<link href="https://lantern.example/1"/></entry></feed>'
    )
    assert (feed.hubs, feed.topic) == (("https://hub.example/",), "https://lantern.example/atom")


def test_json_names_its_hubs_by_type():
    feed = read(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Lantern", "feed_url": "/feed.json", "items": [],'
        ' "hubs": [{"type": "WebSub", "url": "https://hub.example/"}, {"type": "rssCloud", "url": "https://no.example/"}, 7]}'
    )
    assert (feed.hubs, feed.topic) == (("https://hub.example/",), "https://lantern.example/feed.json")

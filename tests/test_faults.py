"""Sources at their worst, each collected beside a healthy one, whose stories come out untouched and in time."""

import gzip
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from loopback import serving
from making import NOON, a_newsletter
from pages import PARAGRAPHS, a_feed, a_page
from world import ToldClock, ToldShelf, a_proof

from digest.adapters.database import open_database
from digest.adapters.http import HttpFetcher, Limits
from digest.jobs.collect import Desk, collect
from digest.jobs.press import Plan, Pressroom, draft
from digest.model import Source, SourceKind

DEADLINE = 1.0
LIMITS = Limits(deadline=DEADLINE, most_bytes=8_000_000)
BOMB = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
XML_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{BOMB}]><rss><channel>&j;</channel></rss>'.encode()
)
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
ENOUGH = "The council met in the harbour hall on Tuesday and agreed to a new ferry after a debate of six hours."


def says(body, status=200, **headers):
    return lambda desk: desk.answer(status, body, **headers)


def drip(byte):
    """One byte and then, for as long as anybody listens, another."""

    def answer(desk):
        desk.send_chunks(iter(lambda: b"" if desk.server.stopped.wait(0.05) else byte, b""))

    return answer


def endless(desk):
    desk.send_chunks(b"<" * 65_536 for _ in range(3_200))


def hang(desk):
    desk.server.stopped.wait(20)
    desk.close_connection = True


def cut(desk):
    desk.answer(
        200, a_feed(("Cut", "https://cut.example/1", ENOUGH)).encode()[:-30], Connection="close", Content_Length="9999"
    )
    desk.close_connection = True


def many(number):
    head, tail = '<?xml version="1.0"?><rss version="2.0"><channel><title>Many</title>', "</channel></rss>"
    return (head + "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in range(number)) + tail).encode()


CUT = a_feed(("Whole", "https://cut.example/1", ENOUGH), ("Cut", "https://cut.example/2", ENOUGH))[:-40]
TITLED = a_feed(("x" * 1_000_000, "https://title.example/1", ENOUGH)).encode()
LATIN = a_feed(("Fähre d’été", "https://latin.example/1", ENOUGH)).encode("cp1252")

FAULTS = {
    "slow": (drip(b"<"), "127.0.0.1 did not answer in full within 1 s"),
    "hang": (hang, "127.0.0.1 did not answer in full within 1 s"),
    "loop": (lambda desk: desk.answer(302, Location="/loop"), "127.0.0.1 redirected more than 5 times"),
    "huge": (endless, "127.0.0.1 sent more than 8 MB"),
    "gzipbomb": (says(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "127.0.0.1 sent more than 8 MB"),
    "xmlbomb": (says(XML_BOMB), ""),
    "outside": (says(OUTSIDE), ""),
    "html": (says(b"<!doctype html><title>Please log in</title>"), "html: not a feed: it looks like an HTML page"),
    "file": (says(b"/etc/hostname"), "file: not a feed: it begins with '/etc/hostname'"),
    "500": (says(b"", 500), "127.0.0.1 answered 500 Internal Server Error"),
    "429": (says(b"", 429, Retry_After="120"), "127.0.0.1 answered 429 Too Many Requests (retry after 120 s)"),
}


class World:
    """A database, a server, and the desk over both."""

    def __init__(self, path, server):
        self.database, self.server, self.clock = open_database(path), server, ToldClock()
        self.database.upgrade()
        self.desk = Desk(self.database.articles, HttpFetcher(LIMITS, allow_private=True), ToldShelf(), self.clock)
        self.good = Source("good", SourceKind.FEED, server.url("/good", host="localhost"), "Good")
        story = server.url("/story", host="localhost")
        server.table |= {
            "/good": says(a_feed(("Council approves ferry", story, "")).encode(), ETag='"1"'),
            "/story": says(a_page("Council approves ferry").encode()),
        }

    def tell(self, name, answer):
        """A source of that name that answers so, at an address of its own."""
        self.server.table[f"/{name}"] = answer
        return Source(name, SourceKind.FEED, self.server.url(f"/{name}"), name.title(), pages=False)

    def collect(self, *sources):
        return {visit.source: visit for visit in collect(sources, self.desk)}

    def stored(self, since=NOON - timedelta(days=1)):
        return self.database.articles.candidates("any", since, self.clock.time + timedelta(seconds=1))


@pytest.fixture
def world(tmp_path):
    with serving({"/robots.txt": says(b"", 404)}) as server:
        world = World(str(tmp_path / "digest.db"), server)
        yield world
        world.database.close()


def untouched(world):
    [candidate] = [one for one in world.stored() if one.article.entry.source == "good"]
    assert candidate.article.entry.headline == "Council approves ferry"
    assert candidate.article.text.startswith("\n".join(PARAGRAPHS))
    assert [quote.speaker for quote in candidate.brief.quotes] == ["Mara Venn"]


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_is_told_in_one_line_and_the_healthy_source_comes_out_untouched(world, fault):
    answer, told = FAULTS[fault]
    visits = world.collect(world.tell(fault, answer), world.good)
    assert (visits["good"].error, visits["good"].new, visits["good"].problems) == ("", 1, ())
    untouched(world)
    assert "\n" not in visits[fault].error
    assert visits[fault].error == told or (not told and visits[fault].listed == 0)
    assert len(world.stored()) == 1


def test_an_answer_that_is_cut_off_is_told_and_the_healthy_source_comes_out_untouched(world):
    visits = world.collect(world.tell("cut", cut), world.good)
    assert "peer closed connection" in visits["cut"].error
    untouched(world)


@pytest.mark.parametrize(
    ("name", "body", "listed"),
    [
        ("feed-cut-off", CUT.encode(), 1),
        ("latin", LATIN, 1),
        ("title", TITLED, 1),
        pytest.param("many", many(100_000), 1_000, marks=pytest.mark.slow),
    ],
)
def test_what_is_odd_but_can_be_read_is_read_within_its_bounds(world, name, body, listed):
    visits = world.collect(world.tell(name, says(body)), world.good)
    assert (visits[name].error, visits[name].listed) == ("", listed)
    assert all(len(one.article.entry.headline) <= 500 for one in world.stored())
    untouched(world)


def test_many_slow_sources_take_no_longer_than_one(world):
    fetcher = HttpFetcher(replace(LIMITS, per_host=12), allow_private=True)
    slow = [world.tell(f"slow{n}", drip(b"<") if n % 2 else hang) for n in range(12)]
    begun = time.monotonic()
    visits = {visit.source: visit for visit in collect([*slow, world.good], replace(world.desk, fetcher=fetcher))}
    assert time.monotonic() - begun < len(slow) * DEADLINE / 2  # one after the other they would take twice that
    assert {visits[source.id].error for source in slow} == {"127.0.0.1 did not answer in full within 1 s"}
    assert (visits["good"].error, visits["good"].new, visits["good"].problems) == ("", 1, ())
    untouched(world)


def test_names_that_change_at_every_visit_bring_no_story_twice(world):
    story = world.server.url("/story", host="localhost")
    for visit in range(3):
        feed = a_feed(("Council approves ferry", story, "")).replace(f"<guid>{story}", f"<guid>session-{visit}")
        tracked = feed.replace(f"<link>{story}", f"<link>{story}?utm_source=feed&amp;utm_campaign={visit}")
        world.server.table["/good"] = says(tracked.encode())
        world.server.table[f"/story?utm_source=feed&utm_campaign={visit}"] = world.server.table["/story"]
        assert world.collect(world.good)["good"].error == ""
        world.clock.forward(hours=1)
    untouched(world)
    assert world.stored(since=NOON) == []


def test_a_feed_that_dates_everything_anew_has_nothing_new(world):
    story = world.server.url("/story", host="localhost")
    world.collect(world.good)
    world.clock.forward(hours=1)
    feed = a_feed(("Council approves ferry", story, "")).replace(
        "Tue, 10 Mar 2026 11:00:00", "Tue, 10 Mar 2026 12:59:00"
    )
    world.server.table["/good"] = says(feed.encode())
    visit = world.collect(world.good)["good"]
    assert (visit.listed, visit.new, visit.revised) == (1, 0, 0)
    assert world.stored(since=NOON) == []


def test_a_story_under_a_new_name_and_a_new_address_runs_once(world):
    """Nothing but its words tells that it is the same: they are counted as one when the issue is made."""
    for visit in range(3):
        story = world.server.url(f"/story?session={visit}", host="localhost")
        world.server.table[f"/story?session={visit}"] = world.server.table["/story"]
        feed = a_feed(("Council approves ferry", story, "")).replace(f"<guid>{story}", f"<guid>session-{visit}")
        world.server.table["/good"] = says(feed.encode())
        world.collect(world.good)
        world.clock.forward(minutes=1)
    newsletter = a_newsletter()
    plan = Plan({"good": world.good}, {}, {newsletter.id: newsletter})
    room = Pressroom(plan, world.database.articles, world.database.ledger, world.clock, a_proof)
    assert len(draft(newsletter, room).issue.stories) == 1

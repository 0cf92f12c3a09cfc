"""Bad input by every door at once: each is told or cleaned, the good source goes on, and the issue goes out clean."""

import gzip
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from making import NOON, a_newsletter
from pages import MORE_PROSE, PARAGRAPHS, a_feed, a_page
from world import ToldClock, ToldShelf

from digest.adapters.database import open_database
from digest.adapters.http import HttpFetcher, Limits
from digest.jobs.collect import Desk, Visit, collect
from digest.jobs.press import Plan, Pressroom, draft
from digest.mailer import Letterhead, make_letter
from digest.model import Source, SourceKind, Subscriber
from digest.renderer import make_renderer
from digest.schedule import slot_time
from digest.wiring import template_files

BOMB = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
HOSTILE_TITLES = (
    "</mj-raw><mj-section>{{ 7 * 7 }}{% for x in y %}",
    "<script>alert(1)</script>",
    "News\r\nBcc: everybody@example.org",
    "Ring \x07\x00\x1b[31m the bell",
    "\u202etxt.exe",
    "=?utf-8?q?News=0D=0ABcc:_v@x.example?=",
    "%%unsubscribe%% \uf8f0unsubscribe\uf8f1",
    "x" * 200_000,
)


def item(title: str, link: str, date: str = "Tue, 10 Mar 2026 11:00:00 GMT") -> str:
    return f"<item><title><![CDATA[{title}]]></title><link>{link}</link><pubDate>{date}</pubDate></item>"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{"".join(items)}</channel></rss>'.encode()


def bodies(base: str) -> dict[str, bytes]:
    """What the server answers, by path."""
    good = a_feed(("Council approves ferry", f"{base}/story/good", "")).encode()
    titles = [item(title.replace("\x00", "&#0;"), f"{base}/story/{n}") for n, title in enumerate(HOSTILE_TITLES)]
    dates = [
        item(f"Dated {date}", f"{base}/story/date{n}", date)
        for n, date in enumerate(("Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday"))
    ]
    page = a_page("Council approves ferry").encode()
    stories = {f"/story/{name}": page for name in ("good", *range(len(HOSTILE_TITLES)), "date0", "date1", "date2")}
    return {
        "/good": good,
        "/html": b"<!doctype html><title>Please log in</title><p>Not a feed",
        "/cut": good[: good.index(b"</item>") + 20],
        "/latin1": good.replace(b"ferry", "fähre".encode("cp1252")),
        "/huge": rss(item("Huge", f"{base}/story/good")) + b" " * 50_000_000,
        "/entities": f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{BOMB}]><rss><channel>&j;</channel></rss>'.encode(),
        "/path": b"/etc/hostname",
        "/empty": b"",
        "/titles": rss(*titles),
        "/dates": rss(*dates),
        "/pages": rss(item("Ten megabytes", f"{base}/story/big"), item("No paragraph", f"{base}/story/none")),
        "/story/big": f"<html><body><article>{'<p>Words go on and on here.</p>' * 400_000}".encode(),
        "/story/none": b"<html><body><nav><a href='/'>Menu</a></nav><img src='x.png'></body></html>",
        **stories,
    }


@contextmanager
def serving():
    """A server on loopback with all of it; `/bomb` is three hundred megabytes of nothing, packed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.server.bodies.get(self.path)
            packed = self.path == "/bomb"
            body = gzip.compress(bytes(300_000_000), 1) if packed else body
            self.send_response(200 if body is not None else 404)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            try:
                self.wfile.write(body or b"")
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, format, *args):  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    server.bodies = bodies(base)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()


DOORS = ("good", "html", "cut", "latin1", "huge", "bomb", "entities", "path", "empty", "titles", "dates", "pages")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Every door visited once: the visits by name, and the database."""
    database = open_database(str(tmp_path_factory.mktemp("bad") / "digest.db"))
    database.upgrade()
    with serving() as base:
        sources = [Source(name, SourceKind.FEED, f"{base}/{name}", name.title()) for name in DOORS]
        fetcher = HttpFetcher(Limits(deadline=60), allow_private=True)
        desk = Desk(database.articles, fetcher, ToldShelf(), ToldClock())
        visits = {visit.source: visit for visit in collect(sources, desk)}
    yield visits, database
    database.close()


@pytest.mark.parametrize(
    ("door", "told"),
    [
        ("html", "HTML"),
        ("huge", "10"),
        ("bomb", "10"),
        ("path", "feed"),
        ("empty", "empty"),
        ("entities", ""),
    ],
)
def test_a_source_that_cannot_be_read_is_told_in_one_line(collected, door, told):
    visit = collected[0][door]
    assert visit.error or visit == Visit(door)  # a document without a single entry is empty, not broken
    assert told in visit.error
    assert "\n" not in visit.error


@pytest.mark.parametrize("door", ["good", "cut", "latin1"])
def test_what_can_be_read_is_read(collected, door):
    visit = collected[0][door]
    assert (visit.error, visit.listed, visit.problems) == ("", 1, ())


def test_hostile_titles_and_dates_cost_no_entry(collected):
    visits, _ = collected
    assert (visits["titles"].listed, visits["titles"].new) == (len(HOSTILE_TITLES), len(HOSTILE_TITLES))
    assert (visits["dates"].listed, visits["dates"].new) == (3, 3)


def test_a_page_too_large_and_a_page_of_nothing_are_told_and_will_be_tried_again(collected):
    visit = collected[0]["pages"]
    assert (visit.listed, visit.new, len(visit.problems)) == (2, 0, 2)
    assert collected[1].articles.fetch_state("pages").etag == ""


def test_dates_that_cannot_be_are_not_believed(collected):
    for candidate in candidates(collected[1]):
        published = candidate.article.entry.published
        assert published is None or 1990 <= published.year <= 2100


def candidates(database):
    return database.articles.candidates("any", NOON.replace(year=2000), NOON)


def test_no_headline_carries_a_control_character_or_a_line_break(collected):
    for candidate in candidates(collected[1]):
        headline = candidate.article.entry.headline
        assert headline.isprintable()
        assert len(headline) <= 500


def test_the_issue_goes_out_clean(collected):
    _, database = collected
    newsletter = a_newsletter(lookback_hours=48)
    plan = Plan({}, {}, {newsletter.id: newsletter})
    prove = make_renderer(template_files("")).proof
    room = Pressroom(plan, database.articles, database.ledger, ToldClock(), prove)
    drawn = draft(newsletter, room)
    date = slot_time(newsletter.cadence, drawn.edition.slot)
    message = make_letter(drawn.proof, newsletter, date, Letterhead(b"key")).to(Subscriber("id", "ida@example.com"))
    head = message.raw.split(b"\r\n\r\n")[0].lower()
    assert b"\nbcc:" not in head
    assert drawn.proof.size <= 102_400
    assert "<script>alert" not in drawn.proof.html
    assert "49" not in drawn.issue.subject
    assert PARAGRAPHS[0] in drawn.proof.text.replace("\n", " ")
    assert MORE_PROSE[0] not in drawn.proof.html

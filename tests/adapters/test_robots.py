"""robots.txt, asked of a real server: what it closes stays closed, and what cannot be read is no permission."""

from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import serving

from digest.adapters import robots
from digest.adapters.http import HttpFetcher, Limits
from digest.adapters.robots import MOST_BYTES, MOST_DELAY, Robots, Rules
from digest.errors import SourceError
from digest.ports import Fetched, Request

PAGE = b"<html><body><p>Words.</p></body></html>"
CLOSED = "the robots.txt of 127.0.0.1 does not let programs read this page"
UNREAD = "the robots.txt of 127.0.0.1 cannot be read, so its pages are left alone: "


def page(desk):
    desk.answer(body=PAGE)


def says(text, **headers):
    body = text.encode() if isinstance(text, str) else text
    return lambda desk: desk.answer(body=body, **headers)


def ask(server, *paths, fetcher=None, robots=True):
    """Return what became of each path: its body, or why not."""
    fetcher = fetcher or HttpFetcher(Limits(deadline=2), allow_private=True)
    requests = [Request(path, server.url(path), robots=robots) for path in paths]
    answers = {request.key: answer for request, answer in fetcher.fetch(requests)}
    return [answers[path].body if isinstance(answers[path], Fetched) else str(answers[path]) for path in paths]


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /closed",
        "User-agent: newsdigest\nDisallow: /closed",
        "\ufeffUser-agent: NewsDigest\r\nDisallow: /closed\r\n",
        "user-agent: other\nuser-agent: newsdigest\ndisallow: /clo*d$\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: newsdigest\nDisallow: /closed",
    ],
)
def test_what_is_closed_to_us_is_not_asked_for_and_the_rest_is(text):
    with serving({"/robots.txt": says(text), "/open": page, "/closed": page}) as server:
        assert ask(server, "/open", "/closed") == [PAGE, CLOSED]
        assert [path for path, _ in server.seen].count("/closed") == 0


def test_who_asks_without_heed_reads_no_robots_txt():
    with serving({"/closed": page}) as server:
        assert ask(server, "/closed", robots=False) == [PAGE]
        assert [path for path, _ in server.seen] == ["/closed"]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_a_site_without_rules_may_be_read(status):
    with serving({"/robots.txt": lambda desk: desk.answer(status), "/": page}) as server:
        assert ask(server, "/") == [PAGE]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda desk: desk.answer(500), "127.0.0.1 answered 500 Internal Server Error"),
        (lambda desk: desk.answer(503), "127.0.0.1 answered 503 Service Unavailable"),
        (lambda desk: desk.answer(302, Location="file:///etc/hosts"), "127.0.0.1 redirects to"),
        (lambda desk: desk.answer(302, Location="/robots.txt"), "127.0.0.1 redirected more than 5 times"),
        (lambda desk: desk.server.stopped.wait(9), "no answer within 0.1 s"),
        (lambda desk: setattr(desk, "close_connection", True), "Server disconnected"),
        (says(b"\x1f\x8bnot packed", Content_Encoding="gzip"), "the packed answer is broken"),
    ],
)
def test_a_site_whose_rules_cannot_be_read_is_left_alone(answer, why):
    fetcher = HttpFetcher(Limits(deadline=0.2), allow_private=True)
    with serving({"/robots.txt": answer, "/": page}) as server:
        [told] = ask(server, "/", fetcher=fetcher)
        assert told.startswith(UNREAD + why)
        assert "/" not in [path for path, _ in server.seen]


def test_rules_are_followed_over_five_redirects():
    table = {f"/{n}": lambda desk, n=n: desk.answer(301, Location=f"/{n + 1}") for n in range(1, 5)}
    table |= {"/robots.txt": lambda desk: desk.answer(301, Location="/1"), "/5": says("User-agent: *\nDisallow: /")}
    with serving(table | {"/page": page}) as server:
        assert ask(server, "/page") == [CLOSED]


def test_a_page_that_redirects_is_asked_about_at_each_address():
    table = {
        "/robots.txt": says("User-agent: *\nDisallow: /closed"),
        "/open": lambda desk: desk.answer(302, Location="/closed"),
        "/closed": page,
    }
    with serving(table) as server:
        assert ask(server, "/open") == [CLOSED]


def test_rules_are_asked_for_once_however_many_pages_and_rounds_there_are():
    fetcher = HttpFetcher(Limits(deadline=5, per_host=8), allow_private=True)
    with serving({"/robots.txt": says(""), **{f"/{n}": page for n in range(20)}}) as server:
        for _ in range(2):
            assert ask(server, *(f"/{n}" for n in range(20)), fetcher=fetcher) == [PAGE] * 20
        assert [path for path, _ in server.seen].count("/robots.txt") == 1


def test_no_more_than_500_kib_of_rules_are_read():
    beyond = "#" * (MOST_BYTES - 1) + "\nUser-agent: *\nDisallow: /"
    within = "User-agent: *\nDisallow: /closed\n" + "#" * 3_000_000
    with serving({"/robots.txt": says(beyond), "/": page}) as server:
        assert ask(server, "/") == [PAGE]
    with serving({"/robots.txt": says(within), "/closed": page}) as server:
        assert ask(server, "/closed") == [CLOSED]


def test_a_page_of_html_is_no_rules():
    with serving({"/robots.txt": says("<!doctype html><title>Log in</title>"), "/": page}) as server:
        assert ask(server, "/") == [PAGE]


def test_rules_are_believed_for_a_day_and_silence_for_ten_minutes(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(robots.time, "monotonic", lambda: now[0])
    kept, open_, closed = Robots(), Rules(), Rules(closed="no answer")
    kept.keep("a", open_)
    kept.keep("b", closed)
    now[0] += 599
    assert (kept.known("a"), kept.known("b")) == (open_, closed)
    now[0] += 2
    assert (kept.known("a"), kept.known("b")) == (open_, None)
    now[0] += 86_400
    assert kept.known("a") is None


def test_the_rules_of_a_thousand_origins_are_remembered():
    kept = Robots()
    for number in range(1_500):
        kept.keep(str(number), Rules())
    assert [number for number in range(1_500) if kept.known(str(number))] == list(range(500, 1_500))


@pytest.mark.parametrize(
    ("told", "seconds"), [("3", 3.0), ("0.5", 0.5), ("900", MOST_DELAY), ("-4", 0.0), ("soon", 0.0), ("nan", 0.0)]
)
def test_a_site_says_how_long_to_wait_between_two_requests(told, seconds):
    assert Rules(robots.Protego.parse(f"User-agent: *\nCrawl-delay: {told}")).delay == seconds
    assert Rules().delay == 0.0


LINES = st.lists(
    st.sampled_from(["User-agent: *", "Disallow: /", "Allow: /*$", "Crawl-delay: 1e999", "\x00", "Disallow"])
)


@given(st.one_of(st.text(), LINES.map("\n".join)))
def test_no_rules_can_break_the_reader(text):
    rules = Rules(robots.Protego.parse(text))
    assert 0 <= rules.delay <= MOST_DELAY
    with suppress(SourceError):
        rules.check(httpx.URL("https://lantern.example/story"))

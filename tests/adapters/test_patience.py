"""Patience with a host: real servers say how close requests came, and a told clock how long a refusal counts."""

import socket
import time
from email.utils import formatdate

import pytest
from loopback import serving

from digest.adapters import patience
from digest.adapters.http import HttpFetcher, Limits
from digest.adapters.patience import DEAD_AFTER, DEAD_SECONDS, MOST_HOSTS, MOST_SECONDS, UNTOLD_SECONDS, Patience
from digest.errors import SourceError
from digest.ports import Request


def words(desk):
    desk.answer(body=b"words")


def fetched(fetcher, urls, *, robots=False):
    """Return the answers by address, in the order of arrival."""
    return {request.key: answer for request, answer in fetcher.fetch(Request(url, url, robots=robots) for url in urls)}


def test_requests_to_one_host_keep_their_distance_and_other_hosts_do_not_wait():
    fetcher = HttpFetcher(Limits(delay=0.15, deadline=5), allow_private=True)
    with serving(dict.fromkeys(["/0", "/1", "/2", "/3", "/other"], words)) as server:
        urls = [server.url(f"/{n}") for n in range(4)]
        other = server.url("/other", host="localhost")
        begun = time.monotonic()
        answers = fetched(fetcher, [*urls, other])
    assert time.monotonic() - begun >= 3 * 0.15
    assert list(answers)[-1] == urls[-1]
    assert {answer.body for answer in answers.values()} == {b"words"}


def test_the_distance_is_kept_from_one_round_to_the_next():
    fetcher = HttpFetcher(Limits(delay=0.2, deadline=5), allow_private=True)
    with serving({"/": words}) as server:
        begun = time.monotonic()
        for _ in range(3):
            fetched(fetcher, [server.url("/")])
    assert time.monotonic() - begun >= 2 * 0.2


def test_a_crawl_delay_is_kept_from_the_third_page_on():
    fetcher = HttpFetcher(Limits(deadline=5), allow_private=True)
    rules = {"/robots.txt": lambda desk: desk.answer(body=b"User-agent: *\nCrawl-delay: 0.2")}
    with serving(rules | dict.fromkeys(["/0", "/1", "/2", "/3"], words)) as server:
        begun = time.monotonic()
        fetched(fetcher, [server.url(f"/{n}") for n in range(4)], robots=True)
    assert time.monotonic() - begun >= 2 * 0.2


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_has_enough_is_asked_nothing_more_in_this_run_and_others_are(status):
    fetcher = HttpFetcher(Limits(per_host=1, deadline=5), allow_private=True)
    table = {f"/{n}": lambda desk: desk.answer(status, Retry_After="120") for n in range(5)}
    with serving(table | {"/other": words}) as server:
        urls = [server.url(f"/{n}") for n in range(5)]
        answers = fetched(fetcher, [*urls, server.url("/other", host="localhost")])
        again = fetched(fetcher, urls[:1])[urls[0]]
        assert len(server.seen) == 2
    assert (answers[urls[0]].status, answers[urls[0]].retry_after) == (status, "120")
    told = f"127.0.0.1 is left alone for 120 s more, since it answered {status}"
    assert [str(answers[url]) for url in urls[1:]] == [told] * 4
    assert [(answers[url].status, answers[url].retry_after) for url in urls[1:]] == [(429, "120")] * 4
    assert str(again) == told
    assert answers[server.url("/other", host="localhost")].body == b"words"


GIVEN_UP = "127.0.0.1 is left alone for 300 s more, since it could not be reached 3 times in a row ({})"


@pytest.fixture
def deaf():
    """A port that refuses every connection."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_host_that_refuses_connections_is_given_up_and_others_are_asked(deaf):
    fetcher = HttpFetcher(Limits(per_host=1, deadline=5), allow_private=True)
    with serving({"/": words}) as server:
        urls = [f"http://127.0.0.1:{deaf}/{n}" for n in range(40)]
        answers = fetched(fetcher, [*urls, server.url("/", host="localhost")])
    assert [str(answers[url]) for url in urls[:3]] == ["127.0.0.1 could not be read: Connection refused"] * 3
    assert {str(answers[url]) for url in urls[3:]} == {GIVEN_UP.format("Connection refused")}
    assert {(answers[url].status, answers[url].retry_after) for url in urls[3:]} == {(503, "")}
    assert answers[server.url("/", host="localhost")].body == b"words"


def test_a_host_that_takes_requests_and_never_answers_is_given_up():
    fetcher = HttpFetcher(Limits(per_host=1, deadline=0.2), allow_private=True)
    with serving({"/": lambda desk: desk.server.stopped.wait(20)}) as server:
        answers = list(fetcher.fetch(Request(str(n), server.url("/")) for n in range(20)))
        assert len(server.seen) == 3
    assert [str(answer) for _, answer in answers] == [
        *["127.0.0.1 did not answer in full within 0.2 s"] * 3,
        *[GIVEN_UP.format("no answer in time")] * 17,
    ]


def test_a_host_that_leads_to_a_dead_one_is_not_given_up_itself(deaf):
    fetcher = HttpFetcher(Limits(per_host=1, deadline=5), allow_private=True)
    lead = {f"/{n}": lambda desk: desk.answer(302, Location=f"http://127.0.0.1:{deaf}/") for n in range(6)}
    with serving(lead | {"/": words}) as server:
        urls = [server.url(path, host="localhost") for path in (*lead, "/")]
        answers = fetched(fetcher, urls)
    assert {str(answers[url]) for url in urls[:6]} == {"localhost could not be read: Connection refused"}
    assert answers[urls[6]].body == b"words"


def test_an_answer_between_them_makes_dead_connections_count_anew(clock):
    hosts = Patience()
    hosts.reached("new.example")
    for _ in range(5):
        hosts.unreached("shaky.example", "Connection refused")
        hosts.unreached("shaky.example", "Connection refused")
        hosts.reached("shaky.example")
    assert hosts.refusal("shaky.example") is None


def test_a_host_that_was_given_up_is_asked_once_more_after_a_while(clock):
    hosts = Patience()
    for _ in range(DEAD_AFTER):
        assert hosts.refusal("dead.example") is None
        hosts.unreached("dead.example", "no connection in time")
    assert hosts.turn("dead.example") == 0
    assert "3 times in a row (no connection in time)" in str(hosts.refusal("dead.example"))
    clock[0] += DEAD_SECONDS
    assert hosts.refusal("dead.example") is None
    hosts.unreached("dead.example", "no connection in time")
    assert "4 times in a row" in str(hosts.refusal("dead.example"))
    hosts.reached("dead.example")  # by an answer that was on its way
    assert hosts.refusal("dead.example") is None
    hosts.unreached("dead.example", "no connection in time")
    assert hosts.refusal("dead.example") is None


@pytest.fixture
def clock(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(patience.time, "time", lambda: 1_700_000_000.0 + now[0])
    return now


@pytest.mark.parametrize(
    ("status", "told", "seconds"),
    [
        (429, "30", 30),
        (503, "30", 30),
        (429, "", UNTOLD_SECONDS),
        (503, "", 0),
        (500, "30", 0),
        (404, "30", 0),
        (429, "soon", UNTOLD_SECONDS),
        (503, "-5", 0),
        (503, "9" * 300, MOST_SECONDS),
        (503, "\u0663", 0),
        (503, formatdate(1_700_001_090, usegmt=True), 90),
        (503, formatdate(1_700_001_090).replace("-0000", ""), 90),
        (503, formatdate(1_700_000_000, usegmt=True), 0),
    ],
)
def test_a_refusal_counts_as_long_as_the_host_says(clock, status, told, seconds):
    hosts = Patience()
    hosts.heard("busy.example", SourceError("no", status=status, retry_after=told))
    assert bool(hosts.refusal("busy.example")) == (seconds > 0)
    assert hosts.refusal("calm.example") is None
    clock[0] += max(seconds - 1, 0)
    assert bool(hosts.refusal("busy.example")) == (seconds > 0)
    clock[0] += 1
    assert hosts.refusal("busy.example") is None


def test_a_host_that_asks_for_a_longer_pause_gets_it_at_once(clock):
    hosts = Patience(delay=0.2)
    assert hosts.turn("slow.example") == 0
    hosts.slow("slow.example", 3)
    assert hosts.turn("slow.example") == pytest.approx(3)
    hosts.slow("slow.example", 3)
    assert hosts.turn("slow.example") == pytest.approx(3)
    clock[0] += 3.001
    assert hosts.turn("slow.example") == 0
    hosts.slow("quick.example", 0.1)
    assert hosts.turn("quick.example") == 0


def test_no_more_hosts_are_remembered_than_fit():
    hosts = Patience(delay=60)
    for number in range(MOST_HOSTS + 5):
        hosts.turn(str(number))
    assert hosts.turn("0") == 0
    assert hosts.turn(str(MOST_HOSTS + 4)) > 0

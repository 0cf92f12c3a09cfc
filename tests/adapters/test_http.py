"""The fetcher against real servers on loopback: what it returns, what it refuses, and what it survives."""

import asyncio
import gzip
import socket
import ssl
import threading
import zlib
from concurrent.futures import Executor, Future
from ipaddress import ip_address
from queue import SimpleQueue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import NINE, serving

from digest.adapters.address import Allowance, is_public, read_allowance
from digest.adapters.http import HttpFetcher, Limits
from digest.adapters.http_get import Getter, Manners
from digest.adapters.http_wire import Wire
from digest.errors import SourceError
from digest.model import Caching
from digest.ports import Fetched, Request

FEED = b"<rss><channel><title>The Loopback Gazette</title></channel></rss>"
HERE = frozenset({"127.0.0.0/8"})
QUICK = Limits(deadline=0.5)
PATIENT = Limits(deadline=20)


def only(fetcher, url, **validators):
    """Return the one answer to one request."""
    request = Request("k", url, **validators)
    [(asked, answer)] = list(fetcher.fetch([request]))
    assert asked == request
    return answer


def refusal(fetcher, url, **validators):
    answer = only(fetcher, url, **validators)
    assert isinstance(answer, SourceError), answer
    return str(answer)


@pytest.fixture
def fetcher():
    return HttpFetcher(PATIENT, allow_private=HERE)


def test_a_feed_comes_back_whole_with_its_headers(fetcher):
    table = {
        "/feed": lambda desk: desk.answer(
            body=FEED, Content_Type="application/rss+xml", ETag='"one"', Last_Modified="Mon, 01 Jan 2024 10:00:00 GMT"
        )
    }
    with serving(table) as server:
        assert only(fetcher, server.url("/feed")) == Fetched(
            status=200,
            url=server.url("/feed"),
            body=FEED,
            content_type="application/rss+xml",
            etag='"one"',
            last_modified="Mon, 01 Jan 2024 10:00:00 GMT",
            caching=Caching(date=NINE),
        )


def test_the_program_says_who_it_is_and_asks_under_the_hosts_own_name():
    fetcher = HttpFetcher(allow_private=frozenset({"localhost"}), about="https://news.example/about\r\nX-Evil: 1")
    with serving({"/": lambda desk: desk.answer()}) as server:
        only(fetcher, server.url("/", host="localhost"))
        [(_, headers)] = server.seen
    assert headers == {
        "Host": f"localhost:{server.server_port}",
        "User-Agent": "newsdigest/0.1.0 (+https://news.example/about X-Evil: 1)",
        "Accept": "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def test_validators_make_the_request_conditional_and_304_has_no_body(fetcher):
    table = {"/feed": lambda desk: desk.answer(304, ETag='"one"', Content_Length=None)}
    with serving(table) as server:
        answer = only(fetcher, server.url("/feed"), etag='"one"', last_modified="Mon, 01 Jan 2024 10:00:00 GMT")
        [(_, headers)] = server.seen
    assert answer == Fetched(304, server.url("/feed"), b"", etag='"one"', caching=Caching(date=NINE))
    assert headers["If-None-Match"] == '"one"'
    assert headers["If-Modified-Since"] == "Mon, 01 Jan 2024 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_a_fault(fetcher):
    with serving({"/": lambda desk: desk.answer(304, Content_Length=None)}) as server:
        assert refusal(fetcher, server.url("/")) == "127.0.0.1 answered 304 Not Modified"


def test_a_validator_with_a_line_end_in_it_is_refused_and_not_sent(fetcher):
    with serving({"/": lambda desk: desk.answer()}) as server:
        reason = refusal(fetcher, server.url("/"), etag='"a"\r\nX-Evil: 1')
        assert server.seen == []
    assert reason == "127.0.0.1 could not be read: Illegal header value b'\"a\"\\r\\nX-Evil: 1'"


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (404, {}, "127.0.0.1 answered 404 Not Found"),
        (500, {}, "127.0.0.1 answered 500 Internal Server Error"),
        (503, {"Retry_After": "120"}, "127.0.0.1 answered 503 Service Unavailable (retry after 120 s)"),
        (
            429,
            {"Retry_After": "Mon, 01 Jan 2024 10:00:00 GMT"},
            "127.0.0.1 answered 429 Too Many Requests (retry after Mon, 01 Jan 2024 10:00:00 GMT)",
        ),
        (799, {}, "127.0.0.1 answered 799"),
        (204, {"Content_Length": None}, "127.0.0.1 answered 204 No Content"),
        (301, {}, "127.0.0.1 answered 301 Moved Permanently"),
    ],
)
def test_another_status_is_a_fault_in_plain_words(fetcher, status, headers, reason):
    with serving({"/": lambda desk: desk.answer(status, **headers)}) as server:
        assert refusal(fetcher, server.url("/")) == reason


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_reported(fetcher, status):
    table = {
        "/old": lambda desk: desk.answer(status, Location="/mid"),
        "/mid": lambda desk: desk.answer(status, Location=desk.server.url("/new#part")),
        "/new": lambda desk: desk.answer(body=FEED),
    }
    with serving(table) as server:
        answer = only(fetcher, server.url("/old"))
        assert (answer.url, answer.body) == (server.url("/new"), FEED)


def test_a_move_for_good_is_told_up_to_the_first_redirect_that_is_not(fetcher):
    table = {
        "/old": lambda desk: desk.answer(301, Location="/mid"),
        "/mid": lambda desk: desk.answer(308, Location="/new#part"),
        "/new": lambda desk: desk.answer(302, Location="/today"),
        "/today": lambda desk: desk.answer(301, Location="/now"),
        "/now": lambda desk: desk.answer(body=FEED),
    }
    with serving(table) as server:
        assert only(fetcher, server.url("/old")).moved == server.url("/new")
        assert only(fetcher, server.url("/new")).moved == ""
        assert only(fetcher, server.url("/now")).moved == ""


def test_what_an_answer_says_of_coming_again_is_passed_on(fetcher):
    said = {
        "Cache_Control": "max-age=60",
        "Expires": "Mon, 01 Jan 2024 10:00:00 GMT",
        "Age": "7",
        "Link": '<https://hub.example/>; rel="hub"',
    }
    table = {"/": lambda desk: desk.answer(**said), "/no": lambda desk: desk.answer(503, Retry_After="120")}
    with serving(table) as server:
        answer = only(fetcher, server.url("/"))
        refused = only(fetcher, server.url("/no"))
    assert (answer.caching.cache_control, answer.caching.expires) == (said["Cache_Control"], said["Expires"])
    assert (answer.caching.age, answer.caching.date, answer.links) == ("7", NINE, (said["Link"],))
    assert (refused.status, refused.retry_after) == (503, "120")


def test_a_redirect_loop_ends_after_five_hops(fetcher):
    with serving({"/": lambda desk: desk.answer(302, Location="/")}) as server:
        assert refusal(fetcher, server.url("/")) == "127.0.0.1 redirected more than 5 times"
        assert len(server.seen) == 6


@pytest.mark.parametrize(
    "location",
    ["file:///etc/hostname", "ftp://example.com/", "javascript:alert(1)", "http://[::1", "http://x:99999/", "data:,x"],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(fetcher, location):
    with serving({"/": lambda desk: desk.answer(302, Location=location)}) as server:
        assert refusal(fetcher, server.url("/")) == f"127.0.0.1 redirects to {location!r}, which is no web address"


@pytest.mark.parametrize(
    "url",
    ["", "file:///etc/hostname", "feed.xml", "gopher://example.com/", "http://\0/", "http://a\nb:c/", "http://[::1"],
)
def test_what_is_no_web_address_is_refused(fetcher, url):
    assert "which is no web address" in refusal(fetcher, url)


def test_a_name_without_an_address_is_refused(fetcher):
    assert refusal(fetcher, "http://nowhere.invalid/feed") == "nowhere.invalid has no address"
    assert refusal(fetcher, f"http://{'a' * 70}.invalid/") == f"{'a' * 70}.invalid has no address"


def test_a_port_where_nobody_listens_is_reported(fetcher):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert refusal(fetcher, url) == "127.0.0.1 could not be read: Connection refused"


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("x-gzip", gzip.compress), ("identity", bytes)],
)
def test_a_packed_body_is_unpacked(fetcher, name, pack):
    with serving({"/": lambda desk: desk.answer(body=pack(FEED), Content_Encoding=name)}) as server:
        assert only(fetcher, server.url("/")).body == FEED


def test_deflate_without_a_header_is_unpacked(fetcher):
    bare = zlib.compressobj(wbits=-15)
    body = bare.compress(FEED) + bare.flush()
    with serving({"/": lambda desk: desk.answer(body=body, Content_Encoding="deflate")}) as server:
        assert only(fetcher, server.url("/")).body == FEED


def test_an_empty_packed_body_is_empty(fetcher):
    with serving({"/": lambda desk: desk.answer(Content_Encoding="gzip")}) as server:
        assert only(fetcher, server.url("/")).body == b""


def test_what_follows_the_packed_data_is_left_out(fetcher):
    with serving(
        {"/": lambda desk: desk.answer(body=gzip.compress(FEED, mtime=0) + b"\0" * 40, Content_Encoding="gzip")}
    ) as server:
        assert only(fetcher, server.url("/")).body == FEED


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(FEED, mtime=0)[:-12], "gzip", "the packed answer is cut off"),
        (b"\x1f\x8bnot gzip at all", "gzip", "the packed answer is broken"),
        (FEED, "br", "the answer is packed as 'br', which was not asked for"),
        (FEED, "gzip, gzip", "the answer is packed as 'gzip, gzip', which was not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_a_fault(fetcher, body, encoding, reason):
    with serving({"/": lambda desk: desk.answer(body=body, Content_Encoding=encoding)}) as server:
        assert refusal(fetcher, server.url("/")) == reason


def test_a_bomb_of_zeros_is_stopped_at_the_limit(fetcher):
    bomb = gzip.compress(b"\0" * 60_000_000, 9)
    with serving({"/": lambda desk: desk.answer(body=bomb, Content_Encoding="gzip")}) as server:
        assert refusal(fetcher, server.url("/")) == "127.0.0.1 sent more than 10 MB"


def test_a_body_without_end_is_stopped_at_the_limit(fetcher):
    def endless(desk):
        desk.send_chunks(b"<" * 65_536 for _ in range(10_000))

    with serving({"/": endless}) as server:
        assert refusal(fetcher, server.url("/")) == "127.0.0.1 sent more than 10 MB"


def test_a_body_of_just_the_limit_is_taken():
    fetcher = HttpFetcher(Limits(most_bytes=1_000), allow_private=True)
    table = {"/fits": lambda desk: desk.answer(body=b"x" * 1_000), "/over": lambda desk: desk.answer(body=b"x" * 1_001)}
    with serving(table) as server:
        assert only(fetcher, server.url("/fits")).body == b"x" * 1_000
        assert refusal(fetcher, server.url("/over")) == "127.0.0.1 sent more than 0.001 MB"


def trickle(desk):
    desk.send_chunks(iter(lambda: b"" if desk.server.stopped.wait(0.02) else b"<", b""))


def hang(desk):
    desk.server.stopped.wait(10)
    desk.close_connection = True


@pytest.mark.parametrize("fault", [trickle, hang])
def test_a_host_that_dawdles_meets_the_deadline(fault):
    with serving({"/": fault}) as server:
        reason = refusal(HttpFetcher(QUICK, allow_private=HERE), server.url("/"))
    assert reason == "127.0.0.1 did not answer in full within 0.5 s"


def test_redirects_share_one_deadline():
    def slow_hop(desk):
        desk.server.stopped.wait(0.2)
        desk.answer(302, Location="/")

    with serving({"/": slow_hop}) as server:
        reason = refusal(HttpFetcher(QUICK, allow_private=HERE), server.url("/"))
    assert reason == "127.0.0.1 did not answer in full within 0.5 s"


def test_a_body_that_ends_before_its_length_is_a_fault(fetcher):
    def short(desk):
        desk.answer(body=FEED, Content_Length=str(len(FEED) + 10), Connection="close")
        desk.close_connection = True

    with serving({"/": short}) as server:
        assert "peer closed connection" in refusal(fetcher, server.url("/"))


def test_what_is_not_http_is_a_fault(fetcher):
    def garbage(desk):
        desk.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
        desk.close_connection = True

    def silence(desk):
        desk.close_connection = True

    with serving({"/garbage": garbage, "/silence": silence}) as server:
        assert "127.0.0.1 could not be read: illegal status line" in refusal(fetcher, server.url("/garbage"))
        assert "127.0.0.1 could not be read: Server disconnected" in refusal(fetcher, server.url("/silence"))


def test_headers_without_end_are_a_fault(fetcher):
    def endless_headers(desk):
        desk.wfile.write(b"HTTP/1.1 200 OK\r\n")
        desk.send_chunks(b"X-Filler: " + b"y" * 60_000 + b"\r\n" for _ in range(100))

    with serving({"/": endless_headers}) as server:
        assert refusal(fetcher, server.url("/")).startswith("127.0.0.1 could not be read: ")


def test_one_slow_host_delays_no_other():
    table = {"/feed": lambda desk: desk.answer(body=FEED), "/slow": hang}
    with serving(table) as server:
        stuck = [Request(str(n), server.url("/slow")) for n in range(40)]
        quick = [Request("quick", server.url("/feed", host="localhost"))]
        fetcher = HttpFetcher(Limits(workers=4, deadline=20), allow_private=True)
        answers = fetcher.fetch([*stuck, *quick])
        request, answer = next(answers)
        answers.close()
    assert (request.key, answer.body) == ("quick", FEED)


def test_a_host_gets_two_requests_at_a_time():
    together, most, lock = [0], [0], threading.Lock()
    barrier = threading.Barrier(2)

    def count(desk):
        with lock:
            together[0] += 1
            most[0] = max(most[0], together[0])
        barrier.wait(timeout=10)  # two are inside at once, or this breaks
        with lock:
            together[0] -= 1
        desk.answer()

    paths = [f"/{n}" for n in range(20)]
    with serving(dict.fromkeys(paths, count)) as server:
        answers = list(
            HttpFetcher(PATIENT, allow_private=HERE).fetch(Request(path, server.url(path)) for path in paths)
        )
    assert sorted(request.key for request, _ in answers) == sorted(paths)
    assert {answer.status for _, answer in answers} == {200}
    assert most == [2]


def test_every_request_is_answered_once_whatever_becomes_of_it():
    table = {"/ok": lambda desk: desk.answer(body=FEED), "/no": lambda desk: desk.answer(404)}
    with serving(table) as server:
        requests = [Request(str(n), server.url("/ok" if n % 2 else "/no")) for n in range(60)]
        requests += [Request("bad", "file:///etc/passwd"), Request("none", "http://nowhere.invalid/")]
        answers = {request.key: answer for request, answer in HttpFetcher(PATIENT, allow_private=HERE).fetch(requests)}
    assert sorted(answers) == sorted(request.key for request in requests)
    assert sum(isinstance(answer, Fetched) for answer in answers.values()) == 30


def test_no_requests_have_no_answers(fetcher):
    assert list(fetcher.fetch([])) == []


def test_whoever_stops_early_stops_the_rest():
    paths = [f"/{n}" for n in range(200)]
    with serving(dict.fromkeys(paths, lambda desk: desk.answer(body=FEED))) as server:
        answers = HttpFetcher(Limits(workers=4), allow_private=HERE).fetch(
            Request(path, server.url(path)) for path in paths
        )
        next(answers)
        answers.close()
        assert len(server.seen) <= 4 + 1 + 4
    assert not [thread for thread in threading.enumerate() if thread.name == "http"]


def test_a_fetcher_works_in_any_thread_and_for_several_at_once(fetcher):
    results = []
    with serving({"/": lambda desk: desk.answer(body=FEED)}) as server:
        threads = [
            threading.Thread(target=lambda: results.append(only(fetcher, server.url("/")).body)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [FEED] * 4


def test_an_iterable_that_fails_fails_whoever_takes_the_answers(fetcher):
    def broken():
        yield Request("a", "http://127.0.0.1:1/")
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        list(fetcher.fetch(broken()))


def test_what_is_asked_may_follow_from_what_was_answered(fetcher):
    asked = SimpleQueue()
    table = {f"/{n}": lambda desk: desk.answer(body=desk.path[1:].encode()) for n in range(5)}
    with serving(table) as server:
        asked.put(Request("0", server.url("/0")))
        came = []
        for _, answer in fetcher.fetch(iter(asked.get, None)):
            came.append(int(answer.body))
            following = Request("", server.url(f"/{came[-1] + 1}")) if came[-1] < 4 else None
            asked.put(following)
    assert came == [0, 1, 2, 3, 4]


def test_whoever_stops_while_nothing_is_asked_is_not_held_up(fetcher):
    asked = SimpleQueue()
    with serving({"/": lambda desk: desk.answer(body=FEED)}) as server:
        asked.put(Request("k", server.url("/")))
        answers = fetcher.fetch(iter(asked.get, None))
        next(answers)
        answers.close()
    asked.put(Request("late", "http://127.0.0.1:1/"))
    (feeder,) = (thread for thread in threading.enumerate() if thread.name == "http requests")
    feeder.join(timeout=10)
    assert not feeder.is_alive()


# --- where it may go -------------------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.0.8", "192.88.99.1",
    "198.18.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::",
    "2002:a00:1::1", "2001::1", "2001:db8::1", "fe80::1%eth0",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_not_public_in_any_of_its_forms(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_outside_is_public(address):
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_form_of_ipv6(address):
    forms = [
        f"::ffff:{address}",
        f"64:ff9b::{int(address) >> 16:x}:{int(address) & 0xFFFF:x}",
        f"2002:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}::1",
    ]
    assert {is_public(ip_address(form)) for form in forms} == {is_public(address)}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/",
    ],
)  # fmt: skip
def test_the_operators_own_network_is_closed_by_default(url):
    assert "which is not public" in refusal(HttpFetcher(QUICK), url)


def test_a_redirect_into_the_operators_network_is_refused():
    fetcher = HttpFetcher(PATIENT, allow_private=frozenset({"localhost"}))
    table = {
        "/": lambda desk: desk.answer(302, Location=desk.server.url("/secret")),
        "/secret": lambda desk: desk.answer(body=b"keys"),
    }
    with serving(table) as server:
        assert refusal(fetcher, server.url("/", host="localhost")) == "127.0.0.1 is at 127.0.0.1, which is not public"
        assert [path for path, _ in server.seen] == ["/"]


def test_at_a_public_address_only_the_ports_of_the_web_are_asked():
    assert (
        refusal(HttpFetcher(QUICK), "http://8.8.8.8:22/")
        == "8.8.8.8 is named with port 22, which is not one of the web"
    )


def test_an_allowance_is_read_from_names_networks_or_a_switch():
    assert read_allowance(True) == Allowance(everything=True)
    assert read_allowance(False) == Allowance()
    allowance = read_allowance(frozenset({"Intranet.Example", "10.1.2.3/8", "::1"}))
    assert allowance.covers("intranet.example", ip_address("192.168.0.1"))
    assert allowance.covers("any.example", ip_address("10.200.0.1"))
    assert allowance.covers("any.example", ip_address("::1"))
    assert not allowance.covers("any.example", ip_address("192.168.0.1"))


class Names(Executor):
    """A resolver that answers from a list, once each."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(
            [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in self.answers.pop(0)]
        )
        return future


async def get_with(names, url, allowance):
    manners = Manners("newsdigest/test", allowance, most_bytes=1_000, hops=5)
    return await Getter(Wire(ssl.create_default_context()), names, manners).get(Request("k", url))


def test_a_name_is_resolved_once_a_hop_so_that_it_cannot_be_rebound(event_loop_run):
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    with serving({"/": lambda desk: desk.answer(302, Location="/")}) as server, pytest.raises(SourceError) as refused:
        event_loop_run(get_with(names, server.url("/", host="rebind.example"), read_allowance(HERE)))
    assert str(refused.value) == "rebind.example is at 10.0.0.1, which is not public"
    assert names.answers == []


def test_one_private_address_among_public_ones_closes_the_name(event_loop_run):
    with pytest.raises(SourceError, match=r"mixed\.example is at 10\.0\.0\.1, which is not public"):
        event_loop_run(get_with(Names(["8.8.8.8", "10.0.0.1"]), "http://mixed.example/", Allowance()))


def test_the_next_address_is_tried_where_one_does_not_answer(event_loop_run):
    with serving({"/": lambda desk: desk.answer(body=FEED)}) as server:
        names = Names(["127.0.0.9", "127.0.0.1"])  # nobody listens on the first: the server is bound to the second
        answer = event_loop_run(get_with(names, server.url("/", host="two.example"), read_allowance(HERE)))
    assert (answer.url, answer.body) == (server.url("/", host="two.example"), FEED)


@pytest.fixture
def event_loop_run():
    with asyncio.Runner() as runner:
        yield runner.run


def test_a_users_name_in_the_address_is_sent_to_its_host_and_told_to_nobody(fetcher):
    table = {
        "/": lambda desk: desk.answer(302, Location=desk.server.url("/b")),
        "/b": lambda desk: desk.answer(body=FEED),
    }
    with serving(table) as server:
        answer = only(fetcher, f"http://ann:p%40ss@127.0.0.1:{server.server_port}/")
        sent = [headers.get("Authorization") for _, headers in server.seen]
    assert (answer.url, sent) == (server.url("/b"), ["Basic YW5uOnBAc3M=", None])


def test_over_tls_the_certificate_is_checked_against_the_name_and_not_the_address(certificate):
    cert, key = certificate
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(cert, key)
    theirs = ssl.create_default_context(cafile=cert)
    with serving({"/": lambda desk: desk.answer(body=FEED)}, tls=ours) as server:
        trusting = HttpFetcher(PATIENT, allow_private=HERE, tls=theirs)
        assert only(trusting, server.url("/", host="localhost", scheme="https")).body == FEED
        assert "IP address mismatch" in refusal(trusting, server.url("/", scheme="https"))
        wary = HttpFetcher(PATIENT, allow_private=HERE)
        assert "self-signed certificate" in refusal(wary, server.url("/", host="localhost", scheme="https"))


class Nobody(Executor):
    """A resolver that knows no name."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(socket.gaierror("unknown"))
        return future


@settings(deadline=None)
@given(st.text(max_size=40).map(lambda tail: "http://" + tail) | st.text(max_size=40))
def test_no_address_whatever_raises_anything_but_a_source_error(url):
    with asyncio.Runner() as runner, pytest.raises(SourceError):
        runner.run(get_with(Nobody(), url, Allowance()))


def test_a_bug_in_the_fetchers_own_thread_is_raised_where_somebody_sees_it(fetcher):
    with serving({"/": lambda desk: desk.answer()}) as server, pytest.raises(ExceptionGroup) as raised:
        list(fetcher.fetch([Request("k", server.url("/"), etag=7)]))
    assert raised.group_contains(AttributeError)

"""Where a fetcher can be led: by redirects, names, robots.txt, hubs and the environment, and never inside."""

import socket

import pytest
from loopback import serving

from digest.adapters.http import HttpFetcher, Limits
from digest.errors import SourceError
from digest.ports import Fetched, Request

INSIDE = [
    "127.0.0.1", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001", "0x7f.0.0.1", "127.1", "0", "0.0.0.0", "10.0.0.1",
    "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "2852039166", "[::]", "[::1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[2002:7f00:1::]", "[fe80::1]",
    "[fd00::1]", "[fec0::1]", "127。0。0。1", "public.example@127.0.0.1", "public.example:80@[::1]",
]  # fmt: skip
NO_WEB = [
    "file:///etc/hostname", "gopher://127.0.0.1:70/_x", "data:text/html,x", "dict://127.0.0.1:11211/stat", "ftp://127.0.0.1/",
    "ldap://127.0.0.1/", "javascript:alert(1)", "http://[::1",
    "http://127.0.0.1:99999/", "http://①②⑦.0.0.1/",
]  # fmt: skip


@pytest.fixture
def fetcher():
    """One that may go to `localhost` by that name, and nowhere else inside."""
    return HttpFetcher(Limits(deadline=5, per_host=8), allow_private=frozenset({"localhost"}))


def answers(fetcher, server, paths, **how):
    requests = [Request(path, server.url(path, host="localhost"), **how) for path in paths]
    return {request.key: answer for request, answer in fetcher.fetch(requests)}


def leading_to(places):
    return {f"/{n}": lambda desk, place=place: desk.answer(302, Location=place) for n, place in enumerate(places)}


def test_no_redirect_leads_inside_in_whatever_form_the_address_is_written(fetcher):
    with serving({}) as server:
        places = [f"http://{form}:{server.server_port}/secret".encode().decode("latin-1") for form in INSIDE]
        server.table |= leading_to(places) | {"/secret": lambda desk: desk.answer(body=b"keys")}
        told = answers(fetcher, server, [f"/{n}" for n in range(len(INSIDE))])
        assert "/secret" not in [path for path, _ in server.seen]
    for number, form in enumerate(INSIDE):
        refusal = told[f"/{number}"]
        assert isinstance(refusal, SourceError), form
        assert str(refusal).endswith(("which is not public", "has no address", "which is no web address")), (
            form,
            str(refusal),
        )


def test_no_redirect_leads_away_from_the_web(fetcher):
    with serving(leading_to(place.encode().decode("latin-1") for place in NO_WEB)) as server:
        told = answers(fetcher, server, [f"/{n}" for n in range(len(NO_WEB))])
    for number, place in enumerate(NO_WEB):
        assert isinstance(told[f"/{number}"], SourceError), place
        assert "which is no web address" in str(told[f"/{number}"]), (place, str(told[f"/{number}"]))


def test_line_ends_in_a_redirect_stay_what_they_are(fetcher):
    table = leading_to(["/end%0d%0aX-Evil:%201"]) | {"/end%0d%0aX-Evil:%201": lambda desk: desk.answer(body=b"words")}
    with serving(table) as server:
        assert answers(fetcher, server, ["/0"])["/0"].body == b"words"
        assert "X-Evil" not in server.seen[-1][1]


def test_a_redirect_header_that_is_split_is_none_of_ours(fetcher):
    def split(desk):
        desk.wfile.write(
            b"HTTP/1.1 302 Found\r\nLocation: /end\r\nX-Evil: 1\r\n Host: inside\r\nContent-Length: 0\r\n\r\n"
        )

    with serving({"/": split, "/end": lambda desk: desk.answer(body=b"words")}) as server:
        assert answers(fetcher, server, ["/"])["/"].body == b"words"
        assert server.seen[-1][1]["Host"] == f"localhost:{server.server_port}"
        assert "X-Evil" not in server.seen[-1][1]


def test_a_name_that_looks_like_another_is_told_in_the_letters_that_go_over_the_wire(fetcher):
    [(_, refusal)] = fetcher.fetch([Request("k", "http://рауpal.invalid/feed")])
    assert str(refusal) == f"{'рауpal'.encode('idna').decode()}.invalid has no address"


def test_a_name_that_turns_inside_after_it_was_asked_is_not_followed(fetcher, monkeypatch):
    """The first answer of the name server is an address that we may ask, every later one is not: DNS rebinding."""
    ask, times = socket.getaddrinfo, {"count": 0}

    def rebinding(host, port, **how):
        if host != "rebind.example":
            return ask(host, port, **how)
        times["count"] += 1
        return ask("127.0.0.2" if times["count"] == 1 else "127.0.0.1", port, **how)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    guarded = HttpFetcher(Limits(deadline=5), allow_private=frozenset({"127.0.0.2"}))
    with serving({"/": lambda desk: desk.answer(body=b"keys")}) as inside:
        url = inside.url("/", host="rebind.example")
        [(_, first)], [(_, second)] = guarded.fetch([Request("1", url)]), guarded.fetch([Request("2", url)])
        assert inside.seen == []  # it listens on 127.0.0.1 alone
    assert str(first) == "rebind.example could not be read: Connection refused"
    assert str(second) == "rebind.example is at 127.0.0.1, which is not public"
    assert times["count"] == 2


def test_a_robots_txt_that_leads_inside_closes_its_site(fetcher):
    with serving({}) as server:
        server.table |= {"/robots.txt": lambda desk: desk.answer(302, Location=server.url("/secret"))}
        told = answers(fetcher, server, ["/page"], robots=True)["/page"]
        assert [path for path, _ in server.seen] == ["/robots.txt"]
    assert "127.0.0.1 is at 127.0.0.1, which is not public" in str(told)


def test_a_hub_inside_is_not_asked(fetcher):
    with serving({"/hub": lambda desk: desk.answer(202)}) as server:
        [(_, told)] = fetcher.fetch([Request("hub", server.url("/hub"), form=(("hub.mode", "subscribe"),))])
        assert server.seen == []
    assert str(told) == "127.0.0.1 is at 127.0.0.1, which is not public"


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_form_is_not_turned_into_another_request_by_a_redirect(fetcher, status):
    with serving(
        {"/hub": lambda desk: desk.answer(status, Location="/else"), "/else": lambda desk: desk.answer()}
    ) as server:
        told = answers(fetcher, server, ["/hub"], form=(("a", "b"),))["/hub"]
        assert [path for path, _ in server.seen] == ["/hub"]
    assert told.status == status


@pytest.mark.parametrize("status", [307, 308])
def test_a_form_goes_on_whole_where_a_redirect_says_so(fetcher, status):
    bodies = []

    def take(desk):
        bodies.append(desk.rfile.read(int(desk.headers["Content-Length"])))
        desk.answer(204, Content_Length=None)

    def lead(desk):
        desk.rfile.read(int(desk.headers["Content-Length"]))
        desk.answer(status, Location="/new")

    with serving({"/hub": lead, "/new": take}) as server:
        told = answers(fetcher, server, ["/hub"], form=(("hub.topic", "https://lantern.example/?a=b&c"),))["/hub"]
    assert isinstance(told, Fetched)
    assert bodies == [b"hub.topic=https%3A%2F%2Flantern.example%2F%3Fa%3Db%26c"]


def test_a_proxy_that_the_environment_names_is_not_asked(fetcher, monkeypatch):
    with serving({"/": lambda desk: desk.answer(body=b"words")}) as server, serving({}) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("/"))
        monkeypatch.setenv("NO_PROXY", "")
        again = HttpFetcher(Limits(deadline=5), allow_private=frozenset({"localhost"}))
        assert [answers(one, server, ["/"])["/"].body for one in (fetcher, again)] == [b"words"] * 2
        assert proxy.seen == []

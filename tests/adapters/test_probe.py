"""The prober against a real server on loopback that lies, hangs, swells and redirects."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from digest.adapters.probe import HttpProber, ProbeLimits
from digest.model import Probed

HERE = frozenset({"127.0.0.0/8"})
PICTURE = (Path(__file__).parents[2] / "digest" / "demo" / "pictures" / "logo.png").read_bytes()
PATIENT = ProbeLimits(deadline=60)


class Desk(BaseHTTPRequestHandler):
    """Answers by the server's table: path -> function of the handler, or (status, headers, body)."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        answer = self.server.table.get(self.path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, table):
        super().__init__(("127.0.0.1", 0), Desk)
        self.table, self.asked, self.stopped = table, [], threading.Event()

    def handle_error(self, request, client_address):
        pass

    def url(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextmanager
def serving(table):
    server = Server(table)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def probe_one(table, path="/", limits=None):
    with serving(table) as server:
        url = server.url(path)
        (probed,) = HttpProber(limits or PATIENT, allow_private=HERE).probe([url]).values()
        return probed, server


def hang(desk):
    desk.server.stopped.wait(20)


def hang_on_head(desk):
    if desk.command == "HEAD":
        hang(desk)
    desk.send_response(204)
    desk.end_headers()


def hang_up(desk):
    desk.close_connection = True


def flood(desk):
    desk.send_response(200)
    desk.send_header("Content-Type", "image/png")
    desk.end_headers()
    desk.close_connection = True
    try:
        for _ in range(400 if desk.command == "GET" else 0):
            desk.wfile.write(PICTURE.ljust(65_536, b"\0"))
    except OSError:
        pass


PAGE = (200, {"Content-Type": "text/html"}, b"x" * 100)


def test_a_page_is_asked_for_by_head_alone():
    probed, server = probe_one({"/": PAGE})
    assert probed == Probed(200, server.url("/"), media_type="text/html")
    assert server.asked == [("HEAD", "/")]


def test_a_picture_is_read_and_measured():
    probed, server = probe_one({"/": (200, {"Content-Type": "image/png"}, PICTURE)})
    assert probed == Probed(200, server.url("/"), "", "image/png", len(PICTURE), probed.width, probed.height)
    assert probed.width > 100 < probed.height
    assert server.asked == [("HEAD", "/"), ("GET", "/")]


def test_redirects_are_followed_and_their_end_is_told():
    probed, server = probe_one(
        {"/": (301, {"Location": "/two"}, b""), "/two": (302, {"Location": "/end"}, b""), "/end": PAGE}
    )
    assert (probed.status, probed.url) == (200, server.url("/end"))


def test_a_server_that_knows_no_head_is_asked_by_get():
    def only_get(desk):
        desk.server.table["*"] = PAGE
        desk.path = "*" if desk.command == "GET" else "/none"
        Desk.do_GET(desk)

    assert probe_one({"/": only_get})[0].status == 200
    assert probe_one({"/": hang_on_head}, limits=ProbeLimits(deadline=2))[0].status == 204


@pytest.mark.parametrize("status", [401, 404, 410, 429, 500])
def test_a_bad_status_is_told_as_it_is(status):
    assert probe_one({"/": (status, {}, b"no")})[0].status == status


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ({"/": hang_up}, "Server disconnected without sending a response."),
        ({"/": (302, {"Location": "/"}, b"")}, "127.0.0.1 redirected more than 5 times"),
        (
            {"/": (302, {"Location": "http://169.254.169.254/latest"}, b"")},
            "169.254.169.254 is at 169.254.169.254, which is not public",
        ),
        ({"/": (302, {"Location": "http://[::1]/"}, b"")}, "::1 is at ::1, which is not public"),
        (
            {"/": (302, {"Location": "file:///etc/passwd"}, b"")},
            "127.0.0.1 redirects to 'file:///etc/passwd', which is no web address",
        ),
        (
            {"/": (200, {"Content-Type": "image/png", "Content-Length": "9999999"}, b"\x89PNG")},
            "peer closed connection without sending complete message body (received 4 bytes, expected 9999999)",
        ),
    ],
)
def test_what_goes_wrong_is_said(table, error):
    probed, server = probe_one(table, limits=PATIENT)
    assert probed == Probed(0, server.url("/"), error)


def test_a_server_that_never_answers_is_given_up():
    probed, server = probe_one({"/": hang}, limits=ProbeLimits(deadline=0.4))
    assert probed == Probed(0, server.url("/"), "no answer within 0.2 s")


def test_no_address_of_ones_own_network_is_asked_unless_it_is_allowed():
    with serving({"/": PAGE}) as server:
        (probed,) = HttpProber().probe([server.url("/")]).values()
        assert probed == Probed(0, server.url("/"), "127.0.0.1 is at 127.0.0.1, which is not public")
        assert server.asked == []


def test_a_flood_is_read_up_to_the_limit():
    probed, _ = probe_one({"/": flood}, limits=ProbeLimits(most_bytes=200_000))
    assert (probed.status, 200_000 < probed.size < 1_000_000) == (200, True)


def test_a_picture_shorter_than_it_claims_is_counted_by_what_comes():
    probed, _ = probe_one({"/": (200, {"Content-Type": "image/png", "Content-Length": "8"}, PICTURE)})
    assert (probed.size, probed.width) == (8, 0)


def test_what_is_no_address_is_told_and_asked_of_nobody():
    found = HttpProber().probe(["http://", "https://\ud800.example/", "ftp://a.example/"])
    assert [probed.status for probed in found.values()] == [0, 0, 0]
    assert HttpProber().probe([]) == {}


def test_each_address_is_asked_once_and_no_more_than_the_limit():
    with serving({}) as server:
        urls = [server.url(f"/{number}") for number in range(30)]
        found = HttpProber(ProbeLimits(addresses=10), allow_private=HERE).probe([*urls, *urls])
        assert sorted(found) == sorted(urls[:10])


def test_when_the_time_is_up_the_rest_is_missing():
    with serving({"/slow": hang, "/": PAGE}) as server:
        limits = ProbeLimits(workers=1, deadline=60, whole=2)
        urls = [server.url("/"), server.url("/slow"), server.url("/never")]
        assert list(HttpProber(limits, allow_private=HERE).probe(urls)) == urls[:1]

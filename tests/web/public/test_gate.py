"""The gate: every answer has the headers of the house, bodies are small and prompt, and the log names nobody."""

import asyncio
import json
import logging
import socket
from urllib.parse import urlsplit

import pytest
from front import a_house, asking, converse, serving
from making import a_newsletter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from digest.errors import DigestError, StoreError
from digest.model import Brand
from digest.web.public import gate, server
from digest.web.public.app import public_app

PAGE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


async def echo(request: Request) -> Response:
    form = await request.form()
    return JSONResponse({"from": request.client.host, "scheme": request.url.scheme, "form": dict(form)})


async def breaks(_: Request) -> Response:
    raise RuntimeError("otto@example.com is in the way")


async def no_store(_: Request) -> Response:
    raise StoreError("postgresql://digest@db/news does not answer")


ROOMS = [Route("/echo/{token}", echo, methods=["GET", "POST"]), Route("/breaks", breaks), Route("/no-store", no_store)]


def ready() -> bool:
    return True


def an_app(**changed):
    return public_app(a_house(**changed), ready, ROOMS)


@pytest.fixture
def client():
    with asking(an_app()) as client:
        yield client


def test_every_answer_has_the_headers_of_the_house(client):
    for path in ("/healthz", "/nowhere", "/echo/1", "/breaks", "/static/..%2f..%2fapp.py"):
        headers = client.get(path).headers
        assert {name: headers.get(name) for name in PAGE} == PAGE
        assert (len(headers["x-request-id"]), "server" in headers, "set-cookie" in headers) == (16, False, False)
        assert "strict-transport-security" not in headers


def test_what_belongs_to_one_reader_is_for_no_search_engine(client):
    told = {path: client.get(path).headers.get("x-robots-tag") for path in ("/echo/1", "/healthz", "/nowhere")}
    assert told == {"/echo/1": "noindex", "/healthz": None, "/nowhere": "noindex"}


def test_the_policy_names_the_houses_own_pictures_and_nobody_elses():
    brand = Brand("L", "https://lantern.example/", "1 Quay", logo_url="https://cdn.example:8443/logo.png?x=1;'self'")
    house = a_house(brand=brand, newsletters={"m": a_newsletter(cover="http://img.example/a b.jpg")})
    assert gate.policy(house).split("; ")[3] == "img-src 'self' http://img.example https://cdn.example:8443"


def test_a_body_that_is_too_long_is_refused_whether_it_says_so_or_not(client):
    assert client.post("/echo/1", data={"a": "b" * 65_000}).json()["form"] == {"a": "b" * 65_000}
    assert client.post("/echo/1", data={"a": "b" * 66_000}).status_code == 413
    assert client.post("/echo/1", content=(b"x" * 1000 for _ in range(70))).status_code == 413


def test_a_room_may_take_longer_bodies():
    with asking(public_app(a_house(url="http://localhost/mail"), ready, ROOMS, {"/echo/": 2_000_000})) as client:
        assert client.post("/mail/echo/1", data={"a": "b" * 900_000}).status_code == 200
        sent = {"a": "b" * 900_000, "c": "d" * 900_000}
        assert client.post("/echo/1", data=sent).json()["form"] == sent
        assert client.post("/echo/1", data={"a": "b" * 90_000}).status_code == 200
        assert client.post("/breaks", data={"a": "b" * 90_000}).status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(gate, "BODY_SECONDS", 0.2)
    with serving(an_app()) as url:
        heard = converse(url, b"POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=")
    assert heard.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHo"]
)
def test_a_head_that_does_not_come_is_hung_up_on(monkeypatch, begun):
    monkeypatch.setattr(server, "HEADER_SECONDS", 0.2)
    with serving(an_app()) as url:
        heard = converse(url, begun)
    assert heard.count(b"HTTP/1.1 200 OK") == begun.count(b"\r\n\r\n")


def test_whoever_hangs_up_in_the_middle_of_a_form_changes_nothing(caplog):
    caplog.set_level(logging.INFO, "digest.web")
    with serving(an_app()) as url:
        at = urlsplit(url)
        with socket.create_connection((at.hostname, at.port)) as line:
            line.sendall(b"POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=")
    assert [record.getMessage().split()[1:3] for record in caplog.records if record.name == "digest.web"] in (
        [["POST", "(no"]],
        [],
    )


def test_a_head_that_is_too_long_is_refused():
    with serving(an_app()) as url:
        assert converse(url, b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 70_000).startswith(b"HTTP/1.1 400 ")


def test_a_fault_of_ours_shows_no_traceback(client):
    answer = client.get("/breaks")
    assert (answer.status_code, "otto" in answer.text, "Something is broken" in answer.text) == (500, False, True)


def test_a_database_that_does_not_answer_is_told_politely(client):
    answer = client.get("/no-store")
    assert (answer.status_code, "postgresql" in answer.text, "Nothing was changed" in answer.text) == (503, False, True)


def test_what_is_no_request_passes_the_gate():
    passed = []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(gate.Gate(app, a_house())({"type": "lifespan"}, None, None))
    assert passed == ["lifespan"]


def test_an_address_that_is_taken_is_a_clear_error():
    with server.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DigestError, match=f"cannot listen at 127.0.0.1 port {port}: Address already in use"):
            server.listen("127.0.0.1", port)


def test_the_log_has_neither_addresses_nor_tokens(client, caplog):
    caplog.set_level(logging.INFO, "digest.web")
    for path in ("/echo/s3cret?email=otto@example.com", "/otto@example.com", "/healthz"):
        client.get(path, headers={"X-Forwarded-For": "203.0.113.7", "User-Agent": "otto"})
    lines = [record.getMessage().split(" ", 1)[1].rsplit(" ", 1)[0] for record in caplog.records]
    assert lines == ["GET /echo/{token} 200", "GET (no such page) 404", "GET /healthz 200"]


def test_a_proxy_is_believed_only_where_it_is_trusted():
    told = {"X-Forwarded-For": "203.0.113.7, 203.0.113.8", "X-Forwarded-Proto": "https"}
    for proxies, expected in (((), ("127.0.0.1", "http")), (("10.0.0.0/8",), ("127.0.0.1", "http"))):
        with asking(an_app(), proxies) as client:
            seen = client.get("/echo/1", headers=told).json()
        assert (seen["from"], seen["scheme"]) == expected
    with asking(an_app(), ("127.0.0.0/8",)) as client:
        answer = client.get("/echo/1", headers=told)
    assert (answer.json()["from"], answer.json()["scheme"]) == ("203.0.113.8", "https")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_foreign_name_that_points_at_us_gets_nothing():
    with asking(an_app(url="https://news.lantern.example/")) as client:
        statuses = {
            name: client.get("/nowhere", headers={"Host": name}).status_code
            for name in ("news.lantern.example", "NEWS.lantern.example:443", "localhost", "evil.example", "[::1", "")
        }
        assert client.get("/healthz", headers={"Host": "10.1.2.3:8050"}).status_code == 200
    assert statuses == {
        "news.lantern.example": 404,
        "NEWS.lantern.example:443": 404,
        "localhost": 404,
        "evil.example": 421,
        "[::1": 421,
        "": 421,
    }


def test_readiness_is_the_databases():
    def broken() -> bool:
        raise StoreError("postgresql://digest@db/news does not answer")

    told = {}
    for name, able in (("ready", ready), ("behind", lambda: False), ("broken", broken)):
        with asking(public_app(a_house(), able)) as client:
            answer = client.get("/readyz")
            told[name] = (answer.status_code, "postgresql" in answer.text, client.get("/healthz").text)
    assert told == {"ready": (200, False, "ok\n"), "behind": (503, False, "ok\n"), "broken": (503, False, "ok\n")}


def test_style_sheets_script_and_icon_are_our_own(client):
    kinds = {
        name: client.get(f"/static/{name}").headers.get("content-type", "").split(";")[0]
        for name in ("brand.css", "readers.css", "readers.js", "icon.svg", "app.py", "base.html")
    }
    assert kinds == {
        "brand.css": "text/css",
        "readers.css": "text/css",
        "readers.js": "text/javascript",
        "icon.svg": "image/svg+xml",
        "app.py": "text/html",
        "base.html": "text/html",
    }
    assert json.dumps(client.get("/static/brand.css").text).count("@import") == 0


def test_odd_methods_get_a_page_and_no_fault(client):
    assert [client.request(method, "/healthz").status_code for method in ("HEAD", "PUT", "TRACE", "BREW")] == [
        200,
        405,
        405,
        405,
    ]


def test_pages_under_a_path_are_reached_with_it_and_without():
    with asking(an_app(url="https://lantern.example/letters/")) as client:
        for path in ("/letters/nowhere", "/nowhere"):
            answer = client.get(path, headers={"Host": "lantern.example"})
            assert '"/letters/static/readers.css"' in answer.text
        styled = [
            client.get(f"{root}/static/readers.css", headers={"Host": "lantern.example"}) for root in ("", "/letters")
        ]
    assert [each.status_code for each in styled] == [200, 200]

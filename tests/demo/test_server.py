"""The demonstration's server has the manners of a real one, on loopback only, and ends cleanly."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest

from digest.config import to_newsletters, to_sources
from digest.demo import DEMO_PORT, demo_settings, save_pages, serve_newspaper
from digest.demo.pages import render_pages, saved_page
from digest.demo.stories import read_stories

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def base():
    with serve_newspaper(NOW) as address:
        yield address


@pytest.fixture
def client(base):
    with httpx.Client(base_url=base, headers={"Accept-Encoding": "identity"}) as client:
        yield client


def test_a_page_comes_with_what_a_polite_reader_needs(base, client):
    page = render_pages(read_stories(NOW), base)["/city/night-ferry"]
    answer = client.get("/city/night-ferry")
    assert (answer.status_code, answer.content) == (200, page.body)
    kept = ("content-type", "etag", "last-modified", "cache-control", "vary", "content-length")
    assert {name: answer.headers[name] for name in kept} == {
        "content-type": "text/html; charset=utf-8",
        "etag": page.etag,
        "last-modified": "Mon, 23 Nov 2026 09:48:00 GMT",
        "cache-control": "max-age=60",
        "vary": "Accept-Encoding",
        "content-length": str(len(page.body)),
    }


def test_the_tail_of_an_address_is_passed_over(client):
    assert client.get("/feed.xml?utm_source=feed").content == client.get("/feed.xml").content


def test_who_has_the_page_gets_no_second_copy(client):
    first = client.get("/feed.xml")
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"other", W/{first.headers["etag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        answer = client.get("/feed.xml", headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]


def test_who_has_an_older_page_gets_the_new_one(client):
    for headers in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": "Mon, 23 Nov 2026 12:00:00 GMT"},
        {"If-Modified-Since": "Sun, 22 Nov 2026 12:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert client.get("/feed.xml", headers=headers).status_code == 200


def test_a_page_is_packed_for_who_can_unpack_it(client):
    plain = client.get("/harbour/storm-ragna")
    packed = client.get("/harbour/storm-ragna", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) // 2


def test_a_head_request_gets_the_head_only(client):
    answer = client.head("/pictures/storm.jpg")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"", "image/jpeg")
    assert int(answer.headers["content-length"]) > 10_000


def test_what_is_not_printed_is_not_found(client):
    for path in ("/city/nothing", "/city", "/../server.py", "/%2e%2e/server.py"):
        answer = client.get(path)
        assert (answer.status_code, "Not in this edition" in answer.text) == (404, True)


def test_nothing_can_be_sent_to_it(client):
    assert client.post("/subscribe", data={"email": "ida@example.com"}).status_code == 501


def test_it_listens_on_this_machine_only(base):
    assert urlsplit(base).hostname == "127.0.0.1"


def test_it_ends_cleanly_even_under_a_connection_that_never_speaks():
    with serve_newspaper(NOW) as address:
        port = urlsplit(address).port
        silent = socket.create_connection(("127.0.0.1", port))
    with silent, pytest.raises(httpx.ConnectError):
        httpx.get(address)
    with serve_newspaper(NOW, port) as again:
        assert again == address


def test_a_port_that_is_taken_is_told(base):
    with pytest.raises(OSError, match="in use"), serve_newspaper(NOW, urlsplit(base).port):
        pass


def test_the_demo_settings_are_the_example_moved_to_where_the_paper_is_served(tmp_path):
    settings = demo_settings("http://127.0.0.1:12345/", tmp_path)
    assert [source.location for source in to_sources(settings)] == [
        "http://127.0.0.1:12345/feed.xml",
        "http://127.0.0.1:12345/coastline/feed.xml",
        "http://127.0.0.1:12345/culture/",
        f"{tmp_path}/saved/*.txt",
    ]
    assert settings.database == f"{tmp_path}/var/digest.db"
    assert settings.mail.outbox == f"{tmp_path}/var/outbox"
    assert settings.collect.allow_private == ("127.0.0.1",)
    assert {newsletter.brand.logo_url for newsletter in to_newsletters(settings)} == {
        "http://127.0.0.1:12345/pictures/logo.png"
    }
    assert str(DEMO_PORT) not in repr(settings)


def test_a_saved_page_lies_where_its_source_looks_for_it(tmp_path):
    path = save_pages(tmp_path, NOW)
    assert path == tmp_path / "saved" / "rescue-drill.txt"
    assert path.read_text(encoding="utf-8") == saved_page(NOW)
    assert datetime.fromtimestamp(path.stat().st_mtime, UTC) == datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)

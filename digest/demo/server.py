"""The small server that prints the invented newspaper on loopback, with the manners of a real one."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from digest.demo.pages import Page, render_pages
from digest.demo.stories import read_stories

DEMO_PORT = 8040
"""The port that config/digest.yaml names."""


@contextmanager
def serve_newspaper(now: datetime, port: int = 0) -> Iterator[str]:
    """Serve the newspaper on 127.0.0.1 while the context lasts, and yield its address (without final slash).

    `now` (aware) dates the news. Port 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """
    server = _Newspaper(port)
    base = f"http://127.0.0.1:{server.server_port}"
    server.pages = render_pages(read_stories(now), base)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newspaper")
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Newspaper(ThreadingHTTPServer):
    """A server of finished pages. An open connection never keeps it from closing."""

    daemon_threads = True
    pages: Mapping[str, Page]

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Desk)


class _Desk(BaseHTTPRequestHandler):
    """Answers GET and HEAD: 304 to who has the page already, gzip to who can read it, 404 with a page."""

    server: _Newspaper
    server_version = "HarbourLantern"

    def do_GET(self) -> None:
        """Answer with the page."""
        self.wfile.write(self._head())

    def do_HEAD(self) -> None:
        """Answer without the page."""
        self._head()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is http.server's)
        """Say nothing: a demonstration's screen belongs to the program."""

    def _head(self) -> bytes:
        """Send status and headers, and return the body that belongs to them."""
        page = self.server.pages.get(urlsplit(self.path).path)
        if page is None:
            return self._missing()
        fresh = self._is_known(page)
        packed = not fresh and "gzip" in self.headers.get("Accept-Encoding", "")
        body = b"" if fresh else gzip.compress(page.body, mtime=0) if packed else page.body
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else HTTPStatus.OK)
        self.send_header("ETag", page.etag)
        self.send_header("Last-Modified", format_datetime(page.modified.astimezone(UTC), usegmt=True))
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if not fresh:
            self._describe(page.content_type, body)
        self.end_headers()
        return body

    def _missing(self) -> bytes:
        body = b"<!doctype html><title>Not found</title><h1>Not in this edition</h1>"
        self.send_response(HTTPStatus.NOT_FOUND)
        self._describe("text/html; charset=utf-8", body)
        self.end_headers()
        return body

    def _describe(self, content_type: str, body: bytes) -> None:
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))

    def _is_known(self, page: Page) -> bool:
        """Whether the asker's copy is the current one (RFC 9110 13.2.2: a tag counts before a date)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return any(tag.strip().removeprefix("W/") in {page.etag, "*"} for tag in tags.split(","))
        try:
            return parsedate_to_datetime(self.headers.get("If-Modified-Since", "")) >= page.modified
        except (ValueError, TypeError):
            return False

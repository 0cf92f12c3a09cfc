"""One GET, with everything in it that a hostile or broken host can do: redirect, stall, swell, lie."""

from __future__ import annotations

import asyncio
import zlib
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote_to_bytes, urlencode

import httpx

from digest.adapters.address import Allowance, judged_addresses
from digest.adapters.patience import Patience
from digest.adapters.robots import MOST_BYTES, RobotsRound
from digest.errors import SourceError
from digest.model import Caching
from digest.model.text import clean_line
from digest.ports import Fetched, Request

TRIES = 3
"""The most addresses of one host that are tried."""

PIECE = 65_536
"""Bytes that are decompressed at a time."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AS_IT_IS = frozenset({307, 308})  # the others would make a GET of a form
_PERMANENT = frozenset({301, 308})
_PORTS = {"http": 80, "https": 443}
_WAITS = {"connect": 5.0, "read": 20.0, "write": 10.0, "pool": None}  # seconds; the deadline rules over them
_ACCEPT = b"application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a getter behaves: `most_bytes` of an answer are counted after decompression, `hops` are redirects."""

    user_agent: str
    allowance: Allowance
    most_bytes: int
    hops: int


@dataclass(frozen=True, slots=True)
class Way:
    """How far the redirects have led: the address now, and that behind the permanent ones before any other."""

    url: httpx.URL
    moved: str = ""
    permanent: bool = True

    def on(self, response: httpx.Response) -> Way:
        """Return the way one redirect further.

        Raises:
            SourceError: it leads to what is no web address.
        """
        url = _web_url(response.headers["location"], self.url)
        permanent = self.permanent and response.status_code in _PERMANENT
        return Way(url, shown(url) if permanent else self.moved, permanent)


@dataclass(frozen=True, slots=True)
class Getter:
    """Makes GETs over one transport, with names resolved in the threads of `resolver`."""

    transport: httpx.AsyncBaseTransport
    resolver: Executor
    manners: Manners
    method: str = "GET"
    robots: RobotsRound | None = None
    patience: Patience | None = None

    async def get(self, request: Request) -> Fetched:
        """Return the answer at the end of the redirects.

        Raises:
            SourceError: an address that may not be asked, too many redirects, another status than 200 and 304, too much.
            httpx.HTTPError: the network or the host's HTTP failed.
        """
        async with self.followed(request) as (way, response):
            return await self._answer(request, way, response)

    @asynccontextmanager
    async def followed(self, request: Request) -> AsyncIterator[tuple[Way, httpx.Response]]:
        """Yield the answer at the end of the redirects, whatever its status, and the way there; its body is still to be read.

        Raises:
            SourceError: an address that may not be asked, or too many redirects.
            httpx.HTTPError: the network or the host's HTTP failed.
        """
        way = Way(_web_url(request.url))
        redirects = _AS_IT_IS if request.form else _REDIRECTS
        for _ in range(self.manners.hops + 1):
            if request.robots and self.robots:
                (await self.robots.rules(way.url, self._robots_txt)).check(way.url)
            async with self._opened(way.url, request) as response:
                if response.status_code not in redirects or "location" not in response.headers:
                    yield way, response
                    return
                way = way.on(response)
        raise SourceError(f"{host_of(way.url)} redirected more than {self.manners.hops} times")

    @asynccontextmanager
    async def _opened(self, url: httpx.URL, request: Request) -> AsyncIterator[httpx.Response]:
        """Connect to a judged address of the URL's host, under its own name; close the answer afterwards."""
        port = url.port or _PORTS[url.scheme]
        addresses = await judged_addresses(host_of(url), port, self.manners.allowance, self.resolver)
        for address in addresses[:TRIES]:
            asked = self._asked(url, address, request)
            try:
                response = await self.transport.handle_async_request(asked)
                break
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
            except (httpx.ReadTimeout, asyncio.CancelledError):  # it took the request, and the time ran out
                self._note(url, "no answer in time")
                raise
        else:
            self._note(url, reason(failure))
            raise failure
        self._note(url)
        try:
            yield response
        finally:
            await response.aclose()

    def _note(self, url: httpx.URL, failure: str = "") -> None:
        """Tell whoever has patience whether the host of this very hop could be reached."""
        if self.patience and failure:
            self.patience.unreached(host_of(url), failure)
        elif self.patience:
            self.patience.reached(host_of(url))

    def _asked(self, url: httpx.URL, address: str, request: Request) -> httpx.Request:
        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", self.manners.user_agent.encode()),
            (b"Accept", _ACCEPT),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Connection", b"close"),
        ]
        if request.etag:
            headers.append((b"If-None-Match", request.etag.encode(errors="replace")))
        if request.last_modified:
            headers.append((b"If-Modified-Since", request.last_modified.encode(errors="replace")))
        if url.userinfo:
            headers.append((b"Authorization", b"Basic " + b64encode(unquote_to_bytes(url.userinfo))))
        where = url if address == host_of(url) and not url.userinfo else url.copy_with(host=address, userinfo=b"")
        extensions = {"timeout": _WAITS, "sni_hostname": host_of(url)}
        if request.form:
            headers.append((b"Content-Type", b"application/x-www-form-urlencoded"))
            form = urlencode(request.form).encode()
            return httpx.Request("POST", where, headers=headers, content=form, extensions=extensions)
        return httpx.Request(self.method, where, headers=headers, extensions=extensions)

    async def _answer(self, request: Request, way: Way, response: httpx.Response) -> Fetched:
        url, status, headers = way.url, response.status_code, response.headers
        if status == 304 and (request.etag or request.last_modified):
            body = b""
        elif status == 200 or (request.form and response.is_success):
            body = await self._body(url, response)
        else:
            raise _refusal(url, response)
        return Fetched(
            status=status,
            url=shown(url),
            body=body,
            content_type=headers.get("content-type", ""),
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
            caching=_caching(headers),
            moved=way.moved,
            links=tuple(headers.get_list("link")),
        )

    async def _robots_txt(self, url: httpx.URL) -> bytes:
        """Return what is read of a robots.txt; the rest of a longer one is left out."""
        body = bytearray()
        async with self.followed(Request("robots.txt", str(url))) as (way, response):
            if not response.is_success:
                raise _refusal(way.url, response)
            async for piece in decoded(response.aiter_raw(), response.headers.get("content-encoding", "")):
                body += piece
                if len(body) >= MOST_BYTES:
                    break
        return bytes(body[:MOST_BYTES])

    async def _body(self, url: httpx.URL, response: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in decoded(response.aiter_raw(), response.headers.get("content-encoding", "")):
            body += piece
            if len(body) > self.manners.most_bytes:
                raise SourceError(f"{host_of(url)} sent more than {self.manners.most_bytes / 1_000_000:g} MB")
        return bytes(body)


def _caching(headers: httpx.Headers) -> Caching:
    names = ("cache-control", "expires", "date", "age", "retry-after")
    return Caching(*(headers.get(name, "") for name in names))


def shown(url: httpx.URL) -> str:
    """Return an address as it may be told: without a password, and without a fragment."""
    return str(url.copy_with(userinfo=b"", fragment=None) if url.userinfo or url.fragment else url)


def reason(error: httpx.HTTPError) -> str:
    """Return one line on what went wrong; httpx leaves the text of a timeout empty."""
    words = {"ConnectTimeout": "no connection in time", "ReadTimeout": "it stopped sending", "ReadError": "it hung up"}
    return words.get(type(error).__name__) or clean_line(str(error)) or type(error).__name__


def host_of(url: httpx.URL) -> str:
    """Return the host as it goes over the wire: in ASCII, without brackets."""
    return url.raw_host.decode("ascii")


async def decoded(chunks: AsyncIterator[bytes], encoding: str) -> AsyncIterator[bytes]:
    """Yield the bytes behind a content encoding, in pieces of PIECE at most, so that no bomb goes off in memory.

    Raises:
        SourceError: an encoding that was not asked for, or data that are broken or cut off.
    """
    if encoding.strip().lower() in ("", "identity"):
        async for chunk in chunks:
            yield chunk
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"the answer is packed as {clean_line(encoding)[:40]!r}, which was not asked for")
    inflater = None
    async for chunk in chunks:
        inflater = inflater or zlib.decompressobj(_window(chunk))
        for piece in _inflated(inflater, chunk):
            yield piece
    if inflater and not inflater.eof:
        raise SourceError("the packed answer is cut off")


def _window(chunk: bytes) -> int:
    """Tell gzip and zlib, which say so in their first bytes, from the bare deflate that some servers send as `deflate`."""
    is_zlib = len(chunk) > 1 and chunk[0] & 0x0F == zlib.DEFLATED and (chunk[0] << 8 | chunk[1]) % 31 == 0
    return zlib.MAX_WBITS | 32 if is_zlib or chunk.startswith(b"\x1f") else -zlib.MAX_WBITS


def _inflated(inflater: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    while chunk and not inflater.eof:
        try:
            yield inflater.decompress(chunk, PIECE)
        except zlib.error:
            raise SourceError("the packed answer is broken") from None
        chunk = inflater.unconsumed_tail


def _web_url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = base.join(address) if base else httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        url = httpx.URL()
    if url.scheme in _PORTS and url.raw_host and 0 <= (url.port or 0) < 65536:
        return url
    asked = f"{host_of(base)} redirects to" if base else "asked for"
    raise SourceError(f"{asked} {clean_line(address)[:200]!r}, which is no web address")


def _refusal(url: httpx.URL, response: httpx.Response) -> SourceError:
    return SourceError(
        f"{host_of(url)} answered {_status_line(response)}",
        status=response.status_code,
        retry_after=response.headers.get("retry-after", ""),
    )


def _status_line(response: httpx.Response) -> str:
    code = response.status_code
    phrase = HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else ""
    wait = clean_line(response.headers.get("retry-after", ""))[:40]
    hint = f" (retry after {wait} s)" if wait.isdecimal() else f" (retry after {wait})" if wait else ""
    return f"{code} {phrase}".rstrip() + hint

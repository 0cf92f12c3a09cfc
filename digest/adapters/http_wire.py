"""The wire below httpx: one connection for each request, on asyncio's own streams.

httpx puts a pool and a second event-loop library between a request and its socket. Whoever asks each host once, and lets
go of it, pays for both and needs neither: they are a third of what a request costs.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, TypeVar

import httpcore
import httpx

# httpcore imports sniffio anew for each lock it makes, and Python searches every folder each time for a package that is not
# there: a quarter of what a request costs. So its absence is remembered.
if "sniffio" not in sys.modules and find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # None is how Python writes "not there"

Came = TypeVar("Came")

MOST_HELD = 65_536
"""Bytes that are read ahead of whoever takes them; a host that sends more has to wait."""


class Wire(httpx.AsyncBaseTransport):
    """An httpx transport that opens a connection for each request, speaks HTTP/1.1 on it, and closes it after the answer."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._sockets = _Sockets()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, its body still to be read.

        Raises:
            httpx.TransportError: the network or the host's HTTP failed.
        """
        url = request.url
        where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        connection = httpcore.AsyncHTTPConnection(where.origin, self._tls, network_backend=self._sockets)
        asked = httpcore.Request(
            request.method,
            where,
            headers=request.headers.raw,
            content=request.content or None,
            extensions=request.extensions,
        )
        try:
            with _as_httpx():
                answer = await connection.handle_async_request(asked)
        except BaseException:
            await connection.aclose()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(connection, answer))


class _Body(httpx.AsyncByteStream):
    """The body of an answer; closing it closes the connection."""

    def __init__(self, connection: httpcore.AsyncHTTPConnection, answer: httpcore.Response) -> None:
        self._connection, self._answer = connection, answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for chunk in self._answer.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self._connection.aclose()


class _Sockets(httpcore.AsyncNetworkBackend):
    """Connections of asyncio."""

    async def connect_tcp(  # noqa: PLR0917  httpcore's signature
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  nobody here asks for one
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002  nor for any
    ) -> httpcore.AsyncNetworkStream:
        opened = asyncio.open_connection(host, port, limit=MOST_HELD)
        return _Stream(*await _within(timeout, opened, httpcore.ConnectTimeout, httpcore.ConnectError))


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        coming = self._reader.read(max_bytes)
        return await _within(timeout, coming, httpcore.ReadTimeout, httpcore.ReadError)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._writer.write(buffer)
        await _within(timeout, self._writer.drain(), httpcore.WriteTimeout, httpcore.WriteError)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        shaken = self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        try:
            await _within(timeout, shaken, httpcore.ConnectTimeout, httpcore.ConnectError)
        except BaseException:
            await self.aclose()
            raise
        return self

    async def aclose(self) -> None:
        # Not closed with a goodbye: the answer is here, or not wanted, and a host that will not part would hold us up.
        self._writer.transport.abort()


async def _within(seconds: float | None, work: Awaitable[Came], late: type[Exception], failed: type[Exception]) -> Came:
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError as error:
        raise late(str(error)) from error
    except OSError as error:  # a failure of TLS is one, and says more than its number
        number = None if isinstance(error, ssl.SSLError) else error.errno
        raise failed(os.strerror(number) if number else str(error)) from error


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Turn an error of httpcore into the one of the same name in httpx."""
    try:
        yield
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error

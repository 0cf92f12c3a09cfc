"""The server behind `digest serve`: uvicorn with short patience, and an end that lets answers finish."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from digest.errors import DigestError

HEADER_SECONDS = 10.0
"""How long the head of a request may take to arrive."""
IDLE_SECONDS = 5
STOP_SECONDS = 10
"""How long answers under way are waited for when the server is told to stop."""
MAX_HEAD = 16_384
"""Bytes of a request's line and headers."""
MOST_AT_ONCE = 200
"""Connections and answers under way; whoever comes then gets 503."""


class PromptHttp(H11Protocol):
    """HTTP/1.1 that hangs up on whoever sends a request's head too slowly; uvicorn itself waits for ever."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; the head of each request has its time from its first byte."""
        self._wait()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self._late or self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._late:
            self._late.cancel()
        self._late = None


class PublicServer(uvicorn.Server):
    """Serves the application; `proxies` are the addresses and networks whose X-Forwarded headers are believed."""

    def __init__(self, app: ASGIApp, proxies: Sequence[str] = ()) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=PromptHttp,
                ws="none",
                lifespan="off",
                access_log=False,  # it would hold tokens and addresses; the gate writes one line of its own
                log_config=None,
                server_header=False,
                proxy_headers=bool(proxies),
                forwarded_allow_ips=list(proxies),
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=STOP_SECONDS,
                h11_max_incomplete_event_size=MAX_HEAD,
                limit_concurrency=MOST_AT_ONCE,
            )
        )

    def serve_at(self, listener: socket.socket) -> None:
        """Answer at a listening socket until SIGTERM or SIGINT; answers under way are finished."""
        self.run([listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any free one.

    Raises:
        DigestError: the address is not this machine's, or somebody listens there already.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise DigestError(f"cannot listen at {host} port {port}: {error.strerror or error}") from error

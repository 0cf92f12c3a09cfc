"""The server behind `digest preview`: on loopback only, and gone at once when it is told to stop."""

from __future__ import annotations

import socket

import uvicorn

from digest.web.preview import preview_app
from digest.web.studio import Studio
from digest.web.watch import Signal


class PreviewServer(uvicorn.Server):
    """Serves a studio on 127.0.0.1; `first` is the newsletter that `/` leads to, port 0 any free one."""

    def __init__(self, studio: Studio, first: str = "", port: int = 0) -> None:
        self._signal = Signal()
        app = preview_app(studio, self._signal, first)
        # A second for answers under way; the streams of waiting pages are ended below.
        super().__init__(
            uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the pages that wait for changes go before the server waits for them."""
        await self._signal.close()
        await super().shutdown(sockets)

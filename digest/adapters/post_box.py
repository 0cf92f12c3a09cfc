"""A post box for returned mail: a small server for LMTP (RFC 2033) or SMTP, behind a mail server of the house."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from digest.errors import DigestError

MOST_BYTES = 10_000_000
"""The longest mail that is heard out."""
IDLE_SECONDS = 60
"""How long a client may be silent."""

log = logging.getLogger("digest.bounces")

Take = Callable[[bytes, str], str]
"""Takes a mail and the address that it was sent to, and returns the reply."""


@dataclass(slots=True)
class _Slot:
    """What aiosmtpd asks at each step."""

    mailbox: str
    take: Take

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take mail to the bounces' mailbox only, for one recipient at a time: LMTP wants an answer for each."""
        if not _is_at(address, self.mailbox):
            return "550 5.1.1 there is no such mailbox here"
        if envelope.rcpt_tos:
            return "452 4.5.3 one recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Hand the mail over; where that cannot be done now, the sender is to try again."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        try:
            return await asyncio.to_thread(self.take, raw, envelope.rcpt_tos[0])
        except DigestError as error:
            log.warning("a mail was not taken: %s", error)
            return "451 4.3.0 not now"


def _is_at(address: str, mailbox: str) -> bool:
    """Whether an address is the mailbox, or one of its extensions."""
    (local, _, domain), (own, _, our_domain) = (each.casefold().rpartition("@") for each in (address, mailbox))
    return domain == our_domain and local.partition("+")[0] == own


@dataclass(slots=True)
class PostBox:
    """Answers at a socket that listens, until it is told to stop."""

    mailbox: str
    take: Take
    lmtp: bool = True
    _stop: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def serve_at(self, listener: socket.socket) -> None:
        """Answer at the socket; `stop` ends it, from any thread."""
        asyncio.run(self._serve(listener))

    def stop(self) -> None:
        """End the serving. Before it began, this does nothing."""
        if self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self, listener: socket.socket) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with await self._loop.create_server(self._client, sock=listener):
            await self._stop.wait()

    def _client(self) -> SMTP:
        kind: Any = LMTP if self.lmtp else SMTP
        client: SMTP = kind(
            _Slot(self.mailbox, self.take),
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="digest",
            loop=self._loop,
            timeout=IDLE_SECONDS,
        )
        return client

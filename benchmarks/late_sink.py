"""A mail server on loopback that takes everything, and answers each write so many milliseconds late.

python benchmarks/late_sink.py PORT MILLISECONDS
"""

from __future__ import annotations

import asyncio
import sys
from typing import cast

GREETING = b"220 late.example ESMTP\r\n"
HELLO = b"250-late.example\r\n250 PIPELINING\r\n"


class LateSink(asyncio.Protocol):
    """One conversation. What arrives in one piece is answered in one piece, as long after it as a far server's answer."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._rest = b""
        self._in_content = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)
        self._say(GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer what is whole."""
        self._rest += data
        answers = b""
        while (answer := self._answer()) is not None:
            answers += answer
        if answers:
            self._say(answers)

    def _answer(self) -> bytes | None:
        """Return the answer to the next thing that is whole; None where nothing is."""
        said, end, rest = self._rest.partition(b"\r\n.\r\n" if self._in_content else b"\r\n")
        if not end:
            return None
        self._rest = rest
        if self._in_content:
            self._in_content = False
            return b"250 taken\r\n"
        verb = said[:4].upper()
        self._in_content = verb == b"DATA"
        return {b"EHLO": HELLO, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 fine\r\n")

    def _say(self, words: bytes) -> None:
        asyncio.get_running_loop().call_later(self._seconds, self._transport.write, words)


async def serve(port: int, milliseconds: float) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: LateSink(milliseconds / 1000), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))

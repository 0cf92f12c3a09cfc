"""A mail server on loopback that misbehaves by chance, and tells on stdout what it did with each message.

    python benchmarks/faulty_sink.py SEED [--tempfail 0.05 --permfail 0.03 --drop 0.02 --lost 0.02 …]

The first line is its port. Each line after it is a word, the recipient and, where a message was whole, its Message-ID and
a hash of its content: `taken` (and it said so), `untold` (taken, but the sender was never told), `refused` (for good),
`later`, `cut` (the conversation was ended before the message was whole), `muddled` (not taken, and
said so in garbage). A line is written before its reply is.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from random import Random

GARBAGE = b"\x00\xff\xfeperhaps 250\r\n"
HELLO = b"250-sink.example\r\n250-PIPELINING\r\n250 SIZE 10000000\r\n"


@dataclass(frozen=True, slots=True)
class Faults:
    """How often what goes wrong, as shares of 1: of the messages, or (closing, garbage, dribble) of the replies."""

    tempfail: float = 0.05
    permfail: float = 0.03
    drop: float = 0.02
    """The connection is cut in the middle of the content."""
    lost: float = 0.02
    """The message is taken, and the connection cut instead of a reply."""
    closing: float = 0.004
    """421 instead of the reply, and the connection is closed."""
    garbage: float = 0.004
    dribble: float = 0.01
    """The reply comes one byte at a time."""
    bad: int = 100
    """Each so manieth address does not exist: it is refused always. 0: all exist."""

    def options(self) -> list[str]:
        """Return them as the command line's options."""
        return [part for name, value in asdict(self).items() for part in (f"--{name}", str(value))]


class _HangUp(Exception):  # noqa: N818  no error, but the end of a conversation
    """The conversation ends here."""


class Talk:
    """One conversation."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, faults: Faults, chance: Random
    ) -> None:
        self._reader, self._writer, self._faults, self._chance = reader, writer, faults, chance
        self._recipient = ""

    async def go(self) -> None:
        """Answer until one of both hangs up."""
        try:
            await self._say(b"220 sink.example ESMTP\r\n")
            while line := await self._reader.readline():
                await self._answer(line)
        except (_HangUp, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writer.transport.abort()

    async def _answer(self, line: bytes) -> None:
        match line[:4].upper():
            case b"EHLO" | b"HELO":
                await self._say(HELLO)
            case b"RCPT":
                await self._receive(line)
            case b"DATA" if not self._recipient:
                await self._say(b"503 5.5.1 nobody to send to\r\n")
            case b"DATA":
                await self._take()
            case b"QUIT":
                await self._say(b"221 bye\r\n")
                raise _HangUp
            case _:
                self._recipient = ""
                await self._say(b"250 fine\r\n")

    async def _receive(self, line: bytes) -> None:
        address = line[line.index(b"<") + 1 : line.index(b">")].decode()
        number = int("".join(filter(str.isdigit, address)) or 1)
        if (self._faults.bad and number % self._faults.bad == 0) or self._happens(self._faults.permfail):
            _tell("refused", address)
            await self._say(b"550 5.1.1 no such mailbox\r\n")
        elif self._happens(self._faults.tempfail / 2):
            _tell("later", address)
            await self._say(b"450 4.2.1 not now\r\n")
        else:
            self._recipient = address
            await self._say(b"250 fine\r\n")

    async def _take(self) -> None:
        recipient, self._recipient = self._recipient, ""
        await self._say(b"354 go on\r\n")
        if self._happens(self._faults.drop):
            await self._reader.readexactly(self._chance.randrange(1, 2_000))
            _tell("cut", recipient)
            raise _HangUp
        content = await self._reader.readuntil(b"\r\n.\r\n")
        if self._happens(self._faults.tempfail / 2):
            garbled = self._happens(self._faults.garbage)
            _tell("muddled" if garbled else "later", recipient)
            await self._send(GARBAGE if garbled else b"451 4.3.0 not now\r\n")
            if garbled:
                raise _HangUp
            return
        found = re.search(rb"(?im)^message-id:\s*(\S+)", content)
        about = recipient, found[1].decode() if found else "-", hashlib.sha256(content).hexdigest()
        if self._happens(self._faults.lost):
            _tell("untold", *about)
            raise _HangUp
        if self._happens(self._faults.garbage):
            _tell("untold", *about)
            await self._send(GARBAGE)
            raise _HangUp
        _tell("taken", *about)
        await self._send(b"250 2.0.0 taken\r\n")

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    async def _say(self, reply: bytes) -> None:
        """Say what is to be said, or something worse."""
        if self._happens(self._faults.closing):
            await self._send(b"421 4.3.2 closing\r\n")
            raise _HangUp
        if self._happens(self._faults.garbage):
            await self._send(GARBAGE)
            raise _HangUp
        await self._send(reply)

    async def _send(self, reply: bytes) -> None:
        pieces = [reply]
        if self._happens(self._faults.dribble):
            pieces = [reply[place : place + 1] for place in range(len(reply))]
        for piece in pieces:
            self._writer.write(piece)
            await self._writer.drain()
            if len(pieces) > 1:
                await asyncio.sleep(0.001)


def _tell(*words: str) -> None:
    os.write(sys.stdout.fileno(), " ".join(words).encode() + b"\n")


async def serve(seed: int, faults: Faults) -> None:
    """Listen until killed."""
    chance = Random(seed)
    server = await asyncio.start_server(
        lambda reader, writer: Talk(reader, writer, faults, chance).go(), "127.0.0.1", 0, limit=1 << 20
    )
    _tell(str(server.sockets[0].getsockname()[1]))
    await server.serve_forever()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    for field in fields(Faults):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    told = vars(parser.parse_args(arguments))
    asyncio.run(serve(told.pop("seed"), Faults(**told)))


if __name__ == "__main__":
    main()

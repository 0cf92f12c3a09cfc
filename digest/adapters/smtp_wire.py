"""SMTP conversations in as few round trips as the server allows, and in which it cannot make us wait or read for ever.

The standard library's timeout starts anew with every byte that arrives: a server that sends one byte a second can hold
a sender for hours. Here a reply must be complete in time as a whole, and has a largest size.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic

MOMENT = 0.001
"""Seconds that a read is given when the time is up: 0 would mean something else to a socket."""
LONGEST_LINE = 8192
"""Octets of a line of a reply; RFC 5321 4.5.3.1.5 gives it 512."""
NO_CODE = -1
"""Stands for the code of what was no reply."""
MOST_REPLY = 65_536
"""Octets of one reply with all its lines."""


class ReplyReader:
    """Reads lines from a socket by a deadline; stands in for the file that `smtplib` would read."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._rest = b""
        self._deadline = 0.0
        self._room = 0

    def expect(self, seconds: float) -> None:
        """Begin a reply, which must be complete in so many seconds."""
        self._deadline = monotonic() + seconds
        self._room = MOST_REPLY

    def readline(self, limit: int) -> bytes:
        """Return the next line with its end, or what there is of it at the limit or the end of the stream.

        Raises:
            OSError: the time is over, the reply is too long, or the connection is lost.
        """
        while b"\n" not in self._rest and len(self._rest) < limit and (chunk := self._read()):
            self._rest += chunk
        end = min(self._rest.find(b"\n") + 1 or limit, limit)
        line, self._rest = self._rest[:end], self._rest[end:]
        return line

    def close(self) -> None:
        """Do nothing: the socket is closed by its owner."""

    def _read(self) -> bytes:
        before = self._sock.gettimeout()
        self._sock.settimeout(max(self._deadline - monotonic(), MOMENT))
        try:
            chunk = self._sock.recv(4096)
        finally:
            self._sock.settimeout(before)
        self._room -= len(chunk)
        if self._room < 0:
            raise OSError(f"a reply longer than {MOST_REPLY} octets")
        return chunk


Answer = tuple[int, bytes]
"""Code and text of a reply; the code is -1 where it was no reply."""


def _read_reply(file: ReplyReader) -> Answer:
    lines: list[bytes] = []
    while (line := file.readline(LONGEST_LINE)).endswith(b"\n"):
        lines.append(line[4:].strip(b" \t\r\n"))
        code = int(line[:3]) if line[:3].strip().isdigit() else NO_CODE
        if line[3:4] != b"-" or code == NO_CODE:
            return code, b"\n".join(lines)
    why = f"a line of a reply longer than {LONGEST_LINE} octets" if line else "Connection unexpectedly closed"
    raise smtplib.SMTPServerDisconnected(why)


class Wire(smtplib.SMTP):
    """`smtplib.SMTP` whose every reply must be complete within the timeout, and short."""

    file: ReplyReader | None
    sock: socket.socket

    @property
    def pipelines(self) -> bool:
        """Whether the server takes several commands in one write (RFC 2920)."""
        return self.has_extn("pipelining")

    def packed(self, commands: Sequence[str]) -> bytes:
        """Return commands as they go over the wire.

        Raises:
            ValueError: a command is not one line of ASCII.
        """
        if not all(command.isascii() and command.isprintable() for command in commands):
            raise ValueError(f"no SMTP command can say {commands}")
        return "".join(f"{command}\r\n" for command in commands).encode("ascii")

    def ask(self, commands: Sequence[str]) -> Iterator[Answer]:
        """Say commands and yield their answers: all in one write where the server pipelines, else each after the last answer.

        Raises:
            OSError: the connection is lost.
            ValueError: a command is not one line of ASCII.
        """
        said = self.packed(commands)
        if self.pipelines:
            self.send(said)
            yield from self.replies(len(commands))
        else:
            yield from map(self.docmd, commands)

    def replies(self, count: int) -> Iterator[Answer]:
        """Yield the next so many replies; each is read when it is asked for."""
        return (self.getreply() for _ in range(count))

    def clear(self, answers: Iterator[Answer]) -> bool:
        """Forget the message that was begun; `answers` are those of its `ask` still to come. False: not possible."""
        with suppress(OSError):
            if self.pipelines and any(code // 100 == 3 for code, _ in list(answers)):
                # Asked for data in spite of a refusal: it gets none.
                self.send(".\r\n")
                self.getreply()
            return self.rset()[0] // 100 == 2
        return False

    def getreply(self) -> Answer:
        """Return the next reply, within the connection's timeout. Raises as `getreply_within`."""
        return self.getreply_within(self.timeout)

    def getreply_within(self, seconds: float) -> Answer:
        """Return the next reply, in so many seconds.

        Raises:
            OSError: there was none in time, it was too long, or the connection is lost.
        """
        self.file = self.file or ReplyReader(self.sock)
        self.file.expect(seconds)
        try:
            return _read_reply(self.file)
        except OSError:
            self.close()
            raise


class TlsWire(Wire, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""

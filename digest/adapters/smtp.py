"""The relay: a transport that hands messages to a mail server by SMTP (RFC 5321), one connection for many.

What a server or the network does is told as a receipt and never raised:

| what happens | outcome |
|---|---|
| no connection, no STARTTLS, an untrusted certificate, a login refused, MAIL FROM refused or not answered | relay down |
| a 4xx reply; the connection lost, or an answer that is none, before the final dot | deferred |
| a 5xx reply to the recipient or the message | refused |
| the connection lost, or an answer that is none, after the final dot | unknown |
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
from itertools import chain
from typing import Literal

from digest.adapters.smtp_wire import Answer, TlsWire, Wire
from digest.model import Message, Outcome, Receipt
from digest.model.text import clean_line

Security = Literal["starttls", "tls", "none"]

CLOSING = 421
"""The reply of a server that hangs up (RFC 5321 3.8)."""
ENVELOPE = 3
"""Commands before the content: MAIL FROM, RCPT TO, DATA."""
REPLY_LENGTH = 500
"""Characters of a reply that a receipt keeps."""


class _RelayDownError(Exception):
    """The relay cannot be reached or refuses us: its reply code (0: none) and why."""


@dataclass(slots=True)
class SmtpRelay:
    """A mail server. For one thread at a time: a second sender has a relay of its own.

    `timeout` is the seconds within which a connection must stand and each reply be complete. The reply to a whole
    message may take `patience` seconds: RFC 5321 4.5.3.2.6 speaks of ten minutes, and who hangs up early is sent for
    twice. A connection carries `max_per_connection` messages. Certificates are verified by `trust`, the system's own
    authorities where it is None.
    """

    host: str
    port: int
    _: KW_ONLY
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    patience: float = 120.0
    max_per_connection: int = 100
    trust: ssl.SSLContext | None = None
    _wire: Wire | None = field(default=None, init=False, repr=False)
    _taken: int = field(default=0, init=False, repr=False)
    _said: tuple[Message, Iterator[Answer]] | None = field(default=None, init=False, repr=False)
    """The message whose envelope went out with the content of the one before, and the answers to come."""

    def send(self, message: Message, following: Message | None = None) -> Receipt:
        """Hand over one message and return the server's answer. Raises for nothing that a server or network does.

        Where the server takes several commands at once, the envelope of the `following` message goes out in one write
        with this one's content (RFC 2920 3.1 allows it): so a message costs one round trip.
        """
        if self._taken >= self.max_per_connection:
            self.close()
        try:
            wire, answers = self._begin(message)
        except _RelayDownError as down:
            self._drop()
            return Receipt(Outcome.RELAY_DOWN, *down.args)
        if not wire.pipelines or self._taken + 1 >= self.max_per_connection:
            following = None
        content = _dotted(message) + (wire.packed(_envelope(wire, following)) if following else b"")
        try:
            answered = _hand_over(wire, answers, content, self.patience)
        except OSError as error:
            answered = _Answered(Receipt(Outcome.DEFERRED, 0, _why(error)), usable=False)
        if not answered.usable:
            self._drop()
        elif following and answered.given:
            self._said = following, wire.replies(ENVELOPE)
        self._taken += answered.receipt.outcome is Outcome.ACCEPTED
        return answered.receipt

    def close(self) -> None:
        """End the connection, if one is open, with a farewell, unless the server waits for content that does not come."""
        if self._wire is not None:
            if not self._said:
                with suppress(OSError):
                    self._wire.quit()
            self._drop()

    def _begin(self, message: Message) -> tuple[Wire, Iterator[Answer]]:
        """Say the envelope on the kept connection, or on a new one where the server has given that up meanwhile."""
        if self._wire is not None:
            with suppress(OSError):
                first, answers = self._first_answer(self._wire, message)
                if first[0] != CLOSING:
                    return self._wire, chain([first], answers)
            self._drop()
        try:
            self._wire = self._connect()
        except (OSError, ValueError) as error:
            # ValueError: a host that is no name, a password that no login can carry, a challenge that is not base64.
            raise self._down(error) from error
        try:
            first, answers = self._first_answer(self._wire, message)
        except OSError as error:
            raise self._down(error) from error
        return self._wire, chain([first], answers)

    def _first_answer(self, wire: Wire, message: Message) -> tuple[Answer, Iterator[Answer]]:
        """Say the envelope, if that has not been done, and return the first answer and the others to come.

        Raises:
            OSError: the connection is lost, or waits for the content of another message.
        """
        said, self._said = self._said, None
        if said and said[0] is not message:
            raise OSError("another message was to follow")
        answers = said[1] if said else wire.ask(_envelope(wire, message))
        return next(answers), answers

    def _connect(self) -> Wire:
        if self.security != "none" and self.trust is None:
            self.trust = ssl.create_default_context()
        if self.security == "tls":
            wire: Wire = TlsWire(self.host, self.port, timeout=self.timeout, context=self.trust)
        else:
            wire = Wire(self.host, self.port, timeout=self.timeout)
        try:
            # What is written is whole: to wait for more, as Nagle's algorithm does, would cost a round trip.
            wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.security == "starttls":
                wire.starttls(context=self.trust)
            if self.user:
                wire.login(self.user, self.password)
            wire.ehlo_or_helo_if_needed()
        except BaseException:
            wire.close()
            raise
        return wire

    def _down(self, error: Exception) -> _RelayDownError:
        code = max(getattr(error, "smtp_code", 0), 0)
        return _RelayDownError(code, f"{self.host}:{self.port}: {_why(error)}")

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
        self._wire, self._taken, self._said = None, 0, None


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came of a message, whether the connection can be used on, and whether it has carried the content."""

    receipt: Receipt
    usable: bool
    given: bool = False


def _envelope(wire: Wire, message: Message) -> Sequence[str]:
    """Return the ENVELOPE commands that come before the content."""
    # Told the size beforehand (RFC 1870), a server that takes no such messages says so once and not for each reader.
    size = f" SIZE={len(message.raw)}" if wire.has_extn("size") else ""
    return f"MAIL FROM:<{message.envelope_sender}>{size}", f"RCPT TO:<{message.recipient}>", "DATA"


def _hand_over(wire: Wire, answers: Iterator[Answer], content: bytes, patience: float) -> _Answered:
    """Give the content where the answers to the envelope are good.

    Raises:
        OSError: the connection was lost before the final dot.
    """
    for wanted, permanent in ((2, Outcome.RELAY_DOWN), (2, Outcome.REFUSED), (3, Outcome.REFUSED)):
        code, reply = next(answers)
        if code // 100 != wanted:
            usable = code != CLOSING and _is_answer(code) and wire.clear(answers)
            return _Answered(_declined(code, reply, permanent), usable)
    wire.send(content)
    try:
        code, reply = wire.getreply_within(patience)
    except OSError as error:
        return _Answered(Receipt(Outcome.UNKNOWN, 0, _why(error)), usable=False)
    if code // 100 == 2:
        return _Answered(Receipt(Outcome.ACCEPTED, code, _shown(reply)), usable=True, given=True)
    if not _is_answer(code):
        return _Answered(Receipt(Outcome.UNKNOWN, max(code, 0), _shown(reply)), usable=False)
    # Whatever the answer to the content is, the server has forgotten the message (RFC 5321 4.1.1.4).
    return _Answered(_declined(code, reply, Outcome.REFUSED), usable=code != CLOSING, given=True)


def _is_answer(code: int) -> bool:
    return code // 100 in {4, 5}


def _declined(code: int, reply: bytes, permanent: Outcome) -> Receipt:
    return Receipt(permanent if code // 100 == 5 else Outcome.DEFERRED, max(code, 0), _shown(reply))


def _dotted(message: Message) -> bytes:
    """Return the message as it goes over the wire: CRLF only, dots at line beginnings doubled, the final dot (4.5.2)."""
    raw = message.raw
    if not message.smooth:
        raw = b"".join(line + b"\r\n" for line in raw.splitlines())
    if b"\n." in raw or raw.startswith(b"."):
        raw = (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:]
    return raw + b".\r\n"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _shown(reply if isinstance(reply, bytes) else str(reply).encode())
    return clean_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)[:REPLY_LENGTH]


def _shown(reply: bytes) -> str:
    return clean_line(reply.decode("utf-8", "replace"))[:REPLY_LENGTH]

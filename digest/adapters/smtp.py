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
import ssl
from collections.abc import Iterator
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

    def send(self, message: Message) -> Receipt:
        """Hand over one message and return the server's answer. Raises for nothing that a server or network does."""
        if self._taken >= self.max_per_connection:
            self.close()
        try:
            wire, answers = self._begin(message)
        except _RelayDownError as down:
            self._drop()
            return Receipt(Outcome.RELAY_DOWN, *down.args)
        try:
            receipt, usable = _hand_over(wire, message, answers, self.patience)
        except OSError as error:
            receipt, usable = Receipt(Outcome.DEFERRED, 0, _why(error)), False
        if not usable:
            self._drop()
        self._taken += receipt.outcome is Outcome.ACCEPTED
        return receipt

    def close(self) -> None:
        """End the connection, if one is open, with a farewell."""
        if self._wire is not None:
            with suppress(OSError):
                self._wire.quit()
            self._drop()

    def _begin(self, message: Message) -> tuple[Wire, Iterator[Answer]]:
        """Say the envelope on the kept connection, or on a new one where the server has given that up meanwhile."""
        if self._wire is not None:
            with suppress(OSError):
                first, answers = _say_envelope(self._wire, message)
                if first[0] != CLOSING:
                    return self._wire, chain([first], answers)
            self._drop()
        try:
            self._wire = self._connect()
        except (OSError, ValueError) as error:
            # ValueError: a host that is no name, a password that no login can carry, a challenge that is not base64.
            raise self._down(error) from error
        try:
            first, answers = _say_envelope(self._wire, message)
        except OSError as error:
            raise self._down(error) from error
        return self._wire, chain([first], answers)

    def _connect(self) -> Wire:
        if self.security != "none" and self.trust is None:
            self.trust = ssl.create_default_context()
        if self.security == "tls":
            wire: Wire = TlsWire(self.host, self.port, timeout=self.timeout, context=self.trust)
        else:
            wire = Wire(self.host, self.port, timeout=self.timeout)
        try:
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
        self._wire, self._taken = None, 0


def _say_envelope(wire: Wire, message: Message) -> tuple[Answer, Iterator[Answer]]:
    """Say MAIL FROM, RCPT TO and DATA, and return the first answer and the others to come."""
    # Told the size beforehand (RFC 1870), a server that takes no such messages says so once and not for each reader.
    size = f" SIZE={len(message.raw)}" if wire.has_extn("size") else ""
    answers = wire.ask([f"MAIL FROM:<{message.envelope_sender}>{size}", f"RCPT TO:<{message.recipient}>", "DATA"])
    return next(answers), answers


def _hand_over(wire: Wire, message: Message, answers: Iterator[Answer], patience: float) -> tuple[Receipt, bool]:
    """Give the message where the answers to the envelope are good; return what came of it, and whether the wire is usable.

    Raises:
        OSError: the connection was lost before the final dot.
    """
    for wanted, permanent in ((2, Outcome.RELAY_DOWN), (2, Outcome.REFUSED), (3, Outcome.REFUSED)):
        code, reply = next(answers)
        if code // 100 != wanted:
            return _declined(code, reply, permanent), code != CLOSING and _is_answer(code) and wire.clear(answers)
    wire.send(_dotted(message.raw))
    try:
        code, reply = wire.getreply_within(patience)
    except OSError as error:
        return Receipt(Outcome.UNKNOWN, 0, _why(error)), False
    if code // 100 == 2:
        return Receipt(Outcome.ACCEPTED, code, _shown(reply)), True
    if not _is_answer(code):
        return Receipt(Outcome.UNKNOWN, max(code, 0), _shown(reply)), False
    return _declined(code, reply, Outcome.REFUSED), code != CLOSING and wire.clear(answers)


def _is_answer(code: int) -> bool:
    return code // 100 in {4, 5}


def _declined(code: int, reply: bytes, permanent: Outcome) -> Receipt:
    return Receipt(permanent if code // 100 == 5 else Outcome.DEFERRED, max(code, 0), _shown(reply))


def _dotted(raw: bytes) -> bytes:
    """Return the message as it goes over the wire: CRLF only, dots at line beginnings doubled, the final dot (4.5.2)."""
    lines = b"\r\n" + b"\r\n".join(raw.splitlines())
    return lines.replace(b"\r\n.", b"\r\n..")[2:] + b"\r\n.\r\n"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _shown(reply if isinstance(reply, bytes) else str(reply).encode())
    return clean_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)[:REPLY_LENGTH]


def _shown(reply: bytes) -> str:
    return clean_line(reply.decode("utf-8", "replace"))[:REPLY_LENGTH]

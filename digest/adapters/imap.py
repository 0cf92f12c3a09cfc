"""A mailbox behind IMAP (RFC 3501): unread mail is read, and marked as read once it was understood."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal

from digest.errors import DigestError

AT_ONCE = 1000
"""The most mails of one visit."""
TIMEOUT = 30

_UID = re.compile(rb"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class ImapBox:
    """Where a mailbox is and how it is opened. Certificates are verified by `trust`, the system's own where it is None."""

    host: str
    port: int = 993
    _: KW_ONLY
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    trust: ssl.SSLContext | None = None

    @contextmanager
    def opened(self) -> Iterator[OpenBox]:
        """Give the folder.

        Raises:
            DigestError: the server cannot be reached, refuses us, or answers what is no answer.
        """
        try:
            server = self._connect()
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise DigestError(f"{self.host}:{self.port}: {error}") from error
        try:
            server.login(self.user, self.password)
            _told(server.select(f'"{self.folder}"'))
            yield OpenBox(server)
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise DigestError(f"{self.host}:{self.port}: {error}") from error
        finally:
            _hang_up(server)

    def _connect(self) -> imaplib.IMAP4:
        trust = self.trust or ssl.create_default_context()
        if self.security == "tls":
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=trust, timeout=TIMEOUT)
        server = imaplib.IMAP4(self.host, self.port, timeout=TIMEOUT)
        if self.security == "starttls":
            try:
                server.starttls(ssl_context=trust)
            except BaseException:
                server.shutdown()
                raise
        return server


@dataclass(frozen=True, slots=True)
class OpenBox:
    """A folder that is open."""

    server: imaplib.IMAP4

    def waiting(self, most: int) -> Iterator[tuple[str, bytes]]:
        """Yield the number and the first `most` bytes of unread mails, AT_ONCE at most; reading them marks nothing."""
        [found] = _told(self.server.uid("SEARCH", "UNSEEN"))
        for uid in _UID.findall(found or b"")[:AT_ONCE]:
            answer = _told(self.server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{most}>)"))
            raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if raw is not None:  # another program may have taken it away
                yield uid.decode(), raw[:most]

    def put_away(self, name: str) -> None:
        """Mark a mail as read."""
        _told(self.server.uid("STORE", name, "+FLAGS", "(\\Seen)"))


def _hang_up(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (imaplib.IMAP4.error, OSError):  # it went first: our end is still ours to close
        server.shutdown()


def _told(answer: tuple[str, Any]) -> list[Any]:
    """The parts of an answer: bytes, pairs of them, or None."""
    status, data = answer
    if status != "OK":
        raise ValueError(f"it says {status} {data!r:.200}")
    return list(data)

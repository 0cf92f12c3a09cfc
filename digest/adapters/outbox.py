"""The outbox: a transport that writes each message to a file, for a first look, for tests, and for other mailers."""

from __future__ import annotations

import os
import re
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from digest.model import Message, Outcome, Receipt

LONGEST_NAME = 200
"""Bytes; file systems take 255, and the name of the half-written file is a little longer."""


class Outbox:
    """A folder with one folder for each date of an issue, and in it one `.eml` file for each message.

    The name comes from the Message-ID, so a message sent twice is one file. A file is whole or not there at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message, following: Message | None = None) -> Receipt:  # noqa: ARG002  of use to a relay only
        """Write a message and return where; a folder that cannot be written is a relay that is down."""
        path = self._folder / _day(message.raw) / _name(message.id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, message.raw)
        except OSError as error:
            return Receipt(Outcome.RELAY_DOWN, 0, f"{path}: {error.strerror or error}")
        return Receipt(Outcome.ACCEPTED, 250, f"written to {path}")

    def close(self) -> None:
        """Do nothing: no file stays open."""


def _write(path: Path, raw: bytes) -> None:
    """Write a file in one step: under another name first, on disk before it gets its own."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with half.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def _name(identity: str) -> str:
    name = re.sub(r"[^A-Za-z0-9.@_+-]", "_", identity.strip("<>")).lstrip(".")
    if f"<{name}>" != identity or len(name) > LONGEST_NAME:
        # Two ids must not become one name.
        name = f"{name[:LONGEST_NAME]}-{sha256(identity.encode()).hexdigest()[:16]}"
    return f"{name}.eml"


def _day(raw: bytes) -> str:
    """The folder of a message: its Date, which is the issue's, or none where it has no Date that can be read."""
    date = BytesHeaderParser().parsebytes(raw.partition(b"\r\n\r\n")[0]).get("Date", "")
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except ValueError:
        return ""

"""A provider's call: its bytes, who it proves to be from, and values out of whatever JSON it brings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.errors import DigestError

STALE = timedelta(days=1)
"""How old a call may be: providers try again for hours. What is told again counts once anyway."""
AHEAD = timedelta(minutes=10)
"""How far a provider's clock may be ahead of ours."""
EVENTS = 2000
"""The most events of one call that are looked at."""
WORD = 2000
"""Characters of a value that are looked at."""


class HookRefusedError(DigestError):
    """A call is not what it must be: forged, out of date, or not to be read. Nothing was done."""


@dataclass(frozen=True, slots=True)
class HookCall:
    """What came in at a provider's address: headers by their names in lower case, and the body as it came."""

    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def read_json(body: bytes | str) -> Any:
    """Return what a body says.

    Raises:
        HookRefusedError: it is no JSON, or nested beyond reason.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HookRefusedError("it is no JSON that can be read") from error


def value_at(value: Any, *path: str) -> Any:
    """Return what stands at a path of names; None where there is nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def word_at(value: Any, *path: str) -> str:
    """Return the text or number at a path, its first WORD characters; "" where there is none."""
    found = value_at(value, *path)
    return str(found)[:WORD] if isinstance(found, str | int) and not isinstance(found, bool) else ""


def list_at(value: Any, *path: str) -> list[Any]:
    """Return the first EVENTS of the list at a path; [] where there is none."""
    found = value_at(value, *path)
    return found[:EVENTS] if isinstance(found, list) else []


def number(text: str) -> int:
    """Return a number of up to four digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def check_age(told: datetime, now: datetime) -> None:
    """Refuse what is too old, or from a time to come.

    Raises:
        HookRefusedError: it is.
    """
    if not now - STALE <= told <= now + AHEAD:
        raise HookRefusedError("it is out of date")


def moment(seconds: str) -> datetime:
    """Return the moment of a number of seconds since 1970.

    Raises:
        HookRefusedError: it is none.
    """
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        raise HookRefusedError("it does not say when it was sent")
    return datetime.fromtimestamp(int(seconds), UTC)

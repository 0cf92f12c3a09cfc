"""Letters: mail to one person about their own affairs, in distinction to an issue, which goes to many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Data = Mapping[str, str | int | bool | list[str]]
"""What a letter's words are made of; plain enough for JSON."""


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be queued. `name` makes it one: a second order of the same name is the same letter.

    `kind` says which words it has (`confirm`, `welcome`, `report` …); `data` holds no token: links are signed when it is sent.
    """

    name: str
    kind: str
    recipient: str
    language: str = ""
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """One claimed letter. `handle` is random and fixed, so that it has one Message-ID; `attempts` counts those before this one."""

    key: int
    handle: str
    order: LetterOrder
    created: datetime
    attempts: int

"""What is held of a reader: shown, forgotten, and cleared away when its time is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.jobs.subscribe.desk import SignUpDesk


def personal_data(token: str, desk: SignUpDesk) -> Mapping[str, Any]:
    """Return all that is held of a reader, plain enough for JSON.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    return desk.signups.personal_data(desk.reader(token))


def erase(token: str, desk: SignUpDesk) -> None:
    """Forget a reader at once; every link of theirs is dead from then on.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    desk.signups.erase(desk.reader(token), desk.clock.now())


def purge(desk: SignUpDesk) -> Mapping[str, int]:
    """Clear away unconfirmed requests, ended caps and old letters; return how many of each."""
    now = desk.clock.now()
    return desk.signups.purge(now - desk.rules.kept, now)

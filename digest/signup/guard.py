"""What tells people from machines without asking them: how long a form took, by a stamp that the form carries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.errors import ConsentError
from digest.model import FieldFault, FormFault
from digest.signup.tokens import Keys, Purpose, Ticket, issue_token, read_token

OPEN_FOR = timedelta(hours=24)
"""How long a form may stay open in a browser before it is to be loaded again."""


def make_stamp(keys: Keys, now: datetime) -> str:
    """Return the stamp of a form that is shown now."""
    return issue_token(keys, Purpose.FORM, Ticket(f"{int(now.timestamp()):x}"), now + OPEN_FOR)


def check_stamp(keys: Keys, stamp: str, now: datetime, fill: timedelta) -> tuple[FieldFault, ...]:
    """Return what is wrong with a stamp: it is stale or none of ours, or the form came back in less than `fill`."""
    try:
        shown = datetime.fromtimestamp(int(read_token(keys, Purpose.FORM, stamp, now).id, 16), UTC)
    except ConsentError:
        return (FieldFault("", FormFault.STALE),)
    return (FieldFault("", FormFault.TOO_FAST),) if now - shown < fill else ()

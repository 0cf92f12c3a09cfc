"""What readers change themselves, from the link in their mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.jobs.subscribe.desk import SignUpDesk
from digest.model import Changes, FieldFault, FormFault, Preferences, Visitor
from digest.ports import Asked
from digest.signup import check_changes, check_email, read_address

LONGEST_PAUSE = timedelta(days=366)
"""How long a reader can pause: after that, leaving is the honest word."""


def read_preferences(token: str, desk: SignUpDesk) -> Preferences:
    """Return what a reader has chosen.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    return desk.signups.preferences(desk.reader(token))


def change(token: str, changes: Changes, visitor: Visitor, desk: SignUpDesk) -> tuple[FieldFault, ...]:
    """Make a reader's choices what the page says; return what is wrong with them, and change nothing then.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    reader = desk.reader(token)
    faults = check_changes(changes, desk.offer)
    if not faults:
        desk.signups.change(reader, changes, visitor, desk.clock.now())
    return faults


def change_address(token: str, email: str, visitor: Visitor, desk: SignUpDesk) -> tuple[FieldFault, ...]:
    """Ask the new address to confirm; until it does, mail goes to the old one. Who has the new address is not told.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    known = read_preferences(token, desk)
    faults = check_email(email)
    if not faults:
        asked = Asked(read_address(email), language=known.language, reader=known.reader)
        desk.signups.ask(asked, desk.terms(asked.email, visitor, desk.clock.now()))
    return faults


def pause(token: str, until: datetime | None, desk: SignUpDesk) -> tuple[FieldFault, ...]:
    """Hold back all issues until a moment (aware; None: go on now). What comes out meanwhile is not sent later.

    Raises:
        ConsentError: the token opens no reader's preferences.
    """
    reader = desk.reader(token)
    if until is not None and not desk.clock.now() < until <= desk.clock.now() + LONGEST_PAUSE:
        return (FieldFault("until", FormFault.UNKNOWN),)
    desk.signups.pause(reader, until)
    return ()

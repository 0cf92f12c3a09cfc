"""Leave: by one click, by the page, by a typed address, by mail. Leaving never asks for more than it must."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from digest.errors import ConsentError
from digest.jobs.subscribe.desk import SignUpDesk
from digest.model import FieldFault, Left, Visitor
from digest.signup import Purpose, Ticket, check_email, is_automatic, read_address, read_leave_request, read_token


class Heard(StrEnum):
    """What became of a mail to the mailbox for leaving."""

    LEFT = "left"
    LEFT_BEFORE = "left before"
    AUTOMATIC = "automatic"
    """A machine wrote it by itself: it asks nothing."""
    STRANGE = "strange"
    """It names no reader of ours: somebody should look at it."""


@dataclass(frozen=True, slots=True)
class Heeded:
    """What became of a mail, and which newsletters it ended."""

    became: Heard
    newsletters: tuple[str, ...] = ()


def leave(token: str, newsletter: str, desk: SignUpDesk) -> Left:
    """End a subscription ("" = all of them) at once. The token is that of the way out in a mail, or of the preferences.

    Leaving what was left before is no fault: a second click gets the same answer.

    Raises:
        ConsentError: the token is none of ours, or its reader has been forgotten.
    """
    reader = _ticket(token, desk).id
    left = desk.signups.leave(reader, newsletter, desk.clock.now())
    return Left(left, desk.preferences_token(reader))


def named_newsletter(token: str, desk: SignUpDesk) -> str:
    """Return the newsletter that a way out leads off; "" for all. Nothing is changed.

    Raises:
        ConsentError: the token is none of ours.
    """
    return _ticket(token, desk).newsletter


def _ticket(token: str, desk: SignUpDesk) -> Ticket:
    now = desk.clock.now()
    with suppress(ConsentError):
        return read_token(desk.keys, Purpose.LEAVE, token, now)
    return read_token(desk.keys, Purpose.PREFERENCES, token, now)


def leave_by_address(email: str, visitor: Visitor, desk: SignUpDesk, *, language: str = "") -> tuple[FieldFault, ...]:
    """Send the way out to a typed address, where it is a reader's. The answer says nothing of that.

    Nobody is taken off by an address alone: whoever knows it could take others off.
    """
    faults = check_email(email)
    if not faults:
        address = read_address(email)
        desk.signups.ask_leave(address, language, desk.terms(address, visitor, desk.clock.now()))
    return faults


def leave_by_mail(raw: bytes, desk: SignUpDesk, *, dry_run: bool = False) -> Heeded:
    """Do what a mail to the mailbox for leaving asks; with `dry_run` say what it would end.

    The code in its subject or its recipient decides, never the sender, whom anybody can forge.
    """
    if is_automatic(raw):
        return Heeded(Heard.AUTOMATIC)
    request = read_leave_request(raw)
    if request is None:
        return Heeded(Heard.STRANGE)
    try:
        ended = _would_end(request, desk) if dry_run else _end(request, desk)
    except ConsentError:
        return Heeded(Heard.STRANGE)
    return Heeded(Heard.LEFT if ended else Heard.LEFT_BEFORE, ended)


def _end(request: Ticket, desk: SignUpDesk) -> tuple[str, ...]:
    return desk.signups.leave(request.id, request.newsletter, desk.clock.now())


def _would_end(request: Ticket, desk: SignUpDesk) -> tuple[str, ...]:
    chosen = desk.signups.preferences(request.id).choices
    return tuple(each.newsletter for each in chosen if request.newsletter in {"", each.newsletter})

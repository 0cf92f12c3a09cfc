"""Leave: by one click, by the page, by a typed address, by mail. Leaving never asks for more than it must."""

from __future__ import annotations

from contextlib import suppress

from digest.errors import ConsentError
from digest.jobs.subscribe.desk import SignUpDesk
from digest.model import FieldFault, Left, Visitor
from digest.signup import Purpose, Ticket, check_email, read_address, read_leave_request, read_token


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


def leave_by_mail(raw: bytes, desk: SignUpDesk) -> Left | None:
    """Do what a mail to the mailbox for leaving asks; None where it asks nothing, or nothing that we can do.

    The subject decides (`unsubscribe READER NEWSLETTER`, as our links write it), never the sender, whom anybody can forge.
    """
    request = read_leave_request(raw)
    if request is None:
        return None
    try:
        left = desk.signups.leave(request.id, request.newsletter, desk.clock.now())
    except ConsentError:
        return None
    return Left(left, desk.preferences_token(request.id))

"""Sign up and confirm: double opt-in. Until its owner confirms it, an address gets one letter and no more."""

from __future__ import annotations

from digest.jobs.subscribe.desk import SignUpDesk
from digest.jobs.subscribe.proving import caps_of, work_faults
from digest.model import Confirmed, FieldFault, SignUpForm, Visitor
from digest.ports import Asked, Terms
from digest.signup import Purpose, check_form, check_stamp, read_address, read_token


def sign_up(form: SignUpForm, visitor: Visitor, desk: SignUpDesk) -> tuple[FieldFault, ...]:
    """Take a form and queue the letter that asks to confirm; return what is wrong with the form.

    () says that the form was taken, and nothing else: a new address, a reader's, a suppressed and a capped one get the
    same answer, and the same work is done for them. A form without a stamp is one of another site or program: the caps
    alone bound those.
    """
    now = desk.clock.now()
    stamped = check_stamp(desk.keys, form.stamp, now, desk.rules.fill) if form.stamp else ()
    faults = (*check_form(form, desk.offer), *stamped, *work_faults(form, visitor, desk)) or desk.mail_faults(
        read_address(form.email)
    )
    if not faults:
        asked = Asked(
            email=read_address(form.email),
            choices=form.choices,
            language=form.language,
            zone=form.zone,
            hour=form.hour,
            wording=form.wording,
            page=form.page,
            welcome=not form.trap,
        )
        caps = caps_of(form, asked.email, visitor, desk)
        desk.signups.ask(asked, Terms(visitor, caps, now, now + desk.rules.expires))
    return faults


def confirm(token: str, visitor: Visitor, desk: SignUpDesk) -> Confirmed:
    """Do what a request asked for: add its newsletters, or move the reader to the new address.

    Raises:
        ConsentError: the token is expired, used or unknown; or the new address is another reader's by now (taken).
    """
    now = desk.clock.now()
    request = read_token(desk.keys, Purpose.CONFIRM, token, now).id
    joined = desk.signups.confirm(request, visitor, now, welcome=desk.rules.welcome)
    return Confirmed(joined.email, joined.newsletters, joined.moved, desk.preferences_token(joined.reader))

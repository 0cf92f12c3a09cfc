"""Proof of work at the desk: who brings it, who may do without it, and that each solution serves once."""

from __future__ import annotations

from digest.errors import ConsentError
from digest.jobs.subscribe.desk import SignUpDesk
from digest.model import Cap, Door, FieldFault, FormFault, SignUpForm, Visitor
from digest.signup import caps_on, make_challenge, read_work, slower


def form_challenge(desk: SignUpDesk, nonce: str) -> str:
    """Return the challenge of a form that is shown now, for `SignUpForm.work`; "" where none is asked for. `nonce` is random."""
    return make_challenge(desk.keys, nonce, desk.clock.now()) if desk.rules.work_bits else ""


def work_faults(form: SignUpForm, visitor: Visitor, desk: SignUpDesk) -> tuple[FieldFault, ...]:
    """Return what is wrong with a form's work. Only programs must bring some: a form may come from a browser without scripts."""
    if not desk.rules.work_bits:
        return ()
    if not form.work:
        return (FieldFault("work", FormFault.REQUIRED),) if visitor.door is Door.API else ()
    try:
        read_work(desk.keys, form.work, desk.rules.work_bits, desk.clock.now())
    except ConsentError:
        return (FieldFault("", FormFault.STALE),)
    return ()


def caps_of(form: SignUpForm, email: str, visitor: Visitor, desk: SignUpDesk) -> tuple[Cap, ...]:
    """Return what caps a form whose work has no fault.

    Without work they are the slower ones. A solution is a cap of one letter of its own: sent in again, it gets the
    answer that everybody gets, and no second letter.
    """
    rules, bits, now = desk.rules.caps, desk.rules.work_bits, desk.clock.now()
    if not bits:
        return caps_on(email, visitor.address, rules)
    if not form.work:
        return caps_on(email, visitor.address, slower(rules))
    return (*caps_on(email, visitor.address, rules), read_work(desk.keys, form.work, bits, now))

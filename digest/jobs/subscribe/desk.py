"""The desk at which readers are served: what it needs, and what its jobs share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from digest.model import FieldFault, FormFault, Frequency, Visitor, Welcome
from digest.ports import Clock, Names, SignUps, Terms
from digest.signup import CapRules, Keys, Purpose, Ticket, caps_on, issue_token, make_stamp, read_token


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator decides: how long a link to confirm is good, how long one is kept after that, and the caps."""

    expires: timedelta = timedelta(days=3)
    kept: timedelta = timedelta(days=7)
    fill: timedelta = timedelta(seconds=2)
    """The least time in which a person fills in a form."""
    caps: CapRules = field(default_factory=CapRules)
    welcome: Welcome = Welcome.PLAIN
    work_bits: int = 0
    """How much work a form is to prove, in zero bits of a hash; 0: none."""


@dataclass(frozen=True, slots=True)
class SignUpDesk:
    """What serving readers needs. `offer` has every newsletter that can be chosen, with how often it can come."""

    signups: SignUps
    clock: Clock
    keys: Keys = field(repr=False)
    offer: Mapping[str, tuple[Frequency, ...]]
    names: Names | None = None
    """Who is asked whether an address's domain takes mail; None: nobody."""
    rules: Rules = field(default_factory=Rules)

    def terms(self, email: str, visitor: Visitor, now: datetime) -> Terms:
        """Return the terms of a request for a letter to `email`."""
        return Terms(visitor, caps_on(email, visitor.address, self.rules.caps), now, now + self.rules.expires)

    def mail_faults(self, email: str) -> tuple[FieldFault, ...]:
        """Return what DNS holds against an address; nothing where it is not asked, or gives no answer."""
        refused = self.names is not None and self.names.takes_mail(email.rpartition("@")[2]) is False
        return (FieldFault("email", FormFault.NO_MAIL),) if refused else ()

    def reader(self, token: str) -> str:
        """Return the reader whose preferences a token opens.

        Raises:
            ConsentError: it opens none.
        """
        return read_token(self.keys, Purpose.PREFERENCES, token, self.clock.now()).id

    def preferences_token(self, reader: str) -> str:
        """Return the token that opens a reader's preferences."""
        return issue_token(self.keys, Purpose.PREFERENCES, Ticket(reader))


def form_stamp(desk: SignUpDesk) -> str:
    """Return the stamp of a form that is shown now, for `SignUpForm.stamp`: by it a form that comes back too soon is known."""
    return make_stamp(desk.keys, desk.clock.now())


def keep_wording(text: str, desk: SignUpDesk) -> str:
    """Keep the text of consent that a form shows, and return its hash for `SignUpForm.wording`."""
    hash_ = sha256(text.encode()).hexdigest()
    desk.signups.keep_wording(hash_, text, desk.clock.now())
    return hash_

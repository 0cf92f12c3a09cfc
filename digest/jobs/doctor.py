"""Doctor: how the domains of a newsroom's mail stand with receivers, looked up and explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from digest.mailer import Letterhead
from digest.mailer.addresses import ascii_domain, read_mailbox
from digest.mailer.standing import Advice, Identity, judge_standing
from digest.model import Newsletter
from digest.ports import Names


def identities(newsletters: Iterable[Newsletter], letterhead: Letterhead) -> tuple[Identity, ...]:
    """Return the identities that receivers see, one for each domain that newsletters are sent from."""
    senders = dict.fromkeys(read_mailbox(newsletter.sender).domain for newsletter in newsletters)
    bounces = letterhead.bounces.rpartition("@")[2]
    return tuple(
        Identity(
            sender,
            ascii_domain(bounces) if bounces else sender,
            tuple(replace(signer, domain=ascii_domain(signer.domain or sender)) for signer in letterhead.signers),
        )
        for sender in senders
    )


def examine(identity: Identity, names: Names | None) -> tuple[Advice, ...]:
    """Return how an identity stands; without `names` nothing is looked up, and only what is known here is judged."""
    return judge_standing(identity, {name: names.txt(name) if names else None for name in identity.names})

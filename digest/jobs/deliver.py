"""Deliver: claim what is due, hand it over message by message, and write down each answer before the next claim.

The promise: without a crash nobody gets an issue twice; after a hard crash at most the messages in flight (CLAIM at
once, here one) can be repeated, with the same Message-ID, because no sender can know whether a server that never
answered has taken the mail (RFC 1047). Nothing is ever lost: a lease that runs out is claimed again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digest.errors import DigestError
from digest.jobs.progress import Progress, unwatched
from digest.mailer import LetterError, settle
from digest.model import Delivery, DeliveryState, Message, Outcome, Receipt, Settlement, Subscriber
from digest.ports import Clock, Ledger, Transport

CLAIM = 5
"""Deliveries leased at once: what a crash can leave in doubt, so no more than can be sent in a moment."""

LEASE = timedelta(minutes=15)
"""How long a claim holds before another process may take it over: longer than CLAIM messages to the slowest server."""

PARKED = timedelta(hours=1)
"""How long a delivery waits that cannot be addressed now (its newsletter is missing from the configuration)."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What delivering needs: `owner` is this process's own name; `write` makes the message of (issue key, reader)."""

    ledger: Ledger
    transport: Transport
    clock: Clock
    owner: str
    write: Callable[[int, Subscriber], Message]


@dataclass(slots=True)
class DeliveryReport:
    """What a round did: deliveries by the state they ended in, and the newest replies that were no success."""

    states: Counter[DeliveryState] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    relay_down: str = ""

    @property
    def sent(self) -> int:
        """How many messages the mail system took."""
        return self.states[DeliveryState.SENT]


def deliver(office: PostOffice, progress: Progress = unwatched, most: int | None = None) -> DeliveryReport:
    """Send what is due until nothing is left, `most` were tried, or the relay is down; return what happened.

    A relay that is down is a pause and no failure: what was claimed goes back into the queue.
    """
    report = DeliveryReport()
    try:
        while not report.relay_down and (wanted := CLAIM if most is None else min(CLAIM, most - _tried(report))):
            now = office.clock.now()
            claimed = office.ledger.claim(wanted, office.owner, now, now + LEASE)
            if not claimed:
                break
            _send(claimed, office, report)
            progress("Sending", _tried(report), most or _tried(report))
    finally:
        office.ledger.release(office.owner)
        office.transport.close()
    return report


def _tried(report: DeliveryReport) -> int:
    return sum(report.states.values())


def _send(claimed: Sequence[Delivery], office: PostOffice, report: DeliveryReport) -> None:
    """Send the claimed deliveries one by one; each outcome is committed before the next message leaves."""
    for delivery in claimed:
        settlement = _attempt(delivery, office)
        office.ledger.settle(office.owner, [settlement])
        report.states[settlement.state] += 1
        if settlement.receipt.outcome is not Outcome.ACCEPTED:
            report.replies[f"{settlement.receipt.code or ''} {settlement.receipt.reply}".strip()] += 1
        if settlement.receipt.outcome is Outcome.RELAY_DOWN:
            report.relay_down = settlement.receipt.reply
            return


def _attempt(delivery: Delivery, office: PostOffice) -> Settlement:
    try:
        message = office.write(delivery.issue_key, delivery.subscriber)
    except LetterError as error:
        return Settlement(delivery.key, DeliveryState.FAILED, Receipt(Outcome.REFUSED, 0, str(error)))
    except DigestError as error:
        return _parked(delivery, str(error), office.clock.now())
    receipt = office.transport.send(message)
    return settle(delivery, receipt, office.clock.now())


def _parked(delivery: Delivery, reason: str, now: datetime) -> Settlement:
    """A delivery that cannot be addressed waits for the operator; its attempts are not used up."""
    return Settlement(delivery.key, DeliveryState.QUEUED, Receipt(Outcome.UNSENT, 0, reason), now + PARKED)

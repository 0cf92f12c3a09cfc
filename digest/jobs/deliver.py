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
from functools import partial

from digest.errors import DigestError
from digest.jobs.letters import LetterBox
from digest.jobs.progress import Progress, unwatched
from digest.mailer import LetterError, settle
from digest.model import Delivery, DeliveryState, Message, Outcome, QueuedLetter, Receipt, Settlement, Subscriber
from digest.ports import Clock, Ledger, Transport

CLAIM = 5
"""Deliveries leased at once: what a crash can leave in doubt, so no more than can be sent in a moment."""

LEASE = timedelta(minutes=15)
"""How long a claim holds before another process may take it over: longer than CLAIM messages to the slowest server."""

PARKED = timedelta(hours=1)
"""How long a delivery waits that cannot be addressed now (its newsletter is missing from the configuration)."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What delivering needs: `owner` is this process's own name; `write` makes the message of (issue key, reader).

    `letters` are those to single people, which somebody waits for: they go before all issues, and between them.
    """

    ledger: Ledger
    transport: Transport
    clock: Clock
    owner: str
    write: Callable[[int, Subscriber], Message]
    letters: LetterBox | None = None


@dataclass(slots=True)
class DeliveryReport:
    """What a round did: deliveries by the state they ended in, and the newest replies that were no success."""

    states: Counter[DeliveryState] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    relay_down: str = ""
    letters: Counter[DeliveryState] = field(default_factory=Counter)
    """Letters to single people, by the state they ended in."""

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
            if not _send_letters(office, report):
                break
            now = office.clock.now()
            claimed = office.ledger.claim(wanted, office.owner, now, now + LEASE)
            if not claimed:
                break
            _send(claimed, office, report)
            progress("Sending", _tried(report), most or _tried(report))
    finally:
        office.ledger.release(office.owner)
        if office.letters:
            office.letters.queue.release(office.owner)
        office.transport.close()
    return report


def _tried(report: DeliveryReport) -> int:
    return sum(report.states.values())


def _send_letters(office: PostOffice, report: DeliveryReport) -> bool:
    """Send the letters that are due, until none is left; False where the relay is down."""
    while office.letters:
        now = office.clock.now()
        claimed = office.letters.queue.claim(CLAIM, office.owner, now, now + LEASE)
        if not claimed:
            break
        for letter in claimed:
            settlement = _attempt(letter, partial(office.letters.write, letter), office)
            office.letters.queue.settle(office.owner, [settlement])
            report.letters[settlement.state] += 1
            if _note(settlement, report):
                return False
    return True


def _send(claimed: Sequence[Delivery], office: PostOffice, report: DeliveryReport) -> None:
    """Send the claimed deliveries one by one; each outcome is committed before the next message leaves."""
    for delivery in claimed:
        settlement = _attempt(delivery, partial(office.write, delivery.issue_key, delivery.subscriber), office)
        office.ledger.settle(office.owner, [settlement])
        report.states[settlement.state] += 1
        if _note(settlement, report):
            return


def _note(settlement: Settlement, report: DeliveryReport) -> bool:
    """Keep what the mail system said that was no success; return whether the relay is down."""
    if settlement.receipt.outcome is not Outcome.ACCEPTED:
        report.replies[f"{settlement.receipt.code or ''} {settlement.receipt.reply}".strip()] += 1
    if settlement.receipt.outcome is Outcome.RELAY_DOWN:
        report.relay_down = settlement.receipt.reply
    return bool(report.relay_down)


def _attempt(job: Delivery | QueuedLetter, write: Callable[[], Message], office: PostOffice) -> Settlement:
    try:
        message = write()
    except LetterError as error:
        return Settlement(job.key, DeliveryState.FAILED, Receipt(Outcome.REFUSED, 0, str(error)))
    except DigestError as error:
        return _parked(job, str(error), office.clock.now())
    receipt = office.transport.send(message)
    return settle(job, receipt, office.clock.now())


def _parked(job: Delivery | QueuedLetter, reason: str, now: datetime) -> Settlement:
    """What cannot be written now waits for the operator; its attempts are not used up."""
    return Settlement(job.key, DeliveryState.QUEUED, Receipt(Outcome.UNSENT, 0, reason), now + PARKED)

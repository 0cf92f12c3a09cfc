"""Deliver: claim no more than the lines have room for, and write down the answers before anything else is claimed.

The promise: without a crash nobody gets an issue twice; after a hard crash at most the messages in flight (one a line,
and those whose answers wait for a commit: the lines say how many) can be repeated, with the same Message-ID, because no
sender can know whether a server that never answered has taken the mail (RFC 1047). Nothing is ever lost: a lease that
runs out is claimed again.
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
from digest.mailer.settle import RETRIES_MINUTES
from digest.model import Delivery, DeliveryState, Message, Outcome, QueuedLetter, Receipt, Settlement, Subscriber
from digest.ports import Clock, Ledger, Lines
from digest.ports.doubts import Doubts
from digest.ports.transport import Ended

LEASE = timedelta(minutes=15)
"""How long a claim holds before another process may take it over: longer than the messages of a line to the slowest server."""

LOOK_AGAIN = timedelta(seconds=1)
"""How old a claim may be, which saw who may be written to, before a delivery of it is looked at once more."""

PARKED = timedelta(hours=1)
"""How long a delivery waits that cannot be addressed now (its newsletter is missing from the configuration)."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What delivering needs: `owner` is this process's own name; `write` makes the message of (issue key, reader).

    `letters` are those to single people, which somebody waits for: they go before all issues, and between them.
    """

    ledger: Ledger
    lines: Lines[Delivery | QueuedLetter]
    clock: Clock
    owner: str
    write: Callable[[int, Subscriber], Message]
    letters: LetterBox | None = None
    retries_minutes: tuple[int, ...] = RETRIES_MINUTES
    doubts: Doubts | None = None
    """Where deliveries are held whose message may have arrived; None: they are sent again."""
    refused: Callable[[Delivery, Receipt], object] | None = None
    """Told of each delivery that a server refused for good, once or more often, before that is written down."""


class _WithdrawnError(DigestError):
    """A delivery may not leave any more: the ledger knows why, and has settled it."""


@dataclass(slots=True)
class DeliveryReport:
    """What a round did: deliveries by the state they ended in, and the newest replies that were no success."""

    states: Counter[DeliveryState] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    relay_down: str = ""
    letters: Counter[DeliveryState] = field(default_factory=Counter)
    """Letters to single people, by the state they ended in."""
    begun: int = 0
    """Deliveries claimed and given to a line."""
    unwritten: list[tuple[Delivery | QueuedLetter, Settlement]] = field(default_factory=list)
    """What has ended and is not in the database yet."""

    @property
    def sent(self) -> int:
        """How many messages the mail system took."""
        return self.states[DeliveryState.SENT]


def deliver(office: PostOffice, progress: Progress = unwatched, most: int | None = None) -> DeliveryReport:
    """Send what is due until nothing is left, `most` were tried, or the relay is down; return what happened.

    A relay that is down is a pause and no failure: what was claimed goes back into the queue. Interrupted, it waits for
    the answers to what has reached a server.
    """
    report = DeliveryReport()
    try:
        _begin(office, report, most)
        while ended := office.lines.ended():
            _record(ended, office, report)
            _raise_bugs(ended)
            progress("Sending", _tried(report), most or _tried(report))
            _begin(office, report, most)
    finally:
        _close(office, report)
    return report


def _tried(report: DeliveryReport) -> int:
    return sum(report.states.values())


def _begin(office: PostOffice, report: DeliveryReport, most: int | None) -> None:
    """Claim what is due as far as there is room, letters first, and have it sent."""
    if report.relay_down:
        office.lines.stop()
    now, room = office.clock.now(), office.lines.room()
    if office.letters and room:
        letters = office.letters.queue.claim(room, office.owner, now, now + LEASE)
        for letter in letters:
            office.lines.begin(letter, partial(office.letters.write, letter))
        room -= len(letters)
    wanted = room if most is None else min(room, most - report.begun)
    if wanted:
        if office.doubts:
            office.doubts.hold(now)  # and not taken over: a lease can run out between the two
        claimed = office.ledger.claim(wanted, office.owner, now, now + LEASE, take_over=not office.doubts)
        for delivery in claimed:
            office.lines.begin(delivery, partial(_message, delivery, now, office))
        report.begun += len(claimed)


def _message(delivery: Delivery, claimed: datetime, office: PostOffice) -> Message:
    """Write a delivery's message, as it is about to leave; whoever left since it was claimed gets none."""
    now = office.clock.now()
    # A clock that was set back tells nothing of how long ago it was.
    fresh = claimed <= now < claimed + LOOK_AGAIN
    if not fresh and delivery.key not in office.ledger.still_due(office.owner, [delivery.key], now):
        raise _WithdrawnError
    return office.write(delivery.issue_key, delivery.subscriber)


def _close(office: PostOffice, report: DeliveryReport) -> None:
    """Write down what still comes in, and put back what was not begun."""
    office.lines.stop()
    seen: list[Ended[Delivery | QueuedLetter]] = []
    try:
        while ended := office.lines.ended():
            _record(ended, office, report)
            seen += ended
        _write_down(office, report)  # what the database did not take a moment ago is not put back: it was sent
        office.ledger.release(office.owner)
        if office.letters:
            office.letters.queue.release(office.owner)
    finally:
        office.lines.close()
    _raise_bugs(seen)


def _record(ended: Sequence[Ended[Delivery | QueuedLetter]], office: PostOffice, report: DeliveryReport) -> None:
    """Write down what has ended, all in one transaction (letters in one of their own)."""
    now = office.clock.now()
    known = [(job, result) for job, result in ended if isinstance(result, Receipt | DigestError)]
    told = [(job, result) for job, result in known if not isinstance(result, _WithdrawnError)]
    report.unwritten += [(job, _settlement(job, result, now, office)) for job, result in told]
    _write_down(office, report)


def _raise_bugs(ended: Sequence[Ended[Delivery | QueuedLetter]]) -> None:
    for _, result in ended:
        if isinstance(result, BaseException) and not isinstance(result, DigestError):
            raise result


def _write_down(office: PostOffice, report: DeliveryReport) -> None:
    deliveries = [settlement for job, settlement in report.unwritten if isinstance(job, Delivery)]
    letters = [settlement for job, settlement in report.unwritten if isinstance(job, QueuedLetter)]
    if deliveries:
        if office.refused:  # first: who is told twice counts once, who is never told does not count
            for job, settlement in report.unwritten:
                if isinstance(job, Delivery) and settlement.receipt.outcome is Outcome.REFUSED:
                    office.refused(job, settlement.receipt)
        office.ledger.settle(office.owner, deliveries)
    if letters and office.letters:
        office.letters.queue.settle(office.owner, letters)
    report.unwritten.clear()
    report.states.update(settlement.state for settlement in deliveries)
    report.letters.update(settlement.state for settlement in letters)
    for settlement in (*deliveries, *letters):
        _note(settlement.receipt, report)


def _note(receipt: Receipt, report: DeliveryReport) -> None:
    """Keep what the mail system said that was no success."""
    if receipt.outcome is not Outcome.ACCEPTED:
        report.replies[f"{receipt.code or ''} {receipt.reply}".strip()] += 1
    if receipt.outcome is Outcome.RELAY_DOWN:
        report.relay_down = receipt.reply


def _settlement(
    job: Delivery | QueuedLetter, result: Receipt | DigestError, now: datetime, office: PostOffice
) -> Settlement:
    match result:
        case Receipt():
            hold = office.doubts is not None and isinstance(job, Delivery)
            return settle(job, result, now, office.retries_minutes, hold=hold)
        case LetterError():
            return Settlement(job.key, DeliveryState.FAILED, Receipt(Outcome.REFUSED, 0, str(result)))
        case _:  # what cannot be written now waits for the operator; its attempts are not used up
            return Settlement(job.key, DeliveryState.QUEUED, Receipt(Outcome.UNSENT, 0, str(result)), now + PARKED)

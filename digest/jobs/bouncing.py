"""Bouncing: whose a bounce or complaint is, by proof and not by claim, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.mailer import issue_code, letter_code, message_code
from digest.mailer.bounces import kind_of_receipt, read_return
from digest.model import Delivery, Receipt
from digest.model.bounces import Addressee, Bounce, BounceKind, Heard, Notice, Passed, SoftRule
from digest.ports import Bounces, Clock


@dataclass(frozen=True, slots=True)
class BounceDesk:
    """Where what came back is looked at: `secrets` prove return addresses, `key` Message-IDs (as in `Letterhead`)."""

    bounces: Bounces
    clock: Clock
    secrets: Sequence[bytes] = field(repr=False)
    key: bytes = field(repr=False)
    rule: SoftRule = field(default_factory=SoftRule)


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of something that came back: whose it was ("" where that is not proved), and what was said."""

    became: Heard | Passed
    kind: BounceKind | None = None
    email: str = ""
    status: str = ""
    reply: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nobody need look at it."""
        return self.became not in {Passed.STRANGE, Heard.UNKNOWN}


def take_back(raw: bytes, door: str, desk: BounceDesk, *, envelope: str = "", dry_run: bool = False) -> Returned:
    """Read a mail that came back, and do what it asks. `envelope` is the address that it was sent to, where it is known."""
    notice = read_return(raw, desk.secrets, envelope)
    if isinstance(notice, Passed):
        return Returned(notice)
    return hear(notice, door, desk, dry_run=dry_run)


def hear(notice: Notice, door: str, desk: BounceDesk, *, dry_run: bool = False) -> Returned:
    """Write a notice down and do what its kind asks, where it proves whose it is.

    Proof is our own return address, the word of a provider who signed for it, or the Message-ID of the very mail that
    went to the reader whom it names; a complaint wants one of the first two.
    """
    addressee = _addressee(notice, desk)
    if addressee is None:
        return Returned(Heard.UNKNOWN, notice.kind, "", notice.status, notice.reply)
    issue = _issue(notice, addressee, desk)
    bounce = Bounce(
        # One message to one reader bounces once in a way, however often and by whomever that is told.
        event=f"{addressee.reader} {issue} {notice.kind}" if issue and addressee.reader else _event(notice),
        kind=notice.kind,
        email=addressee.email,
        door=door,
        status=notice.status,
        reply=notice.reply,
        reader=addressee.reader,
        issue=addressee.issues[issue] if issue else None,
    )
    became = desk.bounces.record(bounce, desk.rule, desk.clock.now(), dry_run=dry_run)
    return Returned(became, notice.kind, addressee.email, notice.status, notice.reply)


def refused(delivery: Delivery, receipt: Receipt, desk: BounceDesk) -> Heard:
    """Count that a server refused a delivery for good, as a bounce that comes back later would count."""
    addressee, said = desk.bounces.addressee(delivery.subscriber.id), kind_of_receipt(receipt)
    if addressee is None or said is None:
        return Heard.UNKNOWN
    kind, status = said
    issue = next((name for name, key in addressee.issues.items() if key == delivery.issue_key), "")
    event = f"{addressee.reader} {issue} {kind}"
    bounce = Bounce(
        event, kind, addressee.email, "sending", status, receipt.reply, addressee.reader, delivery.issue_key
    )
    return desk.bounces.record(bounce, desk.rule, desk.clock.now())


def _event(notice: Notice) -> str:
    return f"{notice.ticket.handle} {notice.ticket.issue} {notice.kind}" if notice.ticket else notice.event


def _addressee(notice: Notice, desk: BounceDesk) -> Addressee | None:
    if notice.ticket:
        return desk.bounces.addressee(notice.ticket.handle)
    if not notice.vouched and (notice.kind is BounceKind.COMPLAINT or not notice.message_id):
        return None
    for email in notice.recipients:
        found = desk.bounces.reader_at(email)
        if found and (notice.vouched or _issue(notice, found, desk)):
            return found
    return None


def _issue(notice: Notice, addressee: Addressee, desk: BounceDesk) -> str:
    """The issue that a notice is about, "" where it is none of this reader's."""
    for issue in addressee.issues:
        if notice.ticket and notice.ticket.issue == issue_code(issue):
            return issue
        if message_code(desk.key, letter_code(issue), addressee.reader) in notice.message_id:
            return issue
    return ""

"""Bounces as rows: each is written down once, with what was done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, select, update

from digest.adapters.database import preferring
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.readers import same_address
from digest.adapters.database.schema import (
    bounces,
    deliveries,
    issues,
    letters,
    subscribers,
    subscriptions,
    suppressions,
)
from digest.adapters.database.suppressing import suppress
from digest.model.bounces import Addressee, Bounce, BounceKind, BounceRow, Heard, SoftRule

REASONS = {BounceKind.HARD: "bounced", BounceKind.SOFT: "bounced again and again", BounceKind.COMPLAINT: "complained"}
"""The reasons by which bounces suppress: what forgiving lifts."""

ISSUES = 500
"""The newest issues of a reader among which a return address finds its own."""


@dataclass(frozen=True, slots=True)
class SqlBounces:
    """The port `Bounces` over SQL: every method is one transaction. Within one, `record` is part of it."""

    engine: Engine | Connection
    hashes: KeyedHash = field(default_factory=KeyedHash)

    def addressee(self, handle: str) -> Addressee | None:
        """Return whom the handle of a reader or a letter names."""
        with reading(self.engine) as connection:
            reader = _reader(connection, subscribers.c.handle == handle)
            if reader:
                return _addressee(connection, reader)
            recipient = connection.scalar(select(letters.c.recipient).where(letters.c.handle == handle))
            return Addressee(recipient) if recipient else None

    def reader_at(self, email: str) -> Addressee | None:
        """Return the reader of an address."""
        with reading(self.engine) as connection:
            reader = _reader(connection, subscribers.c.email_norm == same_address(email))
            return _addressee(connection, reader) if reader else None

    def record(self, bounce: Bounce, rule: SoftRule, now: datetime, *, dry_run: bool = False) -> Heard:
        """Write a bounce down once, and do what its kind asks: all of it, or nothing. With `dry_run` nothing."""
        with writing(self.engine) as connection, connection.begin_nested() as step:
            became = _record(connection, bounce, rule, now=now, hashes=self.hashes)
            if dry_run:
                step.rollback()
        return became

    def rows(self, most: int, *, email: str = "", kind: str = "") -> list[BounceRow]:
        """Return the newest bounces, newest first: all, or of an address, or of a kind."""
        found = _shown().order_by(bounces.c.at.desc(), bounces.c.id.desc()).limit(most)
        if email:
            found = found.where(bounces.c.address.in_(self.hashes.addresses([email])))
        if kind:
            found = found.where(bounces.c.kind == kind)
        with reading(self.engine) as connection:
            return [_row(row) for row in connection.execute(found)]

    def forgive(self, email: str, now: datetime, *, dry_run: bool = False) -> tuple[str, ...] | None:
        """Take back what bounces did to an address, and return the newsletters that begin again; None: nothing to forgive."""
        known = list(self.hashes.addresses([email]))
        with writing(self.engine) as connection, connection.begin_nested() as step:
            begun = _forgive(connection, email, known, now=now)
            if dry_run:
                step.rollback()
        return begun


def _reader(connection: Connection, which: Any) -> Row[Any] | None:
    return connection.execute(select(subscribers).where(which, subscribers.c.email != "")).one_or_none()


def _addressee(connection: Connection, reader: Row[Any]) -> Addressee:
    sent = select(issues.c.newsletter, issues.c.slot, issues.c.id).join_from(deliveries, issues)
    newest = sent.where(deliveries.c.subscriber == reader.id).order_by(deliveries.c.id.desc()).limit(ISSUES)
    rows = connection.execute(newest)
    return Addressee(reader.email, reader.handle, {f"{row.newsletter}@{row.slot}": row.id for row in rows})


def _record(connection: Connection, bounce: Bounce, rule: SoftRule, *, now: datetime, hashes: KeyedHash) -> Heard:
    reader = _locked(connection, bounce.email)
    new: dict[str, Any] = {
        "event": sha256(bounce.event.encode("utf-8", "surrogatepass")).hexdigest(),
        "kind": bounce.kind,
        "became": Heard.NOTED if bounce.kind is BounceKind.BLOCKED else Heard.COUNTED,
        "address": hashes.address(bounce.email),
        "subscriber": reader,
        "issue": bounce.issue,
        "door": bounce.door,
        "status": bounce.status,
        "reply": bounce.reply,
        "at": now,
        "ended": [],
    }
    once = insert(connection, bounces).on_conflict_do_nothing(index_elements=["event"]).returning(bounces.c.id)
    key = connection.scalar(once.values(new))
    if key is None:
        return Heard.KNOWN
    if not _is_enough(connection, bounce, rule, now=now, hashes=hashes):
        return Heard(new["became"])
    suppress(connection, hashes.address(bounce.email), REASONS[bounce.kind], now)
    ended = _end(connection, reader, now)
    connection.execute(update(bounces).where(bounces.c.id == key).values(became=Heard.SUPPRESSED, ended=list(ended)))
    return Heard.SUPPRESSED


def _locked(connection: Connection, email: str) -> int | None:
    """The reader's key. Their row is held: of two bounces at once the second counts the first."""
    wanted = select(subscribers.c.id).where(subscribers.c.email_norm == same_address(email))
    return connection.scalar(wanted.with_for_update())


def _is_enough(connection: Connection, bounce: Bounce, rule: SoftRule, *, now: datetime, hashes: KeyedHash) -> bool:
    """Whether nothing more is to be sent: a soft bounce is not enough alone."""
    if bounce.kind is not BounceKind.SOFT:
        return bounce.kind is not BounceKind.BLOCKED
    of = bounces.c
    counted = select(func.count()).where(
        of.address.in_(hashes.addresses([bounce.email])),
        of.kind == BounceKind.SOFT,
        of.at > now - rule.within,
        of.forgiven.is_(None),
    )
    return (connection.scalar(counted) or 0) >= rule.most


def _end(connection: Connection, reader: int | None, now: datetime) -> tuple[str, ...]:
    handle = connection.scalar(select(subscribers.c.handle).where(subscribers.c.id == reader))
    return preferring.leave(connection, handle, "", now) if handle else ()


def _shown() -> Select[Any]:
    issue = (issues.c.newsletter + "@" + issues.c.slot).label("of_issue")
    return (
        select(bounces, subscribers.c.email, issue)
        .outerjoin(subscribers, subscribers.c.id == bounces.c.subscriber)
        .outerjoin(issues, issues.c.id == bounces.c.issue)
    )


def _row(row: Row[Any]) -> BounceRow:
    return BounceRow(
        key=row.id,
        at=row.at,
        kind=BounceKind(row.kind),
        became=Heard(row.became),
        email=row.email or "",
        door=row.door,
        status=row.status,
        reply=row.reply,
        issue=row.of_issue or "",
        forgiven=row.forgiven,
    )


def _forgive(connection: Connection, email: str, known: list[str], *, now: datetime) -> tuple[str, ...] | None:
    reader = _locked(connection, email)
    of = bounces.c
    found = connection.execute(select(bounces).where(of.address.in_(known), of.forgiven.is_(None))).all()
    if not found:
        return None
    connection.execute(update(bounces).where(of.id.in_([row.id for row in found])).values(forgiven=now))
    lifted = delete(suppressions).where(suppressions.c.hash.in_(known), suppressions.c.reason.in_(REASONS.values()))
    taken_back = connection.execute(lifted).rowcount
    if reader is None or not taken_back:
        return ()
    # What somebody complained of, or has left since by their own hand, stays ended.
    bounced = [row for row in found if row.kind != BounceKind.COMPLAINT]
    return tuple(sorted(name for row in bounced for name in _begin(connection, reader, row)))


def _begin(connection: Connection, reader: int, row: Row[Any]) -> list[str]:
    """Begin again what a bounce ended, and nobody has ended or begun since."""
    of = subscriptions.c
    again = update(subscriptions).where(
        of.subscriber == reader, of.newsletter.in_(row.ended), of.state == "left", of.ended == row.at
    )
    names = connection.scalars(again.values(state="subscribed", ended=None).returning(of.newsletter)).all()
    if names:
        connection.execute(update(subscribers).where(subscribers.c.id == reader).values(status="active"))
    return list(names)

"""Crowds of invented readers, and an issue for them: what the benchmarks of the ledger begin with."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from digest.adapters.database import Database
from digest.model import Brand, Cadence, Issue, Newsletter, Proof, Section, SectionKind, Token
from digest.ports import Planned, Slot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

NEWSLETTER = Newsletter(
    id="morning",
    title="The Morning",
    description="",
    language="en",
    sender="The Harbour Post <news@harbour.example>",
    cadence=Cadence("0 7 * * *", "Europe/Kyiv"),
    topics=(),
    sections=(Section(SectionKind.TOP, 5),),
    subject="{{ title }}",
    preheader="",
    brand=Brand("The Harbour Post", "https://harbour.example/", "1 Quay, Harbour"),
)

_NUMBERS = {
    "sqlite": "(WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < :readers) SELECT n FROM up)",
    "postgresql": "(SELECT generate_series(1, :readers) AS n)",
}
_READERS = """
INSERT INTO subscribers (handle, email, email_norm, language, zone, status, since)
SELECT {handle}, 'r' || n || '@post.example', 'r' || n || '@post.example', '', '', 'active', {now} FROM {numbers} AS numbers
"""
_ON = """
INSERT INTO subscriptions (newsletter, subscriber, state, consent, since)
SELECT 'morning', id, 'subscribed', 'told', since FROM subscribers
"""


def gather(database: Database, readers: int) -> None:
    """Put so many readers on the newsletter `morning`, by two statements: enrolling is no part of what is measured."""
    dialect = database.engine.dialect.name
    handle, now = {
        "sqlite": ("lower(hex(randomblob(16)))", "1772452800000000"),
        "postgresql": ("replace(gen_random_uuid()::text, '-', '')", "timestamptz '2026-03-02 12:00:00+00'"),
    }[dialect]
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO newsletters (id) VALUES ('morning')"))
        rows = _READERS.format(handle=handle, now=now, numbers=_NUMBERS[dialect])
        connection.execute(text(rows), {"readers": readers})
        connection.execute(text(_ON))


def plan_one(database: Database) -> Planned:
    """Plan a slot of `morning`, due at NOON."""
    database.ledger.plan("morning", [Slot("2026-03-02T14:00", NOON)], NOON, NOON)
    return database.ledger.planned()[0]


def press_one(database: Database, planned: Planned) -> int | None:
    """Press an issue of no story with a proof of 40 KB; return how many deliveries that made."""
    issue = Issue(NEWSLETTER, planned.slot, planned.number, NOON, "No. 1", "", ())
    html = f"<p>{'The ferry sails again. ' * 1_800}<a href='{Token.UNSUBSCRIBE.mark}'>Leave</a></p>"
    proof = Proof(issue.id, issue.subject, html, f"The ferry sails again. {Token.EMAIL.mark}")
    return database.ledger.press(planned, issue, proof, window_end=NOON, now=NOON)

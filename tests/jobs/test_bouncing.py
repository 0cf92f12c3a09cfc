"""Bouncing: what proves whose it is counts, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON, a_newsletter
from returned import MAILBOX, SECRET, a_block, a_complaint, a_plain, a_report

from digest.jobs.bouncing import BounceDesk, Returned, hear, take_back
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.mailer import issue_code, letter_code, message_code, return_address
from digest.model import LetterOrder
from digest.model.bounces import BounceKind, Heard, Notice, Passed, ReturnTicket, SoftRule

IDA = "ida@far.example"
KEY = b"https://lantern.example/"


@pytest.fixture
def desk(town):
    """A desk in a town where an issue went to Ida and Bo."""
    town.publish(1)
    town.enrol(IDA, "bo@far.example")
    plan_now(a_newsletter(), town.database.ledger, NOON)
    press_planned(town.room)
    deliver(town.office())
    return BounceDesk(town.database.bounces, town.clock, [SECRET], KEY, SoftRule(2))


@pytest.fixture
def reader(desk):
    return desk.bounces.reader_at(IDA)


@pytest.fixture
def address(reader):
    """The return address of the issue that Ida got."""
    [issue] = reader.issues
    return return_address(MAILBOX, SECRET, ReturnTicket(reader.reader, issue_code(issue)))


def readers(town) -> list[str]:
    return sorted(each.email for each in town.database.register.readers("morning"))


def test_a_bounce_ends_the_sending_to_whom_its_return_address_names_once(town, desk, reader, address):
    raw = a_report(to=address, original="")
    took = take_back(raw, "mail", desk)
    assert took == Returned(Heard.SUPPRESSED, BounceKind.HARD, IDA, "5.1.1", took.reply)
    assert readers(town) == ["bo@far.example"]
    assert take_back(raw.replace(b"4711", b"4712"), "imap", desk).became is Heard.KNOWN
    [row] = desk.bounces.rows(9)
    assert (row.issue, row.door) == (next(iter(reader.issues)), "mail")


def test_an_envelope_counts_where_the_headers_say_nothing(town, desk, address):
    assert take_back(a_report(to="x@y.example", original=""), "lmtp", desk).became is Heard.UNKNOWN
    assert take_back(a_report(to="x@y.example", original=""), "lmtp", desk, envelope=address).became is Heard.SUPPRESSED


def test_soft_bounces_of_several_issues_add_up_and_of_one_issue_do_not(town, desk, address):
    soft = a_report(a_block("4.2.2", "smtp; 452 4.2.2 full"), to=address, original="")
    assert [take_back(soft, "mail", desk).became for _ in range(3)] == [Heard.COUNTED, Heard.KNOWN, Heard.KNOWN]
    town.publish(2)
    town.clock.forward(days=1)
    plan_now(a_newsletter(), town.database.ledger, town.clock.now())
    press_planned(town.room)
    ida = desk.bounces.reader_at(IDA)
    second = next(issue_code(issue) for issue in ida.issues)
    other = return_address(MAILBOX, SECRET, ReturnTicket(ida.reader, second))
    raw = a_report(a_block("4.2.2", "smtp; 452 4.2.2 full"), to=other, original="")
    assert take_back(raw, "mail", desk).became is Heard.SUPPRESSED


def test_without_a_return_address_the_message_id_must_be_of_the_mail_that_went_to_whom_it_names(town, desk, reader):
    [issue] = reader.issues
    own = f"Message-ID: <{message_code(KEY, letter_code(issue), reader.reader)}@lantern.example>\n"
    other = f"Message-ID: <{message_code(KEY, letter_code(issue), 'f' * 32)}@lantern.example>\n"
    to = "morning@lantern.example"
    strange = a_report(a_block(recipient="nobody@far.example"), to=to, original=own)
    assert take_back(strange, "mail", desk).became is Heard.UNKNOWN
    for original in (other, "Subject: none\n"):
        assert take_back(a_report(to=to, original=original), "mail", desk).became is Heard.UNKNOWN
    assert take_back(a_report(to=to, original=own), "mail", desk).became is Heard.SUPPRESSED
    assert readers(town) == ["bo@far.example"]


def test_a_complaint_wants_a_return_address(town, desk, reader, address):
    [issue] = reader.issues
    own = f"Message-ID: <{message_code(KEY, letter_code(issue), reader.reader)}@lantern.example>\n"
    named = f"Original-Rcpt-To: <{IDA}>"
    assert take_back(a_complaint(original=own, more=named), "mail", desk).became is Heard.UNKNOWN
    took = take_back(a_complaint(original=f"Return-Path: <{address}>\n"), "mail", desk)
    assert (took.became, took.email, readers(town)) == (Heard.SUPPRESSED, IDA, ["bo@far.example"])


@pytest.mark.parametrize("change", ["handle", "issue", "secret"])
def test_a_forged_return_address_does_nothing(town, desk, reader, change):
    ticket = ReturnTicket(reader.reader, issue_code(next(iter(reader.issues))))
    if change == "handle":
        forged = return_address(MAILBOX, SECRET, replace(ticket, handle="a" * 32))
    elif (
        change == "issue"
    ):  # proved to be ours, but of no issue that went to them: the address counts, the issue is left open
        forged = return_address(MAILBOX, SECRET, replace(ticket, issue=""))
        assert take_back(a_report(to=forged, original=""), "mail", desk, dry_run=True).became is Heard.SUPPRESSED
        return
    else:
        forged = return_address(MAILBOX, b"guessed", ticket)
    assert take_back(a_report(to=forged, original=""), "mail", desk).became is Heard.UNKNOWN
    assert len(readers(town)) == 2


def test_a_provider_who_signed_is_believed_the_address(town, desk):
    notice = Notice(BounceKind.COMPLAINT, "provider 1", recipients=("x@y.example", "IDA@far.example"), vouched=True)
    assert hear(replace(notice, vouched=False), "web", desk).became is Heard.UNKNOWN
    assert hear(notice, "web", desk).became is Heard.SUPPRESSED
    assert hear(notice, "web", desk).became is Heard.KNOWN
    assert hear(replace(notice, recipients=("x@y.example",)), "web", desk).became is Heard.UNKNOWN


def test_a_letter_to_one_person_bounces_to_its_recipient(town, desk):
    town.database.letters.queue(LetterOrder("confirm x", "confirm", "new@far.example", "en", {}), NOON)
    [letter] = town.database.letters.claim(9, "one", NOON, NOON + timedelta(minutes=1))
    raw = a_report(to=return_address(MAILBOX, SECRET, ReturnTicket(letter.handle)), original="")
    took = take_back(raw, "mail", desk)
    assert (took.became, took.email) == (Heard.SUPPRESSED, "new@far.example")
    assert take_back(raw, "mail", desk).became is Heard.KNOWN


def test_an_answer_of_somebody_away_does_nothing_however_well_addressed(town, desk, address):
    raw = a_plain("I am away. 550 5.1.1 no such user", to=address, Auto_Submitted="auto-replied")
    assert take_back(raw, "mail", desk) == Returned(Passed.AUTOMATIC)
    assert (len(readers(town)), desk.bounces.rows(9)) == (2, [])


@pytest.mark.parametrize(
    ("became", "settled"),
    [(Passed.STRANGE, False), (Heard.UNKNOWN, False), (Passed.AUTOMATIC, True), (Heard.KNOWN, True)],
)
def test_what_nobody_can_place_is_left_for_people(became, settled):
    assert Returned(became).is_settled is settled

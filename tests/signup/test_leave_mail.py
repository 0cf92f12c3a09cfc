"""Mail that asks to leave: the subject alone decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.signup import Ticket, is_automatic, read_leave_request

READER = "0123456789abcdef0123456789abcdef"


def a_mail(subject):
    return f"From: a@b.example\r\nSubject: {subject}\r\n\r\nunsubscribe {'f' * 32} evening\r\n".encode()


@pytest.mark.parametrize(
    ("subject", "request_"),
    [
        (f"unsubscribe {READER} morning", Ticket(READER, "morning")),
        (f"Re: Unsubscribe {READER.upper()} morning", Ticket(READER, "morning")),
        (f"unsubscribe {READER}\r\n morning", Ticket(READER, "morning")),
        (f"unsubscribe {READER}", Ticket(READER)),
        ("unsubscribe", None),
        ("unsubscribe me please", None),
        (f"unsubscribe {READER[:-1]} morning", None),
    ],
)
def test_the_subject_names_reader_and_newsletter(subject, request_):
    assert read_leave_request(a_mail(subject)) == request_


def test_a_mail_without_a_subject_asks_nothing():
    assert read_leave_request(b"From: a@b.example\r\n\r\nunsubscribe") is None


@pytest.mark.parametrize(
    ("headers", "request_"),
    [
        (f"Delivered-To: leave+{READER}=morning@lantern.example", Ticket(READER, "morning")),
        (f"To: Someone <x@a.example>,\r\n leave+{READER.upper()}@lantern.example", Ticket(READER)),
        (f"X-Original-To: leave+{READER}=@lantern.example", None),
        (f"To: {READER}@lantern.example", None),
        (f"From: leave+{READER}@lantern.example", None),
        (f"Subject: unsubscribe {READER} evening\r\nTo: leave+{'f' * 32}@a.example", Ticket(READER, "evening")),
    ],
)
def test_where_the_subject_names_nobody_the_recipient_may(headers, request_):
    assert read_leave_request(f"{headers}\r\n\r\n".encode()) == request_


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied (vacation)", True),
        ("Auto-Submitted: no", False),
        ("Precedence: Bulk", True),
        ("Precedence: first-class", False),
        ("Return-Path: <>", True),
        ("Return-Path: <ida@lantern.example>", False),
        ("Content-Type: multipart/report; report-type=delivery-status", True),
        ("List-Id: <harbour.lantern.example>", True),
        ("X-Failed-Recipients: ida@lantern.example", True),
    ],
)
def test_what_a_machine_wrote_by_itself_is_known_by_its_headers(header, automatic):
    assert is_automatic(f"{header}\r\n".encode() + a_mail(f"unsubscribe {READER}")) is automatic


@given(st.binary(max_size=500))
def test_no_bytes_are_too_odd(raw):
    read_leave_request(b"Subject: " + raw)
    is_automatic(b"Content-Type: " + raw)

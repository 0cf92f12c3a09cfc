"""Mail that asks to leave: the subject alone decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.signup import Ticket, read_leave_request

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


@given(st.binary(max_size=500))
def test_no_bytes_are_too_odd(raw):
    read_leave_request(b"Subject: " + raw)

"""Return addresses: each names one reader and one issue, and nobody else makes one up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailer import CODE, issue_code, read_tickets, return_address
from digest.model.bounces import ReturnTicket

HANDLES = st.binary(min_size=16, max_size=16).map(bytes.hex)
ISSUES = st.just("") | st.text(max_size=20).map(issue_code)


@given(HANDLES, ISSUES, st.binary(min_size=1), st.binary(min_size=1))
def test_a_return_address_is_read_back_under_any_of_our_secrets_and_no_other(handle, issue, secret, other):
    ticket = ReturnTicket(handle, issue)
    address = return_address("bounces@lantern.example", secret, ticket)
    local, _, domain = address.rpartition("@")
    assert (len(local), domain) == (len("bounces+") + CODE, "lantern.example")
    assert list(read_tickets(f"<{address.upper()}>", [b"older", secret])) == [ticket]
    if other.rstrip(b"\0") != secret.rstrip(b"\0"):  # HMAC fills short keys up with zeros
        assert list(read_tickets(address, [other])) == []


@given(HANDLES, st.integers(0, CODE - 1), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_changed_letter_makes_it_nobodys(handle, at, letter):
    ticket = ReturnTicket(handle, issue_code("morning@1"))
    code = return_address("b@x.example", b"secret", ticket).partition("+")[2].partition("@")[0]
    changed = f"{code[:at]}{letter}{code[at + 1 :]}"
    assert list(read_tickets(f"b+{changed}@x.example", [b"secret"])) == ([ticket] if changed == code else [])


@pytest.mark.parametrize(
    "text", ["", "b@x.example", "b+@x.example", f"b+{'a' * 41}@x.example", f"b+{'1' * 40}@x.example"]
)
def test_other_addresses_name_nobody(text):
    assert list(read_tickets(text, [b"secret"])) == []


def test_a_test_copy_comes_back_to_an_address_of_nobodys_handle():
    [ticket] = read_tickets(return_address("b@x.example", b"k", ReturnTicket("test-copy")), [b"k"])
    assert (len(ticket.handle), ticket.issue) == (32, "")

"""Hundreds of good, bad and odd addresses: each is taken in its normal form, or refused in one clear line."""

from __future__ import annotations

import pytest
from addresses import ACCEPTED, REFUSED

from digest.mailer.addresses import ascii_address
from digest.signup import AddressError, read_address


def test_there_are_five_hundred_of_them():
    assert len({typed for typed, _ in ACCEPTED} | set(REFUSED)) >= 500


@pytest.mark.parametrize(("typed", "address"), ACCEPTED)
def test_a_good_address_is_taken_and_can_be_written_to(typed, address):
    assert read_address(typed) == address
    assert read_address(f" {address} ") == address
    ascii_address(address)


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed[:40]))
def test_a_bad_address_is_refused_in_one_line(typed):
    with pytest.raises(AddressError) as refused:
        read_address(typed)
    says = str(refused.value)
    assert "is not an e-mail address: " in says
    assert len(says) < 700
    assert "\n" not in says
    assert "\r" not in says

"""Addresses: one rule for every door."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.signup.address import AddressError, read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ida@lantern.example.com", "ida@lantern.example.com"),
        ("  Ida.Holm@Example.COM \n", "Ida.Holm@example.com"),
        ("ida+news@example.com", "ida+news@example.com"),
        ("ida@xn--mnchen-3ya.example.com", "ida@münchen.example.com"),
        ("name@приклад.укр", "name@приклад.укр"),
    ],
)
def test_an_address_is_brought_to_its_normal_form(typed, address):
    assert read_address(typed) == address
    assert read_address(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ida",
        "ida@",
        "@example.com",
        "a@b@example.com",
        "ida@example.com\r\nBcc: x@example.com",
        "a@x, b@y",
        "Ida <ida@example.com>",
        "ida@localhost",
        "ida@[127.0.0.1]",
        "x" * 70 + "@example.com",
        "ida@example.com\0",
        "ім'я@приклад.укр",
    ],
)
def test_what_is_not_one_usable_address_is_refused_in_one_line(typed):
    with pytest.raises(AddressError) as caught:
        read_address(typed)
    assert "is not an e-mail address: " in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_a_clear_error(typed):
    with suppress(AddressError):
        assert read_address(typed).count("@") == 1

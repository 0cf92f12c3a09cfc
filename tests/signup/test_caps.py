"""Caps: what is counted for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digest.model import Cap
from digest.signup import CapRules, caps_on
from digest.signup.caps import domain_of, network_of

HOUR = timedelta(hours=1)


def test_a_letter_counts_for_its_address_its_sender_its_domain_and_in_all():
    assert caps_on("Ida@lantern.example", "192.0.2.7", CapRules(1, 3, 10, 200, 1000)) == (
        Cap("day address ida@lantern.example", 1, 24 * HOUR),
        Cap("week address ida@lantern.example", 3, 168 * HOUR),
        Cap("hour network 192.0.2.7", 10, HOUR),
        Cap("hour domain lantern.example", 200, HOUR),
        Cap("hour all", 1000, HOUR),
    )


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("a house", "unknown"),
    ],
)
def test_a_household_is_one_sender_however_many_addresses_it_has(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("lantern.example", "lantern.example"),
        ("a.b.c.lantern.example", "lantern.example"),
        ("a.lantern.co.uk", "lantern.co.uk"),
        ("co.uk", "co.uk"),
        ("mail.com.lantern.com", "lantern.com"),
        ("post.ліхтар.укр", "ліхтар.укр"),
        ("localhost", "localhost"),
    ],
)
def test_names_under_one_registered_domain_are_counted_together(domain, registered):
    assert domain_of(f"ida@{domain}") == registered

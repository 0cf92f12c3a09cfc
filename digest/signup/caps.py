"""How many letters anybody can have sent by typing an address: per address, per network, per domain, and in all.

A form that mails whatever address is typed into it can be used to flood somebody's mailbox ("list bombing"); these caps
bound what any one person, any one sender and any one mail provider can meet with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from digest.model import Cap

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)

NETWORK_BITS = 64
"""How much of an IPv6 address names a household: the rest is each machine's own choice (RFC 6177)."""

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "gv", "ne", "net", "nom", "or", "org"})
"""What registries of countries put before their own two letters, so that three labels are one owner's."""


@dataclass(frozen=True, slots=True)
class CapRules:
    """The most letters of each kind of span; the operator's to set."""

    address_day: int = 1
    address_week: int = 3
    network_hour: int = 10
    domain_hour: int = 200
    total_hour: int = 1000


def slower(rules: CapRules) -> CapRules:
    """Return the caps for forms without proof of work: half of what strangers share, so that they leave room for the rest."""
    return replace(
        rules,
        network_hour=max(1, rules.network_hour // 2),
        domain_hour=max(1, rules.domain_hour // 2),
        total_hour=max(1, rules.total_hour // 2),
    )


def caps_on(email: str, address: str, rules: CapRules) -> tuple[Cap, ...]:
    """Return what caps a letter to `email` that somebody at an IP address asks for."""
    return tuple(_caps(email.casefold(), address, rules))


def _caps(email: str, address: str, rules: CapRules) -> Iterator[Cap]:
    yield Cap(f"day address {email}", rules.address_day, DAY)
    yield Cap(f"week address {email}", rules.address_week, WEEK)
    yield Cap(f"hour network {network_of(address)}", rules.network_hour, HOUR)
    yield Cap(f"hour domain {domain_of(email)}", rules.domain_hour, HOUR)
    yield Cap("hour all", rules.total_hour, HOUR)


def domain_of(email: str) -> str:
    """Return the domain that somebody registered, of an address's: whoever has one can make names under it without end.

    The last two labels, or three under a country's second level (`co.uk`). A rule and no list: where it takes a
    registry's own suffix for a name, all that is under it is counted as one, and the cap is the operator's to set.
    """
    labels = email.rpartition("@")[2].split(".")
    three = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if three else labels[-2:])


def network_of(address: str) -> str:
    """Return who is behind an IP address: itself, or the first NETWORK_BITS bits of IPv6; "unknown" for what is none."""
    try:
        found = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), NETWORK_BITS), strict=False))
    return str(found)

"""Where a fetcher may connect to: the guard against requests that reach into the operator's own network (SSRF).

A feed, a page or a redirect can name any host, and a host name can resolve to any address. So the name is resolved once,
every address is judged, and the connection goes to an address that was judged.
"""

from __future__ import annotations

import asyncio
import re
import socket
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from digest.errors import SourceError

WEB_PORTS = frozenset({80, 443})
"""The ports that are asked at public addresses."""

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

# Only what every library reads as the same address: 127.1 and 0x7f.1 are looked up.
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}", re.ASCII)
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address behind
_COMPATIBLE = ip_network("::/96")  # RFC 4291 2.5.5.1, deprecated: the same
# Called global by the ipaddress module of one Python or another, and still no place where a site is: IETF protocol
# assignments, the 6to4 relay (RFC 7526), local NAT64 (RFC 8215), site-local (RFC 3879), Teredo (RFC 4380).
_NEVER = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10", "2001::/32")))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is allowed beside public addresses: hosts by name, networks by address, or everything. It frees the port, too."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IPNetwork, ...] = ()
    everything: bool = False

    def covers(self, host: str, address: IPAddress) -> bool:
        """Tell whether `address` is allowed to stand behind the name `host`."""
        return self.everything or host.lower() in self.hosts or any(address in network for network in self.networks)


def read_allowance(allow: frozenset[str] | bool) -> Allowance:
    """Return the allowance for host names and networks (`10.0.0.0/8`, `127.0.0.1`) as an operator writes them."""
    if isinstance(allow, bool):
        return Allowance(everything=allow)
    hosts, networks = set(), []
    for entry in allow:
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            hosts.add(entry.lower())
    return Allowance(frozenset(hosts), tuple(networks))


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is on the open internet, seen through every form that IPv6 gives to an IPv4 address."""
    address = _unwrapped(address)
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)


def _unwrapped(address: IPAddress) -> IPAddress:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


async def judged_addresses(host: str, port: int, allowance: Allowance, resolver: Executor) -> list[str]:
    """Return the addresses behind a name, every one of which may be connected to at this port.

    Raises:
        SourceError: the name has no address, or one of them, or the port, is off limits.
    """
    addresses = [host] if _IPV4.fullmatch(host) else await _looked_up(host, port, resolver)
    for address in map(ip_address, addresses):
        if allowance.covers(host, address):
            continue
        if not is_public(address):
            raise SourceError(f"{host} is at {address}, which is not public")
        if port not in WEB_PORTS:
            raise SourceError(f"{host} is named with port {port}, which is not one of the web")
    return addresses


async def _looked_up(host: str, port: int, resolver: Executor) -> list[str]:
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(resolver, ask)
    except (OSError, UnicodeError):  # no such name; a label that is empty or too long
        raise SourceError(f"{host} has no address") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))

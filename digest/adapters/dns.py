"""TXT records by dnspython."""

from __future__ import annotations

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

SECONDS = 5.0
"""How long one name may take, whatever the servers do."""


class Dns:
    """Asks the machine's own resolvers, or the given servers (addresses with their port)."""

    def __init__(self, servers: tuple[str, ...] = (), port: int = 53) -> None:
        self._resolver = Resolver(configure=not servers)
        if servers:
            self._resolver.nameservers = list(servers)
            self._resolver.port = port
        self._resolver.lifetime = SECONDS

    def txt(self, name: str) -> tuple[str, ...] | None:
        """Return the texts of a name's TXT records, each joined from its strings; None where no answer came."""
        try:
            answer = self._resolver.resolve(name, "TXT")
        except (NXDOMAIN, NoAnswer):
            return ()
        except (DNSException, OSError, ValueError, UnicodeError):
            return None
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer)

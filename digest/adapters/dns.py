"""TXT and MX records by dnspython."""

from __future__ import annotations

from dns.exception import DNSException
from dns.name import root
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

    def takes_mail(self, domain: str) -> bool | None:
        """Return whether a domain says where its mail goes: an MX, or an address in its place (RFC 5321 5.1).

        A null MX says that it takes none (RFC 7505). None where no answer came.
        """
        try:
            answer = self._resolver.resolve(domain, "MX")
        except NXDOMAIN:
            return False
        except NoAnswer:
            return self._has_address(domain)
        except (DNSException, OSError, ValueError, UnicodeError):
            return None
        return any(record.exchange != root for record in answer)

    def _has_address(self, domain: str) -> bool | None:
        for kind in ("A", "AAAA"):
            try:
                self._resolver.resolve(domain, kind)
            except (NXDOMAIN, NoAnswer):
                continue
            except (DNSException, OSError, ValueError, UnicodeError):
                return None
            return True
        return False

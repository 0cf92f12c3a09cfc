"""What is remembered of an address that must be forgotten: a keyed hash, which nobody without the key can try addresses on."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from digest.adapters.database.readers import same_address


@dataclass(frozen=True, slots=True)
class KeyedHash:
    """Hashes (64 hexadecimal digits) under a secret; the newest key is the last, hashes under older ones are still found."""

    keys: tuple[bytes, ...] = field(default=(b"",), repr=False)

    def of(self, text: str) -> str:
        """Return the hash under the newest key."""
        return _hash(self.keys[-1], text)

    def address(self, email: str) -> str:
        """Return the hash of an address, the same for every spelling of it."""
        return self.of(same_address(email))

    def addresses(self, emails: Iterable[str]) -> dict[str, str]:
        """Return each address as it is compared, by every hash that it may be known under."""
        return {_hash(key, email): email for email in map(same_address, emails) for key in self.keys}


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), sha256).hex()

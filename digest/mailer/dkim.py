"""DKIM (RFC 6376; Ed25519 by RFC 8463): what lets a receiver check that a mail is the domain's own, unaltered.

All that is equal for every reader is canonicalised and hashed once a letter; a message hashes only what follows its first
gap. Signatures carry no time, so the same message has the same bytes however often it is written.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from digest.mailer.headers import header

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

RSA_BITS, WEAKEST_RSA_BITS = 2048, 1024
"""What an RSA key should have, and what receivers must not take less than (RFC 8301 3.2)."""
SEALED = (
    "from",
    "to",
    "cc",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "list-unsubscribe",
)
"""Headers that are signed once more than they stand there, so that nobody can add one, or a second (RFC 6376 5.4, 8.15)."""

_CHUNK = 64
_BLANKS = re.compile(rb"[ \t]+")
_TRAILING = re.compile(rb"[ \t]+(?=\r\n)")
_FOLD = re.compile(rb"\r\n(?=[ \t])")


class SigningKeyError(ValueError):
    """A signing key cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for `domain` ("": the sender's) with the key that DNS publishes for the selector; `public_key` is its p=."""

    selector: str
    domain: str
    algorithm: str
    public_key: str
    sign: Callable[[bytes], bytes] = field(repr=False)

    @property
    def record(self) -> str:
        """The text of the TXT record (RFC 6376 3.6.1)."""
        return f"v=DKIM1; k={self.algorithm.partition('-')[0]}; p={self.public_key}"


def read_signer(pem: bytes, selector: str, domain: str = "") -> Signer:
    """Return the signer of a private key in PEM (RSA or Ed25519, without a passphrase).

    Raises:
        SigningKeyError: it is no such key, or an RSA key of fewer than 1,024 bits.
    """
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningKeyError("this is no private key in PEM form without a passphrase") from error
    if isinstance(key, RSAPrivateKey):
        if key.key_size < WEAKEST_RSA_BITS:
            raise SigningKeyError(f"an RSA key of {key.key_size} bits is too weak; receivers want {RSA_BITS}")
        der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return Signer(selector, domain, "rsa-sha256", _text(der), lambda data: key.sign(data, PKCS1v15(), SHA256()))
    if isinstance(key, Ed25519PrivateKey):
        raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Signer(selector, domain, "ed25519-sha256", _text(raw), lambda data: key.sign(_hashed(data)))
    raise SigningKeyError("DKIM knows RSA and Ed25519 keys only")


@dataclass(frozen=True, slots=True)
class Seal:
    """What signs the messages of one letter: its own headers in canonical form, and its body hashed as far as all share it."""

    signers: tuple[Signer, ...]
    headers: tuple[tuple[str, bytes], ...]
    start: Hash
    rest: tuple[bytes | str, ...]

    def signatures(self, personal: bytes, gaps: Mapping[str, bytes]) -> bytes:
        """Return the DKIM-Signature headers of a message with these further headers and these gaps filled."""
        headers = (*self.headers, *relaxed_headers(personal))
        hashed = self.start.copy()
        for piece in self.rest:
            hashed.update(_relaxed(gaps[piece]) if isinstance(piece, str) else piece)
        body = hashed.digest()
        return b"".join([signature(signer, headers, body) for signer in self.signers])


def make_seal(signers: Iterable[Signer], head: bytes, body: Sequence[bytes | str]) -> Seal:
    """Return the seal of a letter: the headers that all its messages share, and its body with the names of its gaps.

    Every piece of the body ends with its line, or before a line break, and the last line is not blank.
    """
    gap = next((place for place, piece in enumerate(body) if isinstance(piece, str)), len(body))
    relaxed = [_relaxed(piece) if isinstance(piece, bytes) else piece for piece in body]
    start = hashlib.sha256()
    for piece in relaxed[:gap]:
        start.update(cast("bytes", piece))
    return Seal(tuple(signers), relaxed_headers(head), start, tuple(relaxed[gap:]))


def relaxed_headers(raw: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the (name, canonical line) of each header in `raw`, by the relaxed rules (RFC 6376 3.4.2)."""
    lines = _FOLD.sub(b"", raw).split(b"\r\n")
    parted = ((name.strip().lower(), value) for name, _, value in (line.partition(b":") for line in lines if line))
    return tuple((name.decode("ascii"), name + b":" + _BLANKS.sub(b" ", value).strip()) for name, value in parted)


def signature(signer: Signer, headers: Sequence[tuple[str, bytes]], body: bytes) -> bytes:
    """Return the DKIM-Signature header of a message: its relaxed headers, none of them twice, and its body's hash."""
    names = [name for name, _ in headers]
    words = [
        "v=1;",
        f"a={signer.algorithm};",
        "c=relaxed/relaxed;",
        f"d={signer.domain};",
        f"s={signer.selector};",
        *_listed([*names, *SEALED]),
        f"bh={_text(body)};",
    ]
    head = " ".join([*words, "b="]).encode("ascii")
    signed = signer.sign(b"".join(line + b"\r\n" for _, line in headers) + b"dkim-signature:" + head)
    text = _text(signed)
    first, *others = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    return header("DKIM-Signature", [*words, f"b={first}", *others])


def _listed(names: Sequence[str]) -> list[str]:
    """The h= tag in words that fit into lines; blanks may stand around its colons (RFC 6376 3.5)."""
    rows = [":".join(names[at : at + 4]) for at in range(0, len(names), 4)]
    return f"h={': '.join(rows)};".split(" ")


def _relaxed(piece: bytes) -> bytes:
    """Whole lines of a body by the relaxed rules (RFC 6376 3.4.4); it has no empty lines at its end."""
    return _BLANKS.sub(b" ", _TRAILING.sub(b"", piece))


def _hashed(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")

"""Signing keys on disk: made here, kept as PEM files that only their owner can read."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

RSA_BITS = 2048
"""What signers should use at least (RFC 8301 3.2), and all that fits a DNS answer over UDP."""


def make_key(kind: str) -> bytes:
    """Return a new private key in PEM (PKCS 8): RSA of RSA_BITS for "rsa", else Ed25519."""
    key = generate_private_key(65537, RSA_BITS) if kind == "rsa" else Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def save_key(path: Path, pem: bytes) -> None:
    """Write a key that only its owner can read, into a folder that is made if need be. Never overwrites one.

    Raises:
        FileExistsError: there is a file already: mail that is signed with its key may still be on its way.
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)

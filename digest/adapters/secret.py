"""The secret behind readers' links: from the environment, or made once and kept in a file."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SHORTEST = 32
"""The fewest characters of a key: 128 random bits in hexadecimal."""


def read_keys(text: str) -> tuple[bytes, ...]:
    """Return the keys that a text names, with commas or line breaks between them, the newest last.

    Raises:
        ValueError: there is none, or one is shorter than SHORTEST.
    """
    keys = tuple(key.encode() for key in text.replace("\n", ",").replace(" ", "").split(",") if key)
    if not keys or min(map(len, keys)) < SHORTEST:
        raise ValueError(f"a key of {SHORTEST} characters or more is wanted; `openssl rand -hex 32` makes one")
    return keys


def kept_keys(path: Path) -> tuple[bytes, ...]:
    """Return the keys of a file; where there is no such file, one is made that only its owner can read.

    Raises:
        ValueError: the file holds no key.
        OSError: it can be neither read nor made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return read_keys(path.read_text(encoding="ascii", errors="replace"))


def _make(path: Path) -> None:
    """Write a new key under a name of its own and link it into place: of two who try at once, both read the same key."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(draft, path)  # never replaces a file, unlike a rename
    except FileExistsError:
        pass
    finally:
        draft.unlink()

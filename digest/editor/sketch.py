"""A sketch of a text's words: a few hundred bytes by which two texts of any length can be compared."""

from __future__ import annotations

import re
import struct
import unicodedata

from rensa import RMinHash

HASHES = 64
"""Hashes in a sketch: a resemblance is right to within some 0.06 (one standard error at 0.5)."""

SKETCH_BYTES = HASHES * 4

RUN_WORDS = 3
"""Words in a shingle: long enough that two texts share few by chance, short enough to survive an editor's hand."""

BAND_BYTES = 12
"""Three hashes a band, 21 bands: texts that share half of their runs meet in one of them with 94 in 100."""

_SEED = 20260310
_WORD = re.compile(r"\w+")


def make_sketch(text: str) -> bytes:
    """Return the MinHash sketch of a text's runs of three words, of SKETCH_BYTES; b"" where it has no such run.

    The same words make the same bytes in every process and on every machine; case, punctuation and layout do not count.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    runs = {" ".join(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1)}
    if not runs:
        return b""
    minhash = RMinHash(num_perm=HASHES, seed=_SEED)
    minhash.update(sorted(runs))
    return struct.pack(f"<{HASHES}I", *minhash.digest())


def resemblance(one: bytes, other: bytes) -> float:
    """Return about which share of the runs of both texts are in both, 0.0 to 1.0; 0.0 where either has no sketch."""
    if len(one) != SKETCH_BYTES or len(other) != SKETCH_BYTES:
        return 0.0
    first, second = (struct.unpack(f"<{HASHES}I", sketch) for sketch in (one, other))
    return sum(1 for a, b in zip(first, second, strict=True) if a == b) / HASHES


def bands(sketch: bytes) -> tuple[bytes, ...]:
    """Return the pieces of a sketch, each with its place: texts with much in common have one of them in common."""
    whole = len(sketch) // BAND_BYTES
    return tuple(bytes([place]) + sketch[place * BAND_BYTES : (place + 1) * BAND_BYTES] for place in range(whole))

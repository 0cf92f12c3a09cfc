"""Proof of work: a small puzzle that costs a browser a moment, and whoever signs up thousands as many thousands.

After Dwork and Naor, "Pricing via Processing or Combatting Junk Mail" (1992). A challenge is a token of ours; its puzzle
is a number so that SHA-256 over `NONCE.NUMBER` begins with so many zero bits. NONCE is the challenge up to its first dot.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from digest.errors import ConsentError
from digest.model import Cap
from digest.signup.guard import OPEN_FOR
from digest.signup.tokens import Keys, Purpose, Ticket, issue_token, read_token

NUMBER_LENGTH = 16
"""The most digits of a number that are looked at: more than anybody counts to."""


def make_challenge(keys: Keys, nonce: str, now: datetime) -> str:
    """Return the challenge of a form that is shown now; `nonce` is random, in letters and digits."""
    return issue_token(keys, Purpose.WORK, Ticket(nonce), now + OPEN_FOR)


def read_work(keys: Keys, work: str, bits: int, now: datetime) -> Cap:
    """Return what lets a solution (`CHALLENGE.NUMBER`) be used for one letter and no second one.

    Raises:
        ConsentError: `unknown`: the challenge is none of ours, or the puzzle is not solved; `expired`: it was one until lately.
    """
    challenge, _, number = work.rpartition(".")
    nonce = read_token(keys, Purpose.WORK, challenge, now).id
    if not (number.isascii() and number.isdigit() and len(number) <= NUMBER_LENGTH) or _zeros(nonce, number) < bits:
        raise ConsentError("unknown")
    return Cap(f"work {nonce}", 1, OPEN_FOR)


def _zeros(nonce: str, number: str) -> int:
    """How many zero bits the hash begins with."""
    digest = sha256(f"{nonce}.{number}".encode()).digest()
    return 8 * len(digest) - int.from_bytes(digest).bit_length()

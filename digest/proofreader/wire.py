"""Wire: the bytes themselves, against what mail servers take unchanged (RFC 5321, RFC 5322)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail, head_of

LONGEST_LINE = 998
"""Bytes of a line without its CRLF (RFC 5322 2.1.1)."""

_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_HIGH = re.compile(rb"[\x80-\xff]")


def judge_wire(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield what servers would refuse or rewrite, which breaks a signature."""
    head, longest = head_of(mail.raw), max(map(len, mail.raw.split(b"\r\n")))
    if longest > LONGEST_LINE:
        says = f"a line has {longest:,} bytes: servers break lines over {LONGEST_LINE}; encode the part as quoted-printable"
        yield Judgement("wire", Grade.FAULT, says)
    if bare := _BARE.search(mail.raw):
        line = mail.raw.count(b"\n", 0, bare.start()) + 1
        yield Judgement("wire", Grade.FAULT, "a line ends without CRLF: servers refuse or rewrite it", f"line {line}")
    if b"\x00" in mail.raw:
        yield Judgement("wire", Grade.FAULT, "there is a NUL byte: servers refuse it")
    if _HIGH.search(head):
        yield Judgement("wire", Grade.FAULT, "a header has raw 8-bit characters: encode them (RFC 2047)")
    elif _HIGH.search(mail.raw):
        says = (
            "the body has raw 8-bit characters, which not every server passes on; quoted-printable is safe everywhere"
        )
        yield Judgement("wire", Grade.NOTE, says)

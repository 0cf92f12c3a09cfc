"""Signature: what DKIM covers. Whether the key is published is for `digest doctor` to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail

COVERED = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Feedback-ID",
)
"""Headers that a signature should cover where a mail has them: RFC 6376 5.4.1, and RFC 8058 4 for those of leaving."""
ESSENTIAL = frozenset({"From", "List-Unsubscribe", "List-Unsubscribe-Post"})
"""Without these covered, receivers ignore the signature, or the button to leave."""


def judge_signature(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield what of the mail no signature covers."""
    signatures = [value for name, value in mail.headers if name.lower() == "dkim-signature"]
    if not signatures:
        says = "the message is not signed here; unless your relay signs, `digest dkim generate` makes a key"
        yield Judgement("signature", Grade.NOTE, says, "DKIM-Signature")
        return
    covered = frozenset[str]().union(*map(_covered, signatures))
    bare = [name for name in COVERED if mail.header(name) and name.lower() not in covered]
    for name in bare:
        grade = Grade.FAULT if name in ESSENTIAL else Grade.NOTE
        yield Judgement("signature", grade, "no signature covers it: anybody on the way can change it", name)


def _covered(signature: str) -> frozenset[str]:
    named = re.search(r"(?:^|;)\s*h\s*=([^;]*)", signature)
    return frozenset(name.strip().lower() for name in named[1].split(":")) if named else frozenset()

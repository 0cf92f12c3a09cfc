"""Size: Gmail shows the first 102 KB of a mail's HTML and hides the rest, with the link to leave, behind another link."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail

CLIP = 102_400
"""Bytes of HTML from which on Gmail clips; measured at about 105,000, with a margin for its own rewriting."""
NEAR = 0.9
"""The share of CLIP from which on a mail is worth a look."""


def judge_size(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield how large the HTML part is."""
    share = mail.size / CLIP
    told = f"the HTML is {mail.size:,} bytes, {share:.0%} of the {CLIP:,} that Gmail shows"
    if mail.size > CLIP:
        yield Judgement("size", Grade.FAULT, f"{told}: run fewer stories, or lower the limits of the sections")
    elif share >= NEAR:
        yield Judgement("size", Grade.NOTE, f"{told}: little room is left for a longer day")
    else:
        yield Judgement("size", Grade.GOOD, told)

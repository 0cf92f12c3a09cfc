"""Fonts: that no text is too small to be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.mail import Mail
from digest.proofreader.page import without_padding
from digest.proofreader.paint import runs

SMALL, TINY = 14.0, 12.0
"""CSS pixels below which text is worth a look, and below which many cannot read it: phones do not enlarge a mail's."""


def judge_fonts(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield each size of text that is too small, with the first words of it; text of size 0 is lost altogether."""
    first: dict[float, str] = {}
    for run in runs(mail.page, mail.sheet, dark=False):
        if run.paint.size < SMALL and run.paint.size not in first and (words := without_padding(run.words)):
            first[run.paint.size] = words[:80]
    for size, words in sorted(first.items()):
        grade = Grade.FAULT if size < TINY else Grade.NOTE
        says = f"text of {size:.3g} px: {SMALL:g} is the least that reads well on a phone"
        yield Judgement("fonts", grade, says if size else "text of size 0 cannot be seen: set a font-size", words)

"""Contrast: whether text stands out from its ground, by day and by night (WCAG 2.2, 1.4.3, level AA)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.colours import contrast
from digest.proofreader.mail import Mail
from digest.proofreader.page import without_padding
from digest.proofreader.paint import Paint, Run, has_night, runs

TEXT_RATIO, LARGE_RATIO = 4.5, 3.0
"""The contrast that text needs, and large text."""
LARGE, LARGE_BOLD = 24.0, 18.66
"""CSS pixels from which on text, and bold text, is large (18 and 14 points)."""


def judge_contrast(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield each pair of colours that is too close, with the first words in it."""
    views = [("", False)] + ([("in the dark: ", True)] if has_night(mail.sheet) else [])
    for view, dark in views:
        told = set[tuple[str, str]]()
        for run in runs(mail.page, mail.sheet, dark=dark):
            if (close := _too_close(run)) and close not in told and (words := without_padding(run.words)):
                told.add(close)
                yield Judgement("contrast", Grade.FAULT, f"{view}{_says(run.paint)}", words[:80])


def _too_close(run: Run) -> tuple[str, str] | None:
    paint = run.paint
    if paint.ground is None or contrast(paint.ink.over(paint.ground), paint.ground) >= _needed(paint):
        return None
    return str(paint.ink.over(paint.ground)), str(paint.ground)


def _needed(paint: Paint) -> float:
    return LARGE_RATIO if paint.size >= (LARGE_BOLD if paint.bold else LARGE) else TEXT_RATIO


def _says(paint: Paint) -> str:
    ground = paint.ground or paint.ink
    ink = paint.ink.over(ground)
    return f"{ink} on {ground} has a contrast of {contrast(ink, ground):.1f}; {_needed(paint)} is the least to be read"

"""Support: what the mail asks of mail programs, against what they understand (caniemail.com)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader.clients import support
from digest.proofreader.features import Use, uses
from digest.proofreader.mail import Mail

GMAIL_STYLE = 16_384
"""Bytes of `<style>` from which on Gmail drops it (caniemail, html-style)."""


def judge_support(mail: Mail, _: Surroundings) -> Iterator[Judgement]:
    """Yield a fault for each feature that layout or content depends on and a program lacks; the others in one note."""
    without = [
        (use, lacking) for use in uses(mail.page, mail.sheet) if (lacking := support()[use.feature.slug].lacking())
    ]
    for use, lacking in without:
        if _matters(use):
            says = f"{_title(use)} is not understood by {', '.join(lacking)}: {use.feature.instead}"
            yield Judgement("support", Grade.FAULT, says, use.example)
    for element in (each for _, each in mail.page.named("style")):
        if len(mail.page.text_of(element).encode()) > GMAIL_STYLE:
            says = f"Gmail drops a style element of more than {GMAIL_STYLE:,} bytes: split it"
            yield Judgement("support", Grade.NOTE, says, "<style>")
    if graceful := [f"{_title(use)} ({', '.join(lacking)})" for use, lacking in without if not _matters(use)]:
        says = f"left out by some, and the mail can do without: {'; '.join(graceful)}"
        yield Judgement("support", Grade.NOTE, says, f"{len(graceful)} features")
    if not mail.page.whole:
        says = "the HTML is too long or too deep to be read to its end; what is said here is of its beginning"
        yield Judgement("support", Grade.UNKNOWN, says)


def _matters(use: Use) -> bool:
    return bool(use.feature.instead) and not use.extra


def _title(use: Use) -> str:
    return support()[use.feature.slug].title

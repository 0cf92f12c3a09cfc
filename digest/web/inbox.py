"""The inbox line: what a reader sees of a mail before opening it, as three programs would cut it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

PROGRAMS = {
    "Gmail, desktop": (20, 70, 110),
    "Gmail, phone": (28, 38, 42),
    "Apple Mail, iPhone": (26, 40, 92),
}
"""Letters of the sender, of the subject, and of the preheader that a program shows.

Estimates: programs cut by pixels, not by letters. Taken from Latin text of usual width in a list 1,400 px wide (Gmail on a
desktop, where subject and preheader share one line) and on a phone 390 px wide at the usual letter size; Apple Mail gives the
preheader two lines. On the desktop the third figure is for subject and preheader together.
"""

SHARED = "Gmail, desktop"
"""The program that prints subject and preheader on one line."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as far as it is shown, and what is cut off behind it."""

    shown: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """How one program lists a mail."""

    program: str
    sender: Cut
    subject: Cut
    preheader: Cut


def inbox_lines(sender: str, subject: str, preheader: str) -> Iterator[InboxLine]:
    """Yield the line of a mail in each of PROGRAMS."""
    for program, (name, title, rest) in PROGRAMS.items():
        shown = cut(subject, title)
        room = rest - width(shown.shown) if program == SHARED else rest
        yield InboxLine(program, cut(sender, name), shown, cut(preheader, room))


def cut(text: str, most: int) -> Cut:
    """Cut a text to `most` letters, where an ideograph or an emoji counts as two and a combining mark as none."""
    if width(text) <= most:
        return Cut(text)
    used = 0
    for place, letter in enumerate(text):
        used += width(letter)
        if used > max(most - 1, 0):  # the ellipsis takes a place of its own
            return Cut(text[:place].rstrip(), text[place:].lstrip())
    return Cut(text)


def width(text: str) -> int:
    """Return how many letters wide a text is."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1

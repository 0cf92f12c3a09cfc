"""What a check says of a mail or of its sender: its grade, in words that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a check came out."""

    GOOD = "good"
    NOTE = "note"
    """Worth a look; the mail can go out."""
    FAULT = "fault"
    """Readers would see or suffer it: to be mended before the mail goes out."""
    UNKNOWN = "unknown"
    """It could not be checked here."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One check: its name, how it came out, what that means, and what it is about (a URL, a header, an element; "": the whole)."""

    check: str
    grade: Grade
    says: str
    about: str = ""

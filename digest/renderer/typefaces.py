"""Type that needs no download: three families, each a list of faces of which every reader's machine has one.

Web fonts are left out on purpose: Gmail and Outlook show none, and fetching one tells a third party who reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from digest.model import Brand, Theme, Typeface

# No name is quoted: a family of several words needs no quotes in CSS, and in a `style` each would cost six bytes.
FAMILIES = {
    Typeface.SERIF: Markup("Georgia,Times New Roman,serif"),
    Typeface.SANS: Markup("Helvetica,Arial,sans-serif"),
    # Outlook for Windows takes the first face and knows only its own: its system's comes first.
    Typeface.SYSTEM: Markup("Segoe UI,-apple-system,Roboto,Helvetica,Arial,sans-serif"),
}

_OF_THEMES = {Theme.BROADSHEET: Typeface.SERIF, Theme.SIGNAL: Typeface.SYSTEM}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of a mail's headings and of its text, as CSS spells them."""

    headings: str
    text: str


def fonts(brand: Brand) -> Fonts:
    """Return the brand's families, the theme's own where it names none."""
    own = _OF_THEMES[brand.theme]
    return Fonts(FAMILIES[brand.headings or own], FAMILIES[brand.text or own])

"""The site's part of the settings: its name, its address, and how its mail looks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import Colour, Language, Line, Url, Zone
from digest.config.part import Part
from digest.model import Theme, Typeface


class FontSettings(Part):
    """The type of the mail: `serif` (Georgia), `sans` (Helvetica or Arial), `system` (the reader's own machine's)."""

    headings: Typeface | None = None
    """Of titles and headlines; without it the theme's own."""
    text: Typeface | None = None
    """Of everything else; without it the theme's own."""


class SiteSettings(Part):
    """The site that the newsletters come from: what stands at the head and the foot of every mail."""

    title: Line
    """The site's name."""
    url: Url
    """The site's home page."""
    language: Language = "en"
    """Language of newsletters and sources that name none (a code such as `en`, `uk`, `pt-BR`)."""
    zone: Zone = "UTC"
    """IANA time zone of newsletters that name none."""
    postal_address: Annotated[str, Field(min_length=1, max_length=500)]
    """The sender's postal address, which bulk mail must show by law in many countries. Lines are kept."""
    logo: Url = ""
    """Address of the logo at the head of the mail; without it the title stands there."""
    dark_logo: Url = ""
    """Address of the logo for dark mode; without it `logo` stands on a white ground of its own."""
    accent: Colour = "#0b57d0"
    """Colour of links and rules, in quotes (`#` begins a comment elsewhere)."""
    theme: Theme = Theme.BROADSHEET
    """How the mail looks: `broadsheet` (a front page: serif type, rules, columns) or `signal` (cards, sans type)."""
    fonts: FontSettings = FontSettings()
    """The type of the mail, where it is to be another than the theme's."""

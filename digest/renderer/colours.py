"""The colours of a mail: a brand's accent, moved as little as needed to be read on light and on dark ground."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from digest.model import Theme
from digest.model.contrast import contrast_ratio

RATIO = 4.5
"""Contrast of text against its ground that WCAG 2.2 asks for (1.4.3, level AA)."""

ACCENT = "#0b57d0"
_HEX = re.compile("#[0-9a-fA-F]{6}")
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Ground:
    """One set of colours, each `#rrggbb`: page, card, panel behind the picks, rules; text, muted text and accent."""

    page: str
    card: str
    panel: str
    rule: str
    text: str
    muted: str
    accent: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a mail by day and by night."""

    light: Ground
    dark: Ground


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a mail is printed on and with: page, card and rule, then text and muted text."""

    surfaces: tuple[str, str, str]
    inks: tuple[str, str]


_NIGHT = _Paper(("#0f1012", "#1a1c1f", "#35383d"), ("#eceae6", "#b3b0aa"))
_DAYS = {
    Theme.BROADSHEET: _Paper(("#f3f1ec", "#ffffff", "#dcd8cf"), ("#1b1a18", "#5c5a55")),
    Theme.SIGNAL: _Paper(("#eef0f3", "#ffffff", "#dfe3e8"), ("#16191d", "#57606b")),
}


@lru_cache(maxsize=64)
def palette(accent: str, theme: Theme = Theme.BROADSHEET) -> Palette:
    """Return the colours of a theme for a brand's accent (`#rrggbb`; anything else counts as ACCENT).

    Text, muted text and accent all have a contrast of at least RATIO against page, card and panel.
    """
    accent = accent.lower() if _HEX.fullmatch(accent) else ACCENT
    return Palette(light=_ground(accent, _DAYS[theme], night=False), dark=_ground(accent, _NIGHT, night=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, 1.0 to 21.0, as WCAG 2.2 defines it."""
    return contrast_ratio(_shares(one), _shares(other))


def readable(colour: str, grounds: Sequence[str], *, lighter: bool) -> str:
    """Return `colour`, made lighter or darker as little as makes it readable (RATIO) on every one of the grounds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    goal = 1.0 if lighter else 0.0
    shades = (
        colour if not step else _hex(*colorsys.hls_to_rgb(hue, _between(lightness, goal, step / _STEPS), saturation))
        for step in range(_STEPS + 1)
    )
    return next(shade for shade in shades if all(contrast(shade, ground) >= RATIO for ground in grounds))


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0.0 to 1.0) of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _hex(*(_between(a, b, share) / 255 for a, b in pairs))


def _ground(accent: str, paper: _Paper, *, night: bool) -> Ground:
    (page, card, rule), (text, muted) = paper.surfaces, paper.inks
    panel = mix(card, accent, 0.06)
    colours = (page, card, panel, rule, text, muted, readable(accent, (page, card, panel), lighter=night))
    # Marked as needing no escape: a mail prints them a thousand times.
    return Ground(*map(Markup, colours))


def _between(start: float, goal: float, share: float) -> float:
    return start + (goal - start) * share


def _hex(red: float, green: float, blue: float) -> str:
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _shares(colour: str) -> tuple[float, float, float]:
    red, green, blue = _channels(colour)
    return red / 255, green / 255, blue / 255


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

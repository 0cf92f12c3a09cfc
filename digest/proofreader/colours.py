"""Colours of text and ground, and how well one stands out against the other (WCAG 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tinycss2.color3 import parse_color

from digest.model.contrast import contrast_ratio


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB: each channel and `alpha` from 0.0 to 1.0."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """Return what this colour looks like upon a ground that nothing shines through."""
        share = self.alpha
        pairs = ((self.red, ground.red), (self.green, ground.green), (self.blue, ground.blue))
        return Colour(*(upper * share + lower * (1 - share) for upper, lower in pairs))

    def __str__(self) -> str:
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in (self.red, self.green, self.blue))


BLACK, WHITE, LINK = Colour(0, 0, 0), Colour(1, 1, 1), Colour(0, 0, 238 / 255)
"""What programs draw by where nothing is said; LINK is the blue of links."""


@lru_cache(maxsize=1024)
def read_colour(value: str) -> Colour | None:
    """Return the colour of a CSS value; None where it is none, or one that depends (`inherit`, `currentcolor`)."""
    found = parse_color(value)
    return None if found is None or isinstance(found, str) else Colour(*found)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours that nothing shines through, 1.0 to 21.0."""
    return contrast_ratio((one.red, one.green, one.blue), (other.red, other.green, other.blue))

"""How well one colour stands out against another: the one rule that the renderer and the proofreader share (WCAG 2.2)."""

from __future__ import annotations

Channels = tuple[float, float, float]
"""Red, green and blue of sRGB, each 0.0 to 1.0."""


def contrast_ratio(one: Channels, other: Channels) -> float:
    """Return the contrast ratio of two colours, 1.0 to 21.0."""
    dark, light = sorted((_luminance(*one), _luminance(*other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(red: float, green: float, blue: float) -> float:
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

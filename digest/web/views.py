"""The mail as other mail programs show it: in the dark, and without its style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style\s*>)", re.DOTALL | re.IGNORECASE)
_DARK = re.compile(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the issue: its name in addresses, its title, and what is to be known about it."""

    id: str
    title: str
    about: str


VIEWS = (
    View("phone", "Phone", "390 px wide"),
    View("desktop", "Desktop", "640 px and wider"),
    View("dark", "Dark", "390 px, by the mail's own rules for the dark"),
    View("plain", "Without styles", "head styles removed, as Gmail does with accounts of other providers"),
    View("text", "Text part", "what a reader of plain text gets"),
    View("raw", "Message", "as it is handed to the mail server"),
)
"""In the order of the keys 1 to 6."""


def without_styles(html: str) -> str:
    """Return the mail without its style sheets: what stays is set on the elements themselves."""
    return _STYLE.sub("", html)


def in_the_dark(html: str) -> str:
    """Return the mail with its rules for the dark in force, whatever the browser's own scheme is."""
    return _with_dark_rules(html, "(min-width: 0)")


def in_the_light(html: str) -> str:
    """Return the mail with its rules for the dark out of force, whatever the browser's own scheme is."""
    return _with_dark_rules(html, "(max-width: 0)")


def _with_dark_rules(html: str, condition: str) -> str:
    return _STYLE.sub(lambda style: style[1] + _DARK.sub(condition, style[2]) + style[3], html)

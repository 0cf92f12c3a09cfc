"""What mail programs understand: a trimmed copy of the tests of caniemail.com, kept as data with its date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

CLIENTS: Mapping[str, tuple[str, str]] = {
    "Gmail on the web": ("gmail", "desktop-webmail"),
    "Gmail for iOS": ("gmail", "ios"),
    "Gmail for Android": ("gmail", "android"),
    "Gmail on the mobile web": ("gmail", "mobile-webmail"),
    "Outlook for Windows": ("outlook", "windows"),
    "Outlook.com and the new Outlook": ("outlook", "outlook-com"),
    "Outlook for Mac": ("outlook", "macos"),
    "Outlook for iOS": ("outlook", "ios"),
    "Outlook for Android": ("outlook", "android"),
    "Apple Mail on a Mac": ("apple-mail", "macos"),
    "Apple Mail on a phone": ("apple-mail", "ios"),
}
"""The programs that are judged by, and where caniemail keeps their results. Their order is that of the letters in the data."""

FAMILIES = ("Gmail", "Outlook", "Apple Mail")
"""What a person calls programs that have a lot in common."""

COPYRIGHT = "caniemail.com, MIT licence, Copyright (c) 2019 HTeuMeuLeu"


@dataclass(frozen=True, slots=True)
class Support:
    """How a feature fares: its title, and a letter a client (y: understood, a: in part, n: not, u: nobody tried)."""

    title: str
    letters: str

    def lacking(self) -> tuple[str, ...]:
        """The clients that do not understand it at all; a family as a whole where none of it does."""
        without = [name for name, letter in zip(CLIENTS, self.letters, strict=True) if letter == "n"]
        return tuple(_families(without))


@cache
def support() -> Mapping[str, Support]:
    """Return the support of every feature that the package's copy knows, by caniemail's name for it."""
    table = json.loads(resources.files(__package__).joinpath("caniemail.json").read_text("utf-8"))
    return {slug: Support(row["title"], row["support"]) for slug, row in table["features"].items()}


def trim(whole: Mapping[str, Any], slugs: Iterable[str]) -> dict[str, Any]:
    """Return what is kept of caniemail's whole data (its `/api/data.json`): the newest result of each client.

    Raises:
        ValueError: the data has another form, or lacks a feature.
    """
    try:
        known = {row["slug"]: row for row in whole["data"]}
        features = {
            slug: {"title": known[slug]["title"], "support": _letters(known[slug]["stats"])} for slug in sorted(slugs)
        }
        return {
            "source": COPYRIGHT,
            "date": whole["last_update_date"][:10],
            "clients": list(CLIENTS),
            "features": features,
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not caniemail's data, or it lacks {error}") from error


def _letters(stats: Mapping[str, Any]) -> str:
    """The first letter of each client's newest result; caniemail lists them oldest first."""
    results = (stats.get(family, {}).get(platform) or {"": "u"} for family, platform in CLIENTS.values())
    return "".join(list(each.values())[-1].strip()[:1] for each in results)


def _families(names: Iterable[str]) -> Iterable[str]:
    left = list(names)
    for family in FAMILIES:
        members = [name for name in CLIENTS if name.startswith(family)]
        here = [name for name in left if name.startswith(family)]
        yield from [family] if here == members else here

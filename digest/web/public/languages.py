"""The languages of the public pages: gettext catalogues as translators write them (.po), read at first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
"""The language that the pages are written in; its words are the keys of every catalogue."""

MOST_ASKED = 20
"""Entries of an Accept-Language header that are looked at."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the pages: its BCP 47 tag, its own name for itself, `ltr` or `rtl`, and its words."""

    tag: str
    name: str
    direction: str
    words: NullTranslations


@cache
def tongues() -> dict[str, Tongue]:
    """Return every language that ships, by tag: the source first, then by tag."""
    found = sorted(each.name for each in files(__package__).joinpath("locale").iterdir() if each.is_dir())
    return {tag: _tongue(tag) for tag in (SOURCE, *found)}


def choose(asked: str, accept: str, default: str) -> Tongue:
    """Return the language of a page.

    The one that its address asks for, else the first that the browser accepts (RFC 9110, 12.5.4), else the site's
    own, else English. A region is overlooked: `de-AT` reads the German of all.
    """
    for tag in (asked, *_accepted(accept), default):
        if known := tongues().get(tag.lower().replace("_", "-").split("-")[0]):
            return known
    return tongues()[SOURCE]


def _tongue(tag: str) -> Tongue:
    locale = Locale.parse(tag)
    name = str(locale.get_display_name(tag))
    return Tongue(tag, name[0].upper() + name[1:], locale.text_direction, _words(tag))


def _words(tag: str) -> NullTranslations:
    if tag == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with files(__package__).joinpath("locale", tag, "LC_MESSAGES", "readers.po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=tag))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _accepted(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those at q=0 and what cannot be read are left out."""
    wanted = []
    for entry in header.split(",")[:MOST_ASKED]:
        tag, _, quality = entry.strip().partition(";")
        share = _share(quality.strip().removeprefix("q="))
        if tag.strip() and share > 0:
            wanted.append((share, tag.strip()))
    return [tag for _, tag in sorted(wanted, key=lambda pair: -pair[0])]


def _share(text: str) -> float:
    try:
        return min(float(text), 1.0) if text else 1.0
    except ValueError:
        return 0.0

"""Letters to single people: the brand's own look, and words by kind and language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup

from digest.model import Brand
from digest.model.text import clean_line
from digest.renderer.colours import palette
from digest.renderer.columns import tidy
from digest.renderer.environment import Templates
from digest.renderer.language import FALLBACK, Language, language
from digest.renderer.layout import letterhead
from digest.renderer.links import web_address
from digest.renderer.typefaces import fonts

HTML, TEXT = "letter.mjml", "letter.txt"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a letter says: a line for the inbox, a heading, paragraphs, a button, and paragraphs after it."""

    subject: str
    heading: str
    lines: tuple[str, ...] = ()
    button: str = ""
    after: tuple[str, ...] = ()
    kind: str = ""
    """What kind of letter this is, for the template of that kind; "" for that of all."""


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A letter as it goes into a mail, in the language that it was printed in."""

    subject: str
    html: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class LetterPrinter:
    """Prints letters with one set of templates, for one brand."""

    templates: Templates = field(repr=False)
    brand: Brand

    def print(self, words: LetterWords, email: str, url: str, tongue: Language) -> PrintedLetter:
        """Return a letter's subject, HTML and text. `url` is where the button leads; without one there is no button.

        Raises:
            TemplateError: a template fails on it, with file:line.
        """
        names = _around(words, url, tongue, self.brand)
        names["foot"] = _common(tongue)["foot"].format(site=clean_line(self.brand.site), email=clean_line(email))
        html = self.templates.render(self._own(HTML, words.kind), names)
        text = tidy(self.templates.render(self._own(TEXT, words.kind), names))
        return PrintedLetter(str(names["subject"]), html, text, tongue.tag)

    def _own(self, name: str, kind: str) -> str:
        """The template of a kind (`letter.confirm.mjml`) where the operator has one, else that of all letters."""
        stem, _, ending = name.rpartition(".")
        own = f"{stem}.{kind}.{ending}"
        return own if own in self.templates else name


def letter_language(tag: str) -> Language:
    """Return the language of a tag where letters speak it, else English."""
    tongue = language(tag)
    return tongue if _catalogue(tongue.locale.language) else language(FALLBACK)


def own_words(kind: str, tongue: Language, **gaps: object) -> LetterWords | None:
    """Return our words for a kind of letter with their gaps filled; None: there is no letter of this kind."""
    known = _catalogue(tongue.locale.language).get(kind)
    return None if known is None or kind == "common" else _filled(known, kind, gaps)


def newest_words(tongue: Language, **gaps: object) -> LetterWords:
    """Return our words above the newest issue, which greets a new reader, with their gaps filled."""
    return _filled(_catalogue(tongue.locale.language)["newest"], "newest", gaps)


def _filled(known: Mapping[str, Any], kind: str, gaps: Mapping[str, object]) -> LetterWords:
    lines, after = (tuple(line.format(**gaps) for line in known[part]) for part in ("lines", "after"))
    return LetterWords(
        known["subject"].format(**gaps), known["heading"].format(**gaps), lines, known["button"], after, kind
    )


def _common(tongue: Language) -> Mapping[str, str]:
    words: Mapping[str, str] = _catalogue(tongue.locale.language)["common"]
    return words


@cache
def _catalogue(primary: str) -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("letters", f"{primary}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _around(words: LetterWords, url: str, tongue: Language, brand: Brand) -> dict[str, object]:
    rtl = tongue.direction == "rtl"
    return {
        "lang": tongue.tag,
        "dir": tongue.direction,
        "start": Markup("right") if rtl else Markup("left"),
        "end": Markup("left") if rtl else Markup("right"),
        "colours": palette(brand.accent, brand.theme),
        "fonts": fonts(brand),
        "newsletter": letterhead(brand),
        "subject": clean_line(words.subject),
        "heading": clean_line(words.heading),
        "lines": words.lines,
        "button": words.button if web_address(url) else "",
        "url": web_address(url),
        "after": words.after,
    }

"""A newsletter's language: the words that the mail itself says, its dates and times, its direction of writing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format

FALLBACK = "en"
_TAG = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Words:
    """What the mail says of itself in one language; `{...}` in a phrase is filled by the renderer.

    `trimmed` holds one phrase per plural form of the language (CLDR's names: one, few, many, other ...).
    """

    picks: str
    more: str
    news_feed: str
    updated: str
    also: str
    amended: str
    formerly: str
    now: str
    new: str
    opening_mark: str
    closing_mark: str
    attribution: str
    number: str
    visit: str
    because: str
    sent_to: str
    preferences: str
    online: str
    unsubscribe: str
    trimmed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language to print in: its tag (BCP 47) and its words; where we have none, English ones."""

    tag: str
    direction: str
    words: Words
    locale: Locale

    def full_date(self, day: date) -> str:
        """Return the day in full, fit to stand alone: `Tuesday, July 21, 2026`."""
        text = _spaced(format_date(day, "full", self.locale))
        return text[:1].upper() + text[1:]

    def moment(self, moment: datetime, today: date) -> str:
        """Return the wall time of an aware moment, `8:08 PM` or `20:08`, with its day where that is not `today`."""
        clock = _clock(self.tag, moment.hour, moment.minute)
        if moment.date() == today:
            return clock
        return str(get_datetime_format("medium", self.locale)).format(clock, _day(self.tag, moment.date()))

    def trimmed(self, count: int) -> str:
        """Return the line that says how many stories the mail had no room for, "" for none."""
        phrases = self.words.trimmed
        phrase = phrases.get(self.locale.plural_form(count), phrases["other"])
        return phrase.format(count=count) if count else ""


def language(tag: str, fallback: str = FALLBACK) -> Language:
    """Return the language of a tag such as `uk` or `pt-BR` (`pt_BR` too), that of `fallback` for what is no tag.

    A language that CLDR or we have no words for keeps its tag and is printed with English ones.
    """
    tag = tag.strip().replace("_", "-")
    return _language(tag if _TAG.fullmatch(tag) else fallback)


def known_languages() -> frozenset[str]:
    """Return the languages that the package has words for."""
    return frozenset(
        file.name.removesuffix(".toml") for file in resources.files(__package__).joinpath("languages").iterdir()
    )


@lru_cache(maxsize=64)
def _language(tag: str) -> Language:
    locale = _locale(tag)
    direction = "rtl" if locale.text_direction == "rtl" else "ltr"
    return Language(tag, direction, _words(locale.language), locale)


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(FALLBACK)


@cache
def _words(primary: str) -> Words:
    name = primary if primary in known_languages() else FALLBACK
    return Words(**tomllib.loads(resources.files(__package__).joinpath("languages", f"{name}.toml").read_text("utf-8")))


@lru_cache(maxsize=4096)
def _clock(tag: str, hour: int, minute: int) -> str:
    return _spaced(format_time(time(hour, minute), "short", locale=_locale(tag)))


@lru_cache(maxsize=512)
def _day(tag: str, day: date) -> str:
    return _spaced(format_skeleton("MMMd", day, locale=_locale(tag)))


def _spaced(text: str) -> str:
    """Return CLDR's narrow no-break spaces as plain ones: many mail fonts have no glyph for them."""
    return text.replace("\u202f", " ").replace("\xa0", " ")

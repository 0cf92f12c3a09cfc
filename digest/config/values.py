"""What a single value of the settings must look like; each fault is told in words that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_network
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError, localedata
from cssselect import SelectorError
from cssselect import parse as parse_selector
from lxml.cssselect import CSSSelector

from digest import schedule
from digest.config.nearby import did_you_mean, shown
from digest.mailer.addresses import LetterError, ascii_address, read_mailbox

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*\Z")
HOST = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# Codes of countries and old names that people write for a language.
_MISTAKEN = {"ua": "uk", "gr": "el", "jp": "ja", "cz": "cs", "dk": "da", "cn": "zh", "kr": "ko", "by": "be", "al": "sq"}


def check_slug(text: str) -> str:
    """Return an id that may stand in links, file names and headers.

    Raises:
        ValueError: it is no slug.
    """
    if not SLUG.match(text):
        near = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        raise ValueError(f"{shown(text)} is no id: small letters, digits and hyphens{did_you_mean(near, [near])}")
    return text


def check_line(text: str) -> str:
    """Return one line of printable text.

    Raises:
        ValueError: it is blank, or holds a line break or another control character.
    """
    if _CONTROL.search(text.strip()):
        raise ValueError("must be one line of text, without line breaks or control characters")
    if not text.strip():
        raise ValueError("must not be blank")
    return text.strip()


def check_url(text: str) -> str:
    """Return an absolute http or https address.

    Raises:
        ValueError: it is none, or a password is written in it.
    """
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise ValueError(f"{shown(text)} is no web address ({error})") from error
    if parts.password is not None:
        raise ValueError("a password has no place in an address here")
    if parts.scheme not in {"http", "https"} or not usable or _CONTROL.search(text) or " " in text:
        raise ValueError(f"{shown(text)} is no web address: it begins with https:// or http:// and a host")
    return text


def check_zone(text: str) -> str:
    """Return an IANA time zone.

    Raises:
        ValueError: there is no such zone; one near to it is named.
    """
    zones = _zones()
    if text not in zones:
        city = _cities().get(text.strip().replace(" ", "_").rsplit("/", 1)[-1].casefold())
        hint = did_you_mean(text, [city] if city else sorted(zones), sure=bool(city))
        raise ValueError(f"{shown(text)} is no time zone such as Europe/Kyiv{hint}")
    return text


@cache
def _zones() -> frozenset[str]:
    """Zones that mean the same on every machine."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


@cache
def _cities() -> Mapping[str, str]:
    """Zones by what stands after their last slash: `Oslo` is Europe/Oslo."""
    return {zone.rsplit("/", 1)[-1].casefold(): zone for zone in sorted(_zones(), reverse=True)}


def check_language(text: str) -> str:
    """Return a language code (`en`, `pt-BR`).

    Raises:
        ValueError: the locale data know no such language; one near to it is named.
    """
    try:
        Locale.parse(text.replace("-", "_") if LANGUAGE.match(text) else "")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        names = {name.casefold(): code for code, name in Locale("en").languages.items()}
        guess = _MISTAKEN.get(text.casefold()) or names.get(text.strip().casefold(), "")
        hint = did_you_mean(text, [guess] if localedata.exists(guess) else [], sure=True)
        raise ValueError(f"{shown(text)} is no language code such as en, uk or pt-BR{hint}") from error
    return text.replace("_", "-")


def check_colour(text: str) -> str:
    """Return a colour as #rrggbb.

    Raises:
        ValueError: it is none.
    """
    if not COLOUR.match(text):
        raise ValueError(f'{shown(text)} is no colour: write six hexadecimal digits in quotes, as "#0b57d0"')
    return text.lower()


def check_mailbox(text: str) -> str:
    """Return a bare mail address.

    Raises:
        ValueError: it is none that we could send for, by the mailer's own rule.
    """
    if "<" in text:
        raise ValueError(f"{shown(text)}: write the bare address, without a name")
    try:
        ascii_address(text)
    except LetterError as error:
        raise ValueError(str(error)) from error
    return text


def check_sender(text: str) -> str:
    """Return `Name <address>` or a bare address, ready for a header.

    Raises:
        ValueError: it is neither, by the mailer's own rule.
    """
    line = check_line(text)
    name, bracket, _ = line.rpartition("<")
    if bracket and re.search("[,;@]", name) and not name.startswith('"'):
        raise ValueError(f"""{shown(name)} needs double quotes, in single ones: '"{name.strip()}" <name@domain>'""")
    try:
        read_mailbox(line)
    except LetterError as error:
        raise ValueError(str(error)) from error
    return line


def check_selector(text: str) -> str:
    """Return a CSS selector.

    Raises:
        ValueError: it cannot be parsed, or chooses no elements.
    """
    try:
        if any(selector.pseudo_element for selector in parse_selector(text)):
            raise ValueError(
                f"{shown(text)} chooses what stands in elements, not elements: take out what begins with ::"
            )
        CSSSelector(text, translator="html")
    except SelectorError as error:
        raise ValueError(f"{shown(text)} is no CSS selector ({error})") from error
    return text


def check_pattern(text: str) -> str:
    """Return a host name, or `*.` and one for it and all names below it.

    Raises:
        ValueError: it is neither.
    """
    if not _is_host(text.removeprefix("*.")) or "/" in text:
        raise ValueError(f"{shown(text)} is no host: write news.example, or *.news.example for all names below it")
    return text.lower()


def check_word(text: str) -> str:
    """Return a word or phrase of a topic; a `*` stands at its end only, a `=` at its beginning.

    Raises:
        ValueError: it is blank, has no letter or digit, or a star stands elsewhere.
    """
    word = check_line(text)
    if "*" in word[:-1] or word == "*":
        raise ValueError(f"{shown(word)}: a * stands only at the end of a word")
    if not any(letter.isalnum() for letter in word):
        raise ValueError(f"{shown(word)} holds no letter and no digit: it would find nothing")
    return word


def check_variable(text: str) -> str:
    """Return the name of an environment variable. A fault never shows the value: it may be the secret itself.

    Raises:
        ValueError: it is no such name.
    """
    if not VARIABLE.match(text):
        raise ValueError("must be the name of an environment variable, such as DIGEST_SMTP_PASSWORD, not its value")
    return text


def check_host(text: str) -> str:
    """Return a host name or an IP address.

    Raises:
        ValueError: it is neither.
    """
    if "/" in text or not _is_host(text):
        raise ValueError(f"{shown(text)} is no host name and no IP address")
    return text


def check_network(text: str) -> str:
    """Return a host name, an IP address or a network (`10.0.0.0/8`).

    Raises:
        ValueError: it is none of them.
    """
    if not _is_host(text):
        raise ValueError(f"{shown(text)} is no host and no network")
    return text


def _is_host(text: str) -> bool:
    """Whether it is a host name, an address or a network; what has only digits and dots is no name."""
    if HOST.match(text) and not re.fullmatch(r"[0-9.]+", text):
        return True
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def check_schedule(text: str) -> str:
    """Return a cadence: cron lines or words.

    Raises:
        ValueError: with the reason why it is none.
    """
    if fault := schedule.check_timetable(text):
        raise ValueError(fault)
    return text

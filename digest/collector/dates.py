"""Dates as feeds and pages write them: RFC 5322 and its many misspellings, ISO 8601, asctime, the months of 26 languages.

A date that can be read in two ways (`03/04/2024`) is not read at all: a wrong instant is worse than none. One that can
be read in one way only (`31/01/2024`) is, and so is one with dots: who writes dots writes the day first.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

YEARS = (1990, 2100)
"""The first and last year believed: the web is younger, and a placeholder (year 1, 9999, 1970) is no date."""

DATE_LENGTH = 80
"""A longer text is no date."""

# English and what it shares with its neighbours, then German, French, Spanish, Portuguese, Italian, Catalan, Romanian,
# Dutch, the Nordic languages, Estonian, Latvian, Polish, Czech, Slovak, Slovene, Hungarian, Turkish, Greek, Ukrainian,
# Russian, Bulgarian and Serbian, each by the first letters that tell the month from the others.
_MONTHS = {
    1: "jan jän ene gen ian jaa tam led sty oca ιαν січ янв яну јан",
    2: "feb fév fev vee hel úno lut şub φεβ лют фев феб",
    3: "mar mär már mrz maa bře μαρ μάρ бер мар",
    4: "apr avr abr ápr huh dub kwi nis απρ кві апр",
    5: "may mai mei mag maj máj tou kvě μαϊ μαΐ μάι тра мая май мај",
    6: "jun jún jūn juun juin giu iun kes čer cze haz ιουν ιούν чер июн юни јун",
    7: "jul júl jūl juul juil lug iul hei červene červenc lip tem ιουλ ιούλ лип июл юли јул",
    8: "aug aoû aou ago avg elo srp sie ağu αυγ αύγ сер авг",
    9: "sep set sze syy zář wrz eyl σεπ вер сен сеп",
    10: "oct okt out ott lok říj paź eki οκτ жов окт",
    11: "nov noi noy marr lis kas νοε νοέ лис ноя ное нов",
    12: "dec dez déc dic des det jou pro gru ara δεκ гру дек дец",
}
_MONTH = {prefix: month for month, prefixes in _MONTHS.items() for prefix in prefixes.split()}
_PREFIXES = sorted({len(prefix) for prefix in _MONTH}, reverse=True)
_MONTH_DIGITS = {f" {prefix.title()} ": f"{month:02}" for prefix, month in _MONTH.items() if len(prefix) == 3}

# Hours from UTC of the zone names that feeds use (RFC 5322 4.3, and the European and Asian ones seen in the wild).
# A name that stands for several zones (IST, CST in China) is read as RFC 5322 reads it, or not at all.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "BST": 1, "CET": 1, "MEZ": 1,
    "WEST": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "SGT": 8, "AWST": 8, "HKT": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?:\s*(?:GMT|UTC)?(?P<offset>[+\-−]\d{2}:?\d{2}|[+\-−]\d{1,2})(?:\s*\(.*\))?|\s*(?P<name>[A-Za-z]{1,5})\b.*)?"
_WEEKDAY = r"(?:[^\W\d]+(?:\.?,\s*|\.?\s+))?"
# its kin: no weekday, no comma, dashes, two-digit years, months at length, 5 de marzo de 2024
_WRITTEN = (
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?[\s-]*(?:de\s+)?(?P<month>[^\W\d]{{3,}})\.?,?[\s-]*(?:de\s+)?"
    rf"(?P<year>\d{{2,4}})(?:(?:,|\s+at|\s+um)?\s+{_CLOCK}{_ZONE})?$"
)
# 2024-01-01T10:00:00Z, 2024-01-01 10:00 +0200, 20240101, 2024-01, 2024
_NUMBERED = (
    r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?)?"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?(?P<half>)"
    rf"{_ZONE})?$"
)
# 2024/01/31 10:00
_SLASHED = rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?:\s+{_CLOCK}{_ZONE})?$"
# Thu Jan  1 19:48:21 EST 2004, from asctime and date
_UNIX = (
    rf"{_WEEKDAY}(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})\s+{_CLOCK}(?:\s+(?P<name>[A-Z]{{3,4}}))?"
    r"\s+(?P<year>\d{4})(?P<offset>)$"
)
# January 1, 2024 at 10:00 am
_AMERICAN = (
    rf"{_WEEKDAY}(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"(?:(?:,|\s+at)?\s+{_CLOCK}{_ZONE})?$"
)
# 31/01/2024, 1/31/2024: where only one reading has a month; 31.01.2024 and 01.02.2024 10:00
_UNMISTAKABLE = (r"(?P<day>1[3-9]|2\d|3[01])(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<year>\d{4})",
                 r"(?P<month>0?[1-9]|1[0-2])(?P<mark>[/-])(?P<day>1[3-9]|2\d|3[01])(?P=mark)(?P<year>\d{4})",
                 r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")  # fmt: skip
# 2024. január 31., as Hungarian writes it
_YEAR_FIRST = r"(?P<year>\d{4})\.\s+(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})\.?"
_TIMED = [rf"{shape}(?:(?:,|\s+-|\s+at|\s+um)?\s+{_CLOCK}{_ZONE})?$" for shape in (*_UNMISTAKABLE, _YEAR_FIRST)]
_SHAPES = tuple(map(re.compile, (_WRITTEN, _NUMBERED, _SLASHED, _UNIX, _AMERICAN, *_TIMED)))


def parse_date(text: str) -> datetime | None:
    """Return the instant that `text` names, aware and in UTC, or None when it names none that can be believed.

    A date without a zone is UTC; without a time of day, midnight. Years outside YEARS are refused.
    """
    moment = written_date(text)
    return moment if moment is None or moment.tzinfo is UTC else moment.astimezone(UTC)


def written_date(text: str) -> datetime | None:
    """Return what `parse_date` does, but on the clock that `text` goes by: its day is the day that was written."""
    text = text.strip()
    if not 4 <= len(text) <= DATE_LENGTH:
        return None
    try:
        moment = (_iso(text) if text[:4].isdecimal() else _rfc(text)) or _any_shape(text)
        return moment if moment and _is_believed(moment) else None
    except (ValueError, OverflowError):  # a 31st of February, or a year that no calendar has
        return None


def _is_believed(moment: datetime) -> bool:
    """Tell whether the year of `moment` is one of YEARS; the zone can matter in the first and the last of them only."""
    first, last = YEARS
    return first < moment.year < last or first <= moment.astimezone(UTC).year <= last


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    whole = moment.tzinfo is not None and not moment.microsecond
    return moment if whole else moment.replace(microsecond=0, tzinfo=moment.tzinfo or UTC)


def _rfc(text: str) -> datetime | None:
    """Read the one form that nine feeds in ten use by its places: `Mon, 01 Jan 2024 10:00:00 +0100`."""
    month, zone = _MONTH_DIGITS.get(text[7:12]), _numbered(text[25:])
    if not month or not zone or text[3:5] != ", " or text[16:23:3] != " ::" or not text[:3].isalpha():
        return None
    try:
        return datetime.fromisoformat(f"{text[12:16]}-{month}-{text[5:7]}T{text[17:25]}{zone}")
    except ValueError:
        return None


def _any_shape(text: str) -> datetime | None:
    for shape in _SHAPES:
        if match := shape.match(text):
            return _instant(match.groupdict(default=""))
    return None


def _instant(part: dict[str, str]) -> datetime | None:
    offset = _offset(part["offset"], part["name"])
    hour, minute, second = _hour(part["hour"], part["half"]), int(part["minute"] or 0), int(part["second"] or 0)
    month = _month(part["month"])
    if offset is None or not month or hour > 24 or minute > 59 or second > 60:
        return None
    # 24:00:00 is the next midnight (ISO 8601-1:2019) and second 60 a leap second: both exist, datetime knows neither
    midnight = datetime(_year(part["year"]), month, int(part["day"] or 1), tzinfo=_zone(offset))
    return midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


@lru_cache(maxsize=64)
def _numbered(zone: str) -> str:
    """Return the end of a date (` +0100`, ` PST`) in digits, "" where it is no zone: a feed has one or two for all its items."""
    name = zone[1:]
    if not zone.startswith(" ") or not name.isascii():
        return ""
    if name in _ZONES:
        return f"{_ZONES[name]:+03}00"
    return name if len(name) == 5 and name[0] in "+-" and name[1:].isdigit() else ""


def _zone(offset: timedelta) -> timezone:
    return timezone(offset) if offset else UTC


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:  # RFC 5322 4.3
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year


def _month(text: str) -> int:
    if not text:
        return 1
    if text.isdecimal():
        return int(text)
    name = text.lower()
    return next((_MONTH[name[:n]] for n in _PREFIXES if name[:n] in _MONTH), 0)


def _hour(text: str, half: str) -> int:
    hour = int(text or 0)
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "Pp" else 0)


def _offset(digits: str, name: str) -> timedelta | None:
    """Return the distance from UTC; a one-letter military zone is UTC (RFC 5322 4.3), an unknown name is None."""
    if not digits:
        hours = 0 if len(name) <= 1 else _ZONES.get(name.upper())
        return None if hours is None else timedelta(hours=hours)
    figures = digits[1:].replace(":", "")
    minutes = int(figures) * 60 if len(figures) <= 2 else int(figures[:-2]) * 60 + int(figures[-2:])
    distance = timedelta(minutes=minutes)
    if minutes >= 24 * 60:
        return None
    return distance if digits[0] == "+" else -distance

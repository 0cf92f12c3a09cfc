"""Cron lines of five fields, read as cron reads them (POSIX crontab, with the steps and names of Vixie cron).

`minute hour day-of-month month weekday`; lists, ranges and steps; months and weekdays also by their three-letter names.
Weekday 0 and 7 are Sunday. Where both a day of the month and a weekday are asked for, either will do; a field that
begins with `*` asks for nothing. More lenient than cron: Sunday may end a range (`sat-sun`), `mon#1` is the first Monday
of a month and `fri#L` the last Friday, `L` its last day (as Quartz and its kin have them), and several lines stand in one
text, divided by `;`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

EXAMPLE = '"30 7 * * mon-fri" is weekdays at 07:30'
MACROS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART = re.compile(r"(?P<first>\*|[^-/]+)(?:-(?P<last>[^-/]+))?(?:/(?P<step>[^-/]+))?")
_NUMBER = re.compile(r"[0-9]{1,4}")
_NTH = re.compile(r"(?P<weekday>[^#]+)#(?P<nth>[1-5]|l)")
LAST = 0
"""The last one of a month, where its first is 1."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line as sets of what it allows. Minutes and hours ascend; weekday 0 is Sunday.

    `days` may hold LAST. `nths` are weekdays of a month: (1, 1) is its first Monday, (5, LAST) its last Friday.
    `either`: a day of the month and a weekday were both asked for, and one of them is enough.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool
    nths: frozenset[tuple[int, int]] = frozenset()

    def runs_on(self, day: date) -> bool:
        """Return whether the line allows this day."""
        if day.month not in self.months:
            return False
        weekday = day.isoweekday() % 7
        by_day = day.day in self.days or (LAST in self.days and not _days_left(day))
        by_weekday = weekday in self.weekdays or any(nth in self.nths for nth in _nths(day, weekday))
        return by_day or by_weekday if self.either else by_day and by_weekday


def _nths(day: date, weekday: int) -> tuple[tuple[int, int], ...]:
    """Return which of its month a weekday is: the second Friday, say, and perhaps the last."""
    nth = (weekday, (day.day + 6) // 7)
    return (nth,) if _days_left(day) >= 7 else (nth, (weekday, LAST))


def _days_left(day: date) -> int:
    return monthrange(day.year, day.month)[1] - day.day


@dataclass(frozen=True, slots=True)
class _Field:
    """What one field of the line may hold; `names` begin at `low`."""

    title: str
    low: int
    high: int
    names: tuple[str, ...] = ()


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    _Field("weekday", 0, 7, ("sun", "mon", "tue", "wed", "thu", "fri", "sat")),
)


@lru_cache(maxsize=1024)
def parse_cron(line: str) -> Cron:
    """Read a cron line.

    Raises:
        ValueError: the line is no cron line or can never fire; the text says what to write instead.
    """
    words = line.lower().split()
    if words and words[0] in MACROS:
        raise ValueError(f'write "{MACROS[words[0]]}" instead of {words[0]}')
    if len(words) != len(_FIELDS):
        raise ValueError(f"wants five fields (minute, hour, day, month, weekday), not {len(words)}: {EXAMPLE}")
    nths, plain = _read_nths(words[4])
    last, words[2] = _without(words[2].split(","), "l")
    words[4] = ",".join(plain)
    minutes, hours, days, months, weekdays = (
        _read_field(field, word) for field, word in zip(_FIELDS, words, strict=True)
    )
    either = "*" not in {(words[2] or "l")[0], (words[4] or "#")[0]}
    if not last and not either and all(_LONGEST_MONTHS[month - 1] < min(days) for month in months):
        raise ValueError(f"never fires: no month that it names has a day {min(days)}")
    days |= {LAST} if last else frozenset()
    weekdays = frozenset(weekday % 7 for weekday in weekdays)
    return Cron(tuple(sorted(minutes)), tuple(sorted(hours)), days, months, weekdays, either, nths)


def _without(parts: list[str], mark: str) -> tuple[bool, str]:
    """Return whether a mark is among the parts, and the others as a field."""
    return mark in parts, ",".join(part for part in parts if part != mark)


def _read_nths(word: str) -> tuple[frozenset[tuple[int, int]], list[str]]:
    """Return the weekdays of a month in the weekday field, such as `mon#1`, and the parts that are none."""
    matches = {part: match for part in word.split(",") if (match := _NTH.fullmatch(part))}
    nths = frozenset(
        (_read_value(_FIELDS[4], match["weekday"]) % 7, LAST if match["nth"] == "l" else int(match["nth"]))
        for match in matches.values()
    )
    return nths, [part for part in word.split(",") if part not in matches]


def _read_field(field: _Field, word: str) -> frozenset[int]:
    """Return what a field allows; nothing where all of it was read before."""
    if not word:
        return frozenset()
    return frozenset(number for part in word.split(",") for number in _read_part(field, part))


def _read_part(field: _Field, part: str) -> range:
    match = _PART.fullmatch(part)
    if match is None or (match["first"] == "*" and match["last"]):
        raise ValueError(f"{field.title} {_shown(part)} is no number, range or step: {EXAMPLE}")
    first, last = _read_ends(field, match)
    if first > last:
        low, high = (field.names[0], field.names[-1]) if field.names else (field.low, field.high)
        instead = f"{match['first']}-{high},{low}-{match['last']}"
        raise ValueError(f'{field.title} {_shown(part)} runs backwards; write "{instead}"')
    return range(first, last + 1, _read_step(field, match))


def _read_ends(field: _Field, match: re.Match[str]) -> tuple[int, int]:
    if match["first"] == "*":
        return field.low, field.high
    first = _read_value(field, match["first"])
    if match["last"] is None:
        if match["step"]:
            instead = f"{match['first']}-{field.high}/{match['step']}"
            raise ValueError(f'{field.title} {_shown(match[0])}: a step wants a range; write "{instead}"')
        return first, first
    last = _read_value(field, match["last"])
    # Sunday at the end of a range is the 7 of cron, whichever way it is written.
    return first, 7 if last == 0 and field.high == 7 else last


def _read_step(field: _Field, match: re.Match[str]) -> int:
    text = match["step"] or "1"
    step = int(text) if _NUMBER.fullmatch(text) else 0
    if not 0 < step <= field.high:
        raise ValueError(f"{field.title} {_shown(match[0])}: a step is a number from 1 to {field.high}")
    return step


def _read_value(field: _Field, text: str) -> int:
    if text in field.names:
        return field.low + field.names.index(text)
    if _NUMBER.fullmatch(text) and field.low <= int(text) <= field.high:
        return int(text)
    wanted = f"{field.low} to {field.high}" + (f" or {field.names[0]} to {field.names[-1]}" if field.names else "")
    near = get_close_matches(text[:3], field.names, n=1, cutoff=0.6)
    advice = f'did you mean "{near[0]}"?' if near else f"wants {wanted}"
    raise ValueError(f"{field.title} {_shown(text)}: {advice}")


def _shown(text: str) -> str:
    return f'"{text[:20]}"'

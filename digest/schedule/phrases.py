"""English words for a cadence, to cron lines: see `timetable` for what may be said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches

EXAMPLES = '"weekdays at 07:30", "first Monday at noon", "on the 1st and 15th at 8"'
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
SHORT = tuple(name[:3] for name in WEEKDAYS)
ORDINALS = ("first", "second", "third", "fourth", "fifth")
ANY_DAY = "* * *"
"""Day of the month, month and weekday of a cron line that asks for no day."""
_DAYS = {
    "": ANY_DAY,
    "daily": ANY_DAY,
    "every day": ANY_DAY,
    "weekdays": "* * mon-fri",
    "every weekday": "* * mon-fri",
    "weekends": "* * sat,sun",
    "every weekend": "* * sat,sun",
}
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap]m)?")
_NAMED_TIMES = {"noon": (12, 0), "midnight": (0, 0)}
_MINUTES = re.compile(r"every ([0-9]{1,2}) minutes|every (minute)")
_HOURLY = re.compile(r"(?:every hour|hourly)(?: at :?([0-9]{2}))?")
_OF_MONTH = re.compile(r" (?:of|in) (?:the|every|each) month$| (?:every|each) month$")
_NTH_DAY = re.compile(r"(?:day )?([0-9]{1,2})(?:st|nd|rd|th)?")
_KNOWN_WORDS = (
    *WEEKDAYS,
    *(f"{day}s" for day in WEEKDAYS),
    *ORDINALS,
    "last",
    "daily",
    "every",
    "weekdays",
    "weekends",
)


def is_wordy(text: str) -> bool:
    """Whether a text is meant as words: it begins with a letter, or says "at". No cron line does."""
    words = text.lower().split()
    return bool(words) and (words[0][0].isalpha() or "at" in words)


def to_cron(text: str) -> tuple[str, ...]:
    """Return the cron lines that words stand for, one for each minute of an hour that they name.

    Raises:
        ValueError: the words cannot be read; the text says which, and what could be meant.
    """
    words = " ".join(text.lower().replace(",", " , ").split())
    if match := _MINUTES.fullmatch(words):
        return (f"{_even(int(match[1] or 1))} * {ANY_DAY}",)
    if match := _HOURLY.fullmatch(words):
        return (f"{int(match[1] or 0)} * {ANY_DAY}",)
    days, at, times = words.rpartition("at ") if words.startswith("at ") else words.rpartition(" at ")
    if not at:
        raise ValueError(f"names no time: write {EXAMPLES}")
    hours = defaultdict(list)
    for hour, minute in sorted(set(map(_time, _items(times)))):
        hours[minute].append(str(hour))
    day_fields = _days(days.strip())
    return tuple(f"{minute} {','.join(of)} {day_fields}" for minute, of in hours.items())


def _even(minutes: int) -> str:
    if not minutes or 60 % minutes:
        raise ValueError(f"every {minutes} minutes does not divide an hour: 5, 10, 15, 20 and 30 do")
    return f"*/{minutes}" if minutes < 60 else "0"


def _items(words: str) -> list[str]:
    return [item for item in re.split(r" ?, (?:and )?| and ", words) if item]


def _time(text: str) -> tuple[int, int]:
    """Return hour and minute of a time such as 07:30, 7 or 7:30 pm."""
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    match = _CLOCK.fullmatch(text)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        hour = hour % 12 + 12 * (match[3] == "pm") if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise ValueError(f'"{text[:20]}" is no time: write 07:30, 7am or noon')
    return hour, minute


def _days(words: str) -> str:
    """Return the cron fields of the days that words name."""
    if words in _DAYS:
        return _DAYS[words]
    of_month = _OF_MONTH.sub("", words)
    plain = re.sub(r"^(?:on|every)(?: the)? |^the ", "", of_month)
    for read in (_span, _weekdays, _nth_weekdays, _month_days):
        if fields := read(plain):
            return fields
    raise ValueError(_no_days(words, plain))


def _span(words: str) -> str:
    """Monday to Friday."""
    ends = re.split(r" to | through | ?[-–] ?", words)
    first, last = (_weekday(ends[0]), _weekday(ends[-1])) if len(ends) == 2 else ("", "")
    if not (first and last):
        return ""
    start, end = SHORT.index(first), SHORT.index(last) or 7
    return f"* * {first}-{last}" if start <= end else f"* * {first}-sat,sun-{last}"


def _weekdays(words: str) -> str:
    """Tuesdays and Fridays."""
    return _all_read(words, _weekday, "* * {}")


def _nth_weekdays(words: str) -> str:
    """First and third Monday, last Friday."""
    *ordinals, name = words.split(" ")
    weekday = _weekday(name)
    nths = [_ordinal(item.removeprefix("the ")) for item in _items(" ".join(ordinals))]
    return f"* * {','.join(f'{weekday}#{nth}' for nth in nths)}" if weekday and nths and all(nths) else ""


def _month_days(words: str) -> str:
    """1st and 15th, day 1 and day 15, last day."""
    return _all_read(words, _month_day, "{} * *")


def _all_read(words: str, read: Callable[[str], str], fields: str) -> str:
    found = [read(re.sub("^(?:the|every) ", "", item)) for item in _items(words)]
    return fields.format(",".join(found)) if found and all(found) else ""


def _weekday(name: str) -> str:
    singular = name.removesuffix("s") if name.endswith("days") else name
    if singular in WEEKDAYS:
        return singular[:3]
    return name if name in SHORT else ""


def _ordinal(word: str) -> str:
    if word in ORDINALS:
        return str(ORDINALS.index(word) + 1)
    if word == "last":
        return "L"
    match = re.fullmatch("([1-5])(?:st|nd|rd|th)", word)
    return match[1] if match else ""


def _month_day(item: str) -> str:
    if item in {"last", "last day"}:
        return "L"
    match = _NTH_DAY.fullmatch(item) or re.fullmatch("(first)(?: day)?", item)
    return match[1].replace("first", "1") if match else ""


def _no_days(words: str, plain: str) -> str:
    if " other " in f" {words} ":
        return f'"{words[:40]}": weeks are not counted; name weekdays of the month, such as "first and third Monday"'
    unknown = [
        word for word in re.findall(r"[a-z]{3,}", plain) if word not in {*_KNOWN_WORDS, *SHORT, "and", "the", "day"}
    ]
    near = (_nearest(word, _KNOWN_WORDS) for word in unknown)
    advice = next((f': did you mean "{name}"?' for name in near if name), f": write {EXAMPLES}")
    return f'"{words[:40]}" names no days{advice}'


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")

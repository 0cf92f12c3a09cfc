"""A cadence in words, for people who choose a newsletter or look at its plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.model import Cadence
from digest.schedule.cron import Cron, parse_cron

MOST_TIMES = 4
"""More times or days of the month than this read better as the cron line itself."""
_EVERY_DAY, _WEEKDAYS = frozenset(range(7)), frozenset(range(1, 6))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a language says it. `days` are from Sunday; `day` is one day of the month in the form that `monthly` wants."""

    daily: str
    working: str
    weekly: str
    monthly: str
    hourly: str
    minutes: str
    both: str
    day: str
    days: tuple[str, ...]


_LANGUAGES = {
    "en": _Phrases(
        daily="every day at {times}",
        working="weekdays at {times}",
        weekly="{days} at {times}",
        monthly="on {days} of the month at {times}",
        hourly="every hour at {times}",
        minutes="every {count} minutes",
        both=" and ",
        day="day {}",
        days=("Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"),
    ),
    "de": _Phrases(
        daily="täglich um {times}",
        working="werktags (Mo–Fr) um {times}",
        weekly="{days} um {times}",
        monthly="am {days} des Monats um {times}",
        hourly="stündlich um {times}",
        minutes="alle {count} Minuten",
        both=" und ",
        day="{}.",
        days=("sonntags", "montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags"),
    ),
    "fr": _Phrases(
        daily="tous les jours à {times}",
        working="du lundi au vendredi à {times}",
        weekly="{days} à {times}",
        monthly="{days} du mois à {times}",
        hourly="toutes les heures à {times}",
        minutes="toutes les {count} minutes",
        both=" et ",
        day="le {}",
        days=("le dimanche", "le lundi", "le mardi", "le mercredi", "le jeudi", "le vendredi", "le samedi"),
    ),
    "es": _Phrases(
        daily="todos los días a las {times}",
        working="de lunes a viernes a las {times}",
        weekly="{days} a las {times}",
        monthly="{days} del mes a las {times}",
        hourly="cada hora a las {times}",
        minutes="cada {count} minutos",
        both=" y ",
        day="el día {}",
        days=("los domingos", "los lunes", "los martes", "los miércoles", "los jueves", "los viernes", "los sábados"),
    ),
    "ar": _Phrases(
        daily="كل يوم في {times}",
        working="من الاثنين إلى الجمعة في {times}",
        weekly="{days} في {times}",
        monthly="{days} من كل شهر في {times}",
        hourly="كل ساعة في {times}",
        minutes="كل {count} دقيقة",
        both=" و",
        day="يوم {}",
        days=("كل أحد", "كل اثنين", "كل ثلاثاء", "كل أربعاء", "كل خميس", "كل جمعة", "كل سبت"),
    ),
    "uk": _Phrases(
        daily="щодня о {times}",
        working="у будні о {times}",
        weekly="{days} о {times}",
        monthly="{days} числа щомісяця о {times}",
        hourly="щогодини о {times}",
        minutes="кожні {count} хв",
        both=" та ",
        day="{}",
        days=("щонеділі", "щопонеділка", "щовівторка", "щосереди", "щочетверга", "щоп’ятниці", "щосуботи"),
    ),
}


def describe(cadence: Cadence, language: str = "en") -> str:
    """Return the cadence in words, such as "weekdays at 07:30, Europe/Kyiv"; uncommon ones as their cron line.

    `language` is a BCP 47 tag; languages other than English, Arabic, German, French, Spanish and Ukrainian read English.
    Raises as `schedule.slots` does for the cron line.
    """
    phrases = _LANGUAGES.get(language.lower().replace("_", "-").split("-")[0], _LANGUAGES["en"])
    return f"{_say(parse_cron(cadence.cron), phrases) or f'cron {cadence.cron}'}, {cadence.zone}"


def _say(cron: Cron, phrases: _Phrases) -> str:
    if cron.either or len(cron.months) < 12:
        return ""
    if len(cron.days) < 31:
        few = cron.weekdays == _EVERY_DAY and len(cron.days) <= MOST_TIMES
        return _at(cron, phrases.monthly, phrases, map(phrases.day.format, sorted(cron.days))) if few else ""
    if cron.weekdays == _EVERY_DAY:
        return _say_daily(cron, phrases)
    if cron.weekdays == _WEEKDAYS:
        return _at(cron, phrases.working, phrases)
    # A week is read from Monday on, so Sunday (0) comes last.
    names = (phrases.days[day] for day in sorted(cron.weekdays, key=lambda day: day or 7))
    return _at(cron, phrases.weekly, phrases, names)


def _say_daily(cron: Cron, phrases: _Phrases) -> str:
    if len(cron.hours) < 24:
        return _at(cron, phrases.daily, phrases)
    if len(cron.minutes) == 1:
        return phrases.hourly.format(times=f":{cron.minutes[0]:02}")
    step = 60 // len(cron.minutes)
    even = cron.minutes == tuple(range(0, 60, step))
    return phrases.minutes.format(count=step) if even and step > 1 else ""


def _at(cron: Cron, phrase: str, phrases: _Phrases, days: Iterable[str] = ()) -> str:
    times = [f"{hour:02}:{minute:02}" for hour in cron.hours for minute in cron.minutes]
    if len(times) > MOST_TIMES:
        return ""
    return phrase.format(days=_listed(list(days), phrases.both), times=_listed(times, phrases.both))


def _listed(words: list[str], both: str) -> str:
    return both.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

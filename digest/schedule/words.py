"""A cadence in words, for people who choose a newsletter or look at its plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.model import Cadence
from digest.schedule.cron import LAST, Cron
from digest.schedule.phrases import is_wordy
from digest.schedule.timetable import Timetable, read_timetable

MOST_TIMES = 4
"""More times or days of the month than this read better as the cron line itself."""
_EVERY_DAY, _WEEKDAYS, _EVERY_DATE = frozenset(range(7)), frozenset(range(1, 6)), frozenset(range(1, 32))
_Times = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a language says it. `days` are from Sunday; `day` is one day of the month in the form that `monthly` wants.

    `ordinals` are last, first .. fifth, and `single` a weekday from Sunday, both as `nth` wants them. A weekday that begins
    with `+` takes the second form of an ordinal, `first|second`.
    """

    daily: str
    working: str
    weekly: str
    monthly: str
    hourly: str
    minutes: str
    both: str
    day: str
    days: tuple[str, ...]
    month_end: str
    nth: str
    ordinals: tuple[str, ...]
    single: tuple[str, ...]


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
        month_end="on the last day of the month at {times}",
        nth="{nths} {day} of the month at {times}",
        ordinals=("last", "first", "second", "third", "fourth", "fifth"),
        single=("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
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
        month_end="am letzten Tag des Monats um {times}",
        nth="am {nths} {day} des Monats um {times}",
        ordinals=("letzten", "ersten", "zweiten", "dritten", "vierten", "fünften"),
        single=("Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"),
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
        month_end="le dernier jour du mois à {times}",
        nth="le {nths} {day} du mois à {times}",
        ordinals=("dernier", "premier", "deuxième", "troisième", "quatrième", "cinquième"),
        single=("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
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
        month_end="el último día del mes a las {times}",
        nth="el {nths} {day} del mes a las {times}",
        ordinals=("último", "primer", "segundo", "tercer", "cuarto", "quinto"),
        single=("domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"),
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
        month_end="آخر يوم من كل شهر في {times}",
        nth="{nths} {day} من كل شهر في {times}",
        ordinals=("آخر", "أول", "ثاني", "ثالث", "رابع", "خامس"),
        single=("أحد", "اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت"),
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
        month_end="в останній день місяця о {times}",
        nth="у {nths} {day} місяця о {times}",
        ordinals=(
            "останній|останню",
            "перший|першу",
            "другий|другу",
            "третій|третю",
            "четвертий|четверту",
            "п’ятий|п’яту",
        ),
        single=("+неділю", "понеділок", "вівторок", "+середу", "четвер", "+п’ятницю", "+суботу"),
    ),
}


def describe(cadence: Cadence, language: str = "en") -> str:
    """Return the cadence in words, such as "weekdays at 07:30, Europe/Kyiv"; uncommon ones as they were written.

    `language` is a BCP 47 tag; languages other than English, Arabic, German, French, Spanish and Ukrainian read English.
    What is said in English can be read as a cadence again, and means the same. Raises as `schedule.slots` does.
    """
    phrases = _LANGUAGES.get(language.lower().replace("_", "-").split("-")[0], _LANGUAGES["en"])
    written = cadence.cron if is_wordy(cadence.cron) else f"cron {cadence.cron}"
    return f"{_say(read_timetable(cadence.cron), phrases) or written}, {cadence.zone}"


def _say(timetable: Timetable, phrases: _Phrases) -> str:
    cron, *others = timetable.lines
    if any(_dates(other) != _dates(cron) for other in others) or cron.either or len(cron.months) < 12:
        return ""
    times = sorted({(hour, minute) for line in timetable.lines for hour in line.hours for minute in line.minutes})
    if not cron.days >= _EVERY_DATE:
        return _say_monthly(cron, times, phrases)
    if cron.nths:
        return _say_nth(cron, times, phrases)
    if cron.weekdays == _EVERY_DAY:
        return _say_daily(times, phrases)
    if cron.weekdays == _WEEKDAYS:
        return _at(times, phrases.working, phrases)
    # A week is read from Monday on, so Sunday (0) comes last.
    names = (phrases.days[day] for day in sorted(cron.weekdays, key=lambda day: day or 7))
    return _at(times, phrases.weekly, phrases, names)


def _dates(cron: Cron) -> tuple[object, ...]:
    return cron.days, cron.months, cron.weekdays, cron.either, cron.nths


def _say_monthly(cron: Cron, times: _Times, phrases: _Phrases) -> str:
    if cron.nths or cron.weekdays != _EVERY_DAY or len(cron.days) > MOST_TIMES:
        return ""
    if cron.days == {LAST}:
        return _at(times, phrases.month_end, phrases)
    if LAST in cron.days:
        return ""
    return _at(times, phrases.monthly, phrases, map(phrases.day.format, sorted(cron.days)))


def _say_nth(cron: Cron, times: _Times, phrases: _Phrases) -> str:
    """First and last Friday; no more than one weekday."""
    weekdays = {weekday for weekday, _ in cron.nths}
    if cron.weekdays or len(weekdays) > 1:
        return ""
    name = phrases.single[weekdays.pop()]
    form = -1 if name.startswith("+") else 0
    nths = [phrases.ordinals[nth].split("|")[form] for _, nth in sorted(cron.nths, key=lambda nth: nth[1] or 6)]
    phrase = phrases.nth.replace("{nths}", _listed(nths, phrases.both)).replace("{day}", name.removeprefix("+"))
    return _at(times, phrase, phrases)


def _say_daily(times: _Times, phrases: _Phrases) -> str:
    minutes = [minute for hour, minute in times if hour == 0]
    if times != [(hour, minute) for hour in range(24) for minute in minutes]:
        return _at(times, phrases.daily, phrases)
    if len(minutes) == 1:
        return phrases.hourly.format(times=f":{minutes[0]:02}")
    step = 60 // len(minutes)
    even = minutes == list(range(0, 60, step))
    return phrases.minutes.format(count=step) if even and step > 1 else ""


def _at(times: _Times, phrase: str, phrases: _Phrases, days: Iterable[str] = ()) -> str:
    if len(times) > MOST_TIMES:
        return ""
    said = [f"{hour:02}:{minute:02}" for hour, minute in times]
    return phrase.format(days=_listed(list(days), phrases.both), times=_listed(said, phrases.both))


def _listed(words: list[str], both: str) -> str:
    return both.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

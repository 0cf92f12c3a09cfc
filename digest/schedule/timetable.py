"""The times of a cadence: cron lines, or words such as "weekdays at 07:30" or "first Monday at noon".

    [days] at times | every N minutes | every hour at :MM

Days: every day, weekdays, weekends; Mondays, Monday to Friday, Tuesday and Friday; the first Monday, the 2nd and last
Friday; on the 1st and 15th, the last day of the month. Times: 07:30, 7, 7am, 5:30 pm, noon, midnight. Lists take commas
and "and". Words stand for cron lines, so whatever they say can be said in cron, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from digest.schedule.cron import Cron, parse_cron
from digest.schedule.phrases import is_wordy, to_cron


@dataclass(frozen=True, slots=True)
class Timetable:
    """Cron lines of which each adds its times."""

    lines: tuple[Cron, ...]

    def times(self, day: date) -> tuple[time, ...]:
        """Return the times of a day on the wall, ascending, each once."""
        found = {
            (hour, minute) for line in self.lines if line.runs_on(day) for hour in line.hours for minute in line.minutes
        }
        return tuple(time(hour, minute) for hour, minute in sorted(found))


@lru_cache(maxsize=1024)
def read_timetable(text: str) -> Timetable:
    """Read cron lines, divided by `;`, or words.

    Raises:
        ValueError: it is neither, or can never fire; the text says what to write instead.
    """
    lines = to_cron(text) if is_wordy(text) else text.split(";")
    return Timetable(tuple(map(parse_cron, lines)))


def check_timetable(text: str) -> str:
    """Return "" for a text that can be used as a cadence, else what is wrong with it and what to write instead."""
    try:
        read_timetable(text)
    except ValueError as fault:
        return str(fault)
    return ""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Cadence
from digest.schedule import check_timetable, describe
from digest.schedule.phrases import EXAMPLES, to_cron
from digest.schedule.timetable import Timetable, read_timetable

WORDS = {
    "weekdays at 07:30": ("30 7 * * mon-fri",),
    "Every weekday at 7.30": ("30 7 * * mon-fri",),
    "at noon": ("0 12 * * *",),
    "every day at 6:30 and 17:00": ("30 6 * * *", "0 17 * * *"),
    "daily at 7am, 12 pm, and 12am": ("0 0,7,12 * * *",),
    "weekends at midnight": ("0 0 * * sat,sun",),
    "Tuesdays and Fri at 9": ("0 9 * * tue,fri",),
    "on Mondays, Wednesdays and Fridays at 9": ("0 9 * * mon,wed,fri",),
    "Monday to Thursday at 9": ("0 9 * * mon-thu",),
    "Wed-Sunday at 9": ("0 9 * * wed-sun",),
    "Friday through Tuesday at 9": ("0 9 * * fri-sat,sun-tue",),
    "first Monday at 9": ("0 9 * * mon#1",),
    "the 2nd and last Friday of each month at 9": ("0 9 * * fri#2,fri#L",),
    "1st Monday at 9": ("0 9 * * mon#1",),
    "on the 1st and 15th at 08:00": ("0 8 1,15 * *",),
    "on the first and the last day of the month at 8": ("0 8 1,L * *",),
    "day 3 every month at 8": ("0 8 3 * *",),
    "every minute": ("*/1 * * * *",),
    "every 20 minutes": ("*/20 * * * *",),
    "every 60 minutes": ("0 * * * *",),
    "hourly": ("0 * * * *",),
    "every hour at :05": ("5 * * * *",),
}
FAULTS = {
    "weekdays": f"names no time: write {EXAMPLES}",
    "weekdays at 25:00": '"25:00" is no time: write 07:30, 7am or noon',
    "weekdays at 13pm": '"13pm" is no time: write 07:30, 7am or noon',
    "weekdays at dawn": '"dawn" is no time: write 07:30, 7am or noon',
    "wekdays at 7": '"wekdays" names no days: did you mean "weekdays"?',
    "first mondy at 7": '"first mondy" names no days: did you mean "monday"?',
    "sixth Monday at 7": '"sixth monday" names no days: did you mean "fifth"?',
    "every eclipse at 7": f'"every eclipse" names no days: write {EXAMPLES}',
    "Monday to Friday to Sunday at 7": f'"monday to friday to sunday" names no days: write {EXAMPLES}',
    "every other Friday at 7": '"every other friday": weeks are not counted; '
    'name weekdays of the month, such as "first and third Monday"',
    "every 7 minutes": "every 7 minutes does not divide an hour: 5, 10, 15, 20 and 30 do",
    "every 0 minutes": "every 0 minutes does not divide an hour: 5, 10, 15, 20 and 30 do",
    "on the 32nd at 7": 'day of the month "32": wants 1 to 31',
    "30 7 * * *; 0 25 * * *": 'hour "25": wants 0 to 23',
}
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
DAYS = st.sampled_from(
    ["every day", "weekdays", "Mondays", "Tuesdays and Sundays", "first Monday", "second and last Friday", "on the 1st and 15th",
     "on the last day", "on day 31"]
)  # fmt: skip


@pytest.mark.parametrize(("words", "lines"), WORDS.items())
def test_words_stand_for_cron_lines(words, lines):
    assert to_cron(words) == lines
    assert read_timetable(words) == read_timetable(";".join(lines))


@pytest.mark.parametrize(("words", "fault"), FAULTS.items())
def test_words_that_cannot_be_read_are_told_what_to_write(words, fault):
    assert check_timetable(words) == fault


def test_lines_add_their_times_and_a_time_that_two_name_comes_once():
    timetable = read_timetable("30 7 * * *; 0 18,6 * * fri; 30 7 * * fri")
    assert timetable.times(date(2026, 11, 26)) == (time(7, 30),)
    assert timetable.times(date(2026, 11, 27)) == (time(6), time(7, 30), time(18))


@given(DAYS, st.lists(TIMES, min_size=1, max_size=4).map(" and ".join))
def test_what_is_said_of_words_can_be_read_again_and_means_the_same(days, times):
    words = f"{days} at {times}"
    said = describe(Cadence(words, "UTC")).removesuffix(", UTC")
    assert _year(said) == _year(words)
    assert describe(Cadence(said, "UTC")) == f"{said}, UTC"


def _year(text):
    timetable = read_timetable(text)
    return [timetable.times(date(2028, 1, 1) + timedelta(days=n)) for n in range(366)]


@given(st.text() | st.text(alphabet="0123456789*/,-; monfrijLat#?:", max_size=40))
def test_any_text_is_a_timetable_or_gets_an_answer(text):
    fault = check_timetable(text)
    assert "\n" not in fault
    assert bool(fault) != _reads(text)


def _reads(text):
    try:
        return isinstance(read_timetable(text), Timetable)
    except ValueError:
        return False

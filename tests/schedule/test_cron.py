from datetime import date, timedelta

import pytest

from digest.schedule.cron import LAST, Cron, parse_cron
from digest.schedule.timetable import check_timetable

EVERY_MONTH, EVERY_DAY, EVERY_WEEKDAY = frozenset(range(1, 13)), frozenset(range(1, 32)), frozenset(range(7))

READ = {
    "30 7 * * *": Cron((30,), (7,), EVERY_DAY, EVERY_MONTH, EVERY_WEEKDAY, either=False),
    "30 7 * * mon-fri": Cron((30,), (7,), EVERY_DAY, EVERY_MONTH, frozenset(range(1, 6)), either=False),
    "0 8 * * 0": Cron((0,), (8,), EVERY_DAY, EVERY_MONTH, frozenset({0}), either=False),
    "0 8 * * 7": Cron((0,), (8,), EVERY_DAY, EVERY_MONTH, frozenset({0}), either=False),
    "0 8 * * SAT-Sun": Cron((0,), (8,), EVERY_DAY, EVERY_MONTH, frozenset({6, 0}), either=False),
    "0 8 * * 5-7": Cron((0,), (8,), EVERY_DAY, EVERY_MONTH, frozenset({5, 6, 0}), either=False),
    "*/20 6-18/6 1,15 jan,7-8 *": Cron(
        (0, 20, 40), (6, 12, 18), frozenset({1, 15}), frozenset({1, 7, 8}), EVERY_WEEKDAY, either=False
    ),
    "5 4 13 * fri": Cron((5,), (4,), frozenset({13}), EVERY_MONTH, frozenset({5}), either=True),
    "0 0 30 2 mon": Cron((0,), (0,), frozenset({30}), frozenset({2}), frozenset({1}), either=True),
    "0 6 */2 * mon": Cron((0,), (6,), frozenset(range(1, 32, 2)), EVERY_MONTH, frozenset({1}), either=False),
    "0 6 L * *": Cron((0,), (6,), frozenset({LAST}), EVERY_MONTH, EVERY_WEEKDAY, either=False),
    "0 6 1,L * *": Cron((0,), (6,), frozenset({1, LAST}), EVERY_MONTH, EVERY_WEEKDAY, either=False),
    "0 6 * * mon#1,fri#L": Cron(
        (0,), (6,), EVERY_DAY, EVERY_MONTH, frozenset(), either=False, nths=frozenset({(1, 1), (5, LAST)})
    ),
    "0 6 15 * mon#1,7": Cron(
        (0,), (6,), frozenset({15}), EVERY_MONTH, frozenset({0}), either=True, nths=frozenset({(1, 1)})
    ),
    "0 0 29 2 *": Cron((0,), (0,), frozenset({29}), frozenset({2}), EVERY_WEEKDAY, either=False),
}

EXAMPLE = '"30 7 * * mon-fri" is weekdays at 07:30'
FAULTS = {
    "": f"wants five fields (minute, hour, day, month, weekday), not 0: {EXAMPLE}",
    "7:30 daily": f"wants five fields (minute, hour, day, month, weekday), not 2: {EXAMPLE}",
    "0 30 7 * * *": f"wants five fields (minute, hour, day, month, weekday), not 6: {EXAMPLE}",
    "@Daily": 'write "0 0 * * *" instead of @daily',
    "60 7 * * *": 'minute "60": wants 0 to 59',
    "0 24 * * *": 'hour "24": wants 0 to 23',
    "0 7 0 * *": 'day of the month "0": wants 1 to 31',
    "0 7 L-2 * *": 'day of the month "l": wants 1 to 31',
    "0 7 * 13 *": 'month "13": wants 1 to 12 or jan to dec',
    "0 7 * june *": 'month "june": did you mean "jun"?',
    "0 7 * * 8": 'weekday "8": wants 0 to 7 or sun to sat',
    "0 7 * * monday": 'weekday "monday": did you mean "mon"?',
    "0 7 * * mon#6": 'weekday "mon#6": did you mean "mon"?',
    "0 7 * * *#1": 'weekday "*": wants 0 to 7 or sun to sat',
    "0 7 * * ,": f'weekday "" is no number, range or step: {EXAMPLE}',
    "0 7 * * fri-mon": 'weekday "fri-mon" runs backwards; write "fri-sat,sun-mon"',
    "50-10 * * * *": 'minute "50-10" runs backwards; write "50-59,0-10"',
    "0 7 * nov-feb *": 'month "nov-feb" runs backwards; write "nov-dec,jan-feb"',
    "5/15 * * * *": 'minute "5/15": a step wants a range; write "5-59/15"',
    "*/0 * * * *": 'minute "*/0": a step is a number from 1 to 59',
    "*/90 * * * *": 'minute "*/90": a step is a number from 1 to 59',
    "*/x * * * *": 'minute "*/x": a step is a number from 1 to 59',
    "*-5 * * * *": f'minute "*-5" is no number, range or step: {EXAMPLE}',
    "1,,2 * * * *": f'minute "" is no number, range or step: {EXAMPLE}',
    "-1 * * * *": f'minute "-1" is no number, range or step: {EXAMPLE}',
    "1-2-3 * * * *": f'minute "1-2-3" is no number, range or step: {EXAMPLE}',
    "٣ 7 * * *": 'minute "٣": wants 0 to 59',
    "9999999999999999999999999 7 * * *": 'minute "99999999999999999999": wants 0 to 59',
    "0 0 30 2 *": "never fires: no month that it names has a day 30",
    "0 0 31 4,6,9,11 */2": "never fires: no month that it names has a day 31",
}


@pytest.mark.parametrize(("line", "cron"), READ.items())
def test_a_cron_line_is_read_as_cron_reads_it(line, cron):
    assert parse_cron(line) == cron
    assert check_timetable(line) == ""


@pytest.mark.parametrize(("line", "fault"), FAULTS.items())
def test_a_faulty_line_is_told_what_to_write_instead(line, fault):
    assert check_timetable(line) == fault


@pytest.mark.parametrize(
    "line", ["0 7 * * fri-sat,sun-mon", "50-59,0-10 * * * *", "0 7 * nov-dec,jan-feb *", "5-59/15 * * * *"]
)
def test_what_a_fault_suggests_can_be_used(line):
    assert check_timetable(line) == ""


def test_a_day_of_the_month_and_a_weekday_together_mean_either():
    cron = parse_cron("0 7 13 * fri")
    november = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    assert [day.day for day in november if cron.runs_on(day)] == [6, 13, 20, 27]
    assert [day.day for day in november if parse_cron("0 7 14 nov fri").runs_on(day)] == [6, 13, 14, 20, 27]


def test_a_day_field_that_begins_with_a_star_narrows_the_weekday():
    cron = parse_cron("0 7 */2 * mon")
    november = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    assert [day.day for day in november if cron.runs_on(day)] == [9, 23]


def test_another_month_is_no_day_of_it():
    assert not parse_cron("0 7 * dec *").runs_on(date(2026, 11, 30))


def test_a_weekday_of_a_month_is_counted_from_its_first_or_is_its_last():
    november = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    runs = {
        field: [day.day for day in november if parse_cron(f"0 7 {field}").runs_on(day)]
        for field in (
            "* * mon#1",
            "* * mon#5",
            "* * fri#L",
            "* * mon#L",
            "* * sun#5",
            "L * *",
            "1,L * *",
            "L * fri#1,tue",
        )
    }
    assert runs == {
        "* * mon#1": [2],
        "* * mon#5": [30],
        "* * fri#L": [27],
        "* * mon#L": [30],
        "* * sun#5": [29],
        "L * *": [30],
        "1,L * *": [1, 30],
        "L * fri#1,tue": [3, 6, 10, 17, 24, 30],
    }

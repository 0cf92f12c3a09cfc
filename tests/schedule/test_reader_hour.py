"""A reader's own hour, on the day of a slot, also on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Cadence
from digest.schedule import reader_hour

KYIV = Cadence("30 6 * * *", "Europe/Kyiv")


def at(day, hour, minute=0):
    return datetime(*day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "zone", "hour", "expected"),
    [
        (at((2026, 3, 10), 4, 30), "Europe/Kyiv", 8, at((2026, 3, 10), 6)),
        (at((2026, 3, 10), 4, 30), "", 8, at((2026, 3, 10), 6)),
        (at((2026, 3, 10), 4, 30), "no/zone", 8, at((2026, 3, 10), 6)),
        (at((2026, 3, 10), 4, 30), "../zone", 8, at((2026, 3, 10), 6)),
        (at((2026, 3, 10), 4, 30), "America/New_York", 8, at((2026, 3, 10), 12)),
        (at((2026, 3, 10), 4, 30), "Asia/Tokyo", 8, at((2026, 3, 9), 23)),
        # The day is the newsletter's: 23:30 UTC is the next morning in Kyiv.
        (at((2026, 3, 9), 23, 30), "Europe/Kyiv", 8, at((2026, 3, 10), 6)),
        # Clocks go forward in Kyiv at 3:00 on 29 March 2026: 3 o'clock is missing, the hour after it is not.
        (at((2026, 3, 29), 0), "Europe/Kyiv", 3, at((2026, 3, 29), 1)),
        (at((2026, 3, 29), 0), "Europe/Kyiv", 4, at((2026, 3, 29), 1)),
        # They go back at 4:00 on 25 October 2026: 3 o'clock comes twice, and the first one is meant.
        (at((2026, 10, 24), 23), "Europe/Kyiv", 3, at((2026, 10, 25), 0)),
        (at((2026, 10, 24), 23), "Europe/Kyiv", 4, at((2026, 10, 25), 2)),
    ],
)
def test_the_hour_comes_round_in_the_readers_zone(due, zone, hour, expected):
    assert reader_hour(KYIV, due, zone, hour) == expected


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.sampled_from(sorted(available_timezones())),
    st.integers(0, 23),
)
def test_every_hour_of_every_day_is_found_in_every_zone(day, zone, hour):
    due = datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)
    wall = reader_hour(KYIV, due, zone, hour).astimezone(ZoneInfo(zone))
    asked = datetime.combine(day, time(hour))
    # Where a gap swallows the hour it is the end of the gap; the longest, a whole day, was on the date line.
    assert timedelta(0) <= wall.replace(tzinfo=None) - asked <= timedelta(hours=25)

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Cadence, CatchUp
from digest.schedule import DueSlot, due, local_time, next_slots, slot_time, slots, wall_label

KYIV, NEW_YORK, LORD_HOWE = "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe"


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def between(cron, zone, after, now):
    return [(slot.label, f"{slot.due:%d %H:%M}") for slot in slots(Cadence(cron, zone), utc(after), utc(now))]


# cron, zone, a day around the change in UTC, and what is due in it: label and UTC instant.
CHANGES = {
    "New York, missing hour": ("30 2 * * *", NEW_YORK, "2026-03-08T00:00", "2026-03-09T00:00", [
        ("2026-03-08T02:30", "08 07:00"),
    ]),
    "New York, repeated hour": ("30 1 * * *", NEW_YORK, "2026-11-01T00:00", "2026-11-02T00:00", [
        ("2026-11-01T01:30", "01 05:30"),
    ]),
    "Kyiv, first minute of the missing hour": ("0 3 * * *", KYIV, "2026-03-28T22:00", "2026-03-29T22:00", [
        ("2026-03-29T03:00", "29 01:00"),
    ]),
    "Kyiv, missing half hour": ("30 3 * * *", KYIV, "2026-03-28T22:00", "2026-03-29T22:00", [
        ("2026-03-29T03:30", "29 01:00"),
    ]),
    "Kyiv, the first minute after the gap": ("0 4 * * *", KYIV, "2026-03-28T22:00", "2026-03-29T22:00", [
        ("2026-03-29T04:00", "29 01:00"),
    ]),
    "Kyiv, repeated hour": ("0,30 3 * * *", KYIV, "2026-10-24T21:00", "2026-10-25T22:00", [
        ("2026-10-25T03:00", "25 00:00"),
        ("2026-10-25T03:30", "25 00:30"),
    ]),
    "Kyiv, every hour of the long night": ("0 1-5 * * *", KYIV, "2026-10-24T21:00", "2026-10-25T22:00", [
        ("2026-10-25T01:00", "24 22:00"),
        ("2026-10-25T02:00", "24 23:00"),
        ("2026-10-25T03:00", "25 00:00"),
        ("2026-10-25T04:00", "25 02:00"),
        ("2026-10-25T05:00", "25 03:00"),
    ]),
    "Lord Howe, missing half hour": ("*/15 2 * * *", LORD_HOWE, "2026-10-03T13:00", "2026-10-04T13:00", [
        ("2026-10-04T02:00", "03 15:30"),
        ("2026-10-04T02:15", "03 15:30"),
        ("2026-10-04T02:30", "03 15:30"),
        ("2026-10-04T02:45", "03 15:45"),
    ]),
    "Lord Howe, repeated half hour": ("*/15 1 * * *", LORD_HOWE, "2026-04-04T13:00", "2026-04-05T13:00", [
        ("2026-04-05T01:00", "04 14:00"),
        ("2026-04-05T01:15", "04 14:15"),
        ("2026-04-05T01:30", "04 14:30"),
        ("2026-04-05T01:45", "04 14:45"),
    ]),
    "Beirut, no midnight": ("0 0 * * *", "Asia/Beirut", "2026-03-28T12:00", "2026-03-29T12:00", [
        ("2026-03-29T00:00", "28 22:00"),
    ]),
    "Apia, no such day": ("0 7 * * *", "Pacific/Apia", "2011-12-29T12:00", "2011-12-31T00:00", [
        ("2011-12-29T07:00", "29 17:00"),
        ("2011-12-30T07:00", "30 10:00"),
        ("2011-12-31T07:00", "30 17:00"),
    ]),
    "a zone that never changes": ("0 7 * * *", "Asia/Kolkata", "2026-03-28T00:00", "2026-03-29T00:00", [
        ("2026-03-28T07:00", "28 01:30"),
    ]),
    "leap day": ("0 12 29 2 *", "UTC", "2026-01-01T00:00", "2036-01-01T00:00", [
        ("2028-02-29T12:00", "29 12:00"),
        ("2032-02-29T12:00", "29 12:00"),
    ]),
    "month ends": ("0 12 31 * *", "UTC", "2026-01-01T00:00", "2026-06-30T23:59", [
        ("2026-01-31T12:00", "31 12:00"),
        ("2026-03-31T12:00", "31 12:00"),
        ("2026-05-31T12:00", "31 12:00"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("cron", "zone", "after", "now", "expected"), CHANGES.values(), ids=CHANGES)
def test_slots_follow_the_rules_for_clock_changes(cron, zone, after, now, expected):
    assert between(cron, zone, after, now) == expected


@pytest.mark.parametrize(
    "zone", [KYIV, NEW_YORK, LORD_HOWE, "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "UTC"]
)
@pytest.mark.parametrize("wall", ["00:00", "01:30", "02:00", "02:30", "03:00", "03:30", "23:59"])
def test_a_daily_cadence_has_one_slot_for_each_local_day_of_a_year(zone, wall):
    cadence = Cadence(f"{wall[3:]} {wall[:2]} * * *", zone)
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)) - timedelta(seconds=1)
    year = slots(cadence, start, datetime(2027, 1, 1, tzinfo=ZoneInfo(zone)) - timedelta(seconds=1))
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [slot.label for slot in year] == [f"{day}T{wall}" for day in days]


def test_the_slot_at_the_cursor_is_past_and_the_slot_at_now_is_due():
    cadence = Cadence("0 7 * * *", "UTC")
    slot = DueSlot("2026-11-26T07:00", utc("2026-11-26T07:00"))
    assert slots(cadence, utc("2026-11-25T07:00"), utc("2026-11-26T07:00")) == (slot,)
    assert slots(cadence, utc("2026-11-26T07:00"), utc("2026-11-26T07:00")) == ()


def test_a_newsletter_never_planned_owes_nothing_for_the_past():
    cadence = Cadence("* * * * *", "UTC")
    assert slots(cadence, None, utc("2026-11-26T07:00")) == ()
    assert due(cadence, None, utc("2026-11-26T07:00")) == ()


def test_a_clock_that_goes_back_finds_nothing_new():
    cadence = Cadence("* * * * *", KYIV, CatchUp.ALL)
    assert due(cadence, utc("2026-11-26T07:00"), utc("2026-11-26T05:00")) == ()


def test_an_unknown_zone_is_an_error():
    with pytest.raises(ZoneInfoNotFoundError):
        slots(Cadence("0 7 * * *", "Europe/Nowhere"), utc("2026-11-25T07:00"), utc("2026-11-26T07:00"))


LINES = st.sampled_from(["*/30 * * * *", "15 1,2,3 * * *", "0 3 * * *", "30 2 * * sun", "0 0 1 * *", "7 */5 */3 * mon"])
ZONES = st.sampled_from([KYIV, NEW_YORK, LORD_HOWE, "UTC", "Europe/Dublin", "Africa/Casablanca"])
TIMES = st.integers(0, 390_000).map(lambda minutes: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(minutes=minutes))


@given(LINES, ZONES, TIMES, st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_however_often_one_looks_no_slot_comes_twice_or_is_missed(line, zone, start, minutes):
    cadence = Cadence(line, zone)
    looks = [start, *(start + timedelta(minutes=minute) for minute in sorted(minutes))]
    seen = [slot for after, now in pairwise(looks) for slot in slots(cadence, after, now)]
    labels = [slot.label for slot in seen]
    assert seen == list(slots(cadence, looks[0], looks[-1]))
    assert labels == sorted(set(labels))
    assert [slot.due for slot in seen] == sorted(slot.due for slot in seen)
    assert seen == list(next_slots(cadence, start, len(seen)))


@given(LINES, ZONES, TIMES)
def test_a_label_leads_back_to_its_instant(line, zone, start):
    cadence = Cadence(line, zone)
    (slot,) = next_slots(cadence, start, 1)
    assert slot_time(cadence, slot.label) == slot.due
    assert slot_time(cadence, slot.label).tzinfo == ZoneInfo(zone)


def test_any_instant_has_a_label_on_the_wall_of_its_cadence():
    cadence = Cadence("0 7 * * *", KYIV)
    assert wall_label(cadence, utc("2026-10-25T00:59:59")) == "2026-10-25T03:59"
    assert wall_label(cadence, utc("2026-10-25T01:59:59")) == "2026-10-25T03:59"
    assert str(local_time(cadence, utc("2026-10-25T01:30:00"))) == "2026-10-25 03:30:00+02:00"


def test_next_slots_cross_years_in_bounded_work():
    assert [slot.label for slot in next_slots(Cadence("0 0 29 2 */7", "UTC"), utc("2032-03-01T00:00"), 2)] == [
        "2060-02-29T00:00"
    ]
    assert next_slots(Cadence("0 7 * * *", "UTC"), utc("2026-01-01T00:00"), 0) == ()


def missed(catch_up, late_hours=12, cron="0 */2 * * *", hours=30):
    now = utc("2026-11-26T13:10")
    slots_due = due(Cadence(cron, KYIV, catch_up, late_hours), now - timedelta(hours=hours), now)
    return {slot.label[5:]: slot.skipped for slot in slots_due}


def test_catching_up_with_the_latest_presses_one_issue_and_says_what_it_replaced():
    assert missed(CatchUp.LATEST, late_hours=5, hours=9) == {
        "11-26T08:00": "7 hours late",
        "11-26T10:00": "5 hours late",
        "11-26T12:00": "the issue of 2026-11-26 14:00 replaced it",
        "11-26T14:00": "",
    }


def test_catching_up_with_all_presses_each_that_is_not_too_late():
    assert missed(CatchUp.ALL, late_hours=4, hours=9) == {
        "11-26T08:00": "7 hours late",
        "11-26T10:00": "5 hours late",
        "11-26T12:00": "",
        "11-26T14:00": "",
    }


def test_no_catching_up_presses_only_what_is_on_time():
    assert missed(CatchUp.NONE, cron="25,55 14 * * *", hours=2) == {"11-26T14:25": "45 minutes late", "11-26T14:55": ""}


@pytest.mark.parametrize("catch_up", CatchUp)
def test_what_is_too_late_is_skipped_in_every_mode(catch_up):
    today = "8 hours late" if catch_up is CatchUp.NONE else ""
    assert missed(catch_up, cron="0 7 * * *", hours=60) == {
        "11-24T07:00": "2 days late",
        "11-25T07:00": "32 hours late",
        "11-26T07:00": today,
    }
    assert missed(catch_up, late_hours=3, cron="0 7 * * *", hours=20) == {"11-26T07:00": "8 hours late"}


@pytest.mark.parametrize("catch_up", CatchUp)
def test_a_slot_on_time_is_pressed_in_every_mode(catch_up):
    now = utc("2026-11-26T05:30:20")
    cadence = Cadence("30 7 * * *", KYIV, catch_up)
    assert due(cadence, now - timedelta(minutes=1), now) == (DueSlot("2026-11-26T07:30", utc("2026-11-26T05:30")),)


def test_a_cursor_years_back_reports_one_month_and_presses_one_issue():
    now = utc("2026-11-26T13:10")
    plan = due(Cadence("0 7 * * *", KYIV), utc("1999-01-01T00:00"), now)
    assert len(plan) == 32
    assert [slot.label for slot in plan if not slot.skipped] == ["2026-11-26T07:00"]
    assert plan[0] == DueSlot("2026-10-26T07:00", utc("2026-10-26T05:00"), "31 days late")

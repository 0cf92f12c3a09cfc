"""Polling: a source is asked when it said, else as often as it really publishes, and seldom where it fails."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOON

from digest.collector.polling import (
    MAX_BACK_OFF,
    MAX_FRESH,
    MAX_HOLD,
    Heard,
    after_failure,
    after_refusal,
    after_visit,
    freshness,
    held,
    is_due,
    is_held,
)
from digest.model import Bounds, Caching, Pace, Rhythm

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOUNDS = Bounds(15 * MINUTE, 6 * HOUR)
PLAIN = "aa"  # its hash begins with 0x96
AT_ONCE = timedelta(0)
NEW, NOTHING = Pace(), Heard()


def visited(pace=NEW, heard=NOTHING, now=NOON, source=PLAIN):
    return after_visit(pace, heard, now, bounds=BOUNDS, source=source)


def every(gap, count=20):
    return tuple(NOON - gap * number for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, AT_ONCE),
        ({"cache_control": "max-age=600"}, 10 * MINUTE),
        ({"cache_control": "public, Max-Age = 600"}, 10 * MINUTE),
        ({"cache_control": 'max-age="600", must-revalidate'}, 10 * MINUTE),
        ({"cache_control": "max-age=600", "age": "120"}, 8 * MINUTE),
        ({"cache_control": "max-age=600", "age": "900"}, AT_ONCE),
        ({"cache_control": "max-age=600", "age": "lots"}, 10 * MINUTE),
        ({"cache_control": "max-age=600, no-cache"}, AT_ONCE),
        ({"cache_control": "no-store"}, AT_ONCE),
        ({"cache_control": "s-maxage=600"}, AT_ONCE),
        ({"cache_control": "max-age=-1"}, AT_ONCE),
        ({"cache_control": "max-age=9999999999"}, MAX_FRESH),
        ({"expires": "Tue, 10 Mar 2026 12:30:00 GMT", "date": "Tue, 10 Mar 2026 12:00:00 GMT"}, 30 * MINUTE),
        ({"expires": "Tue, 10 Mar 2026 11:00:00 GMT", "date": "Tue, 10 Mar 2026 12:00:00 GMT"}, AT_ONCE),
        ({"expires": "0", "date": "Tue, 10 Mar 2026 12:00:00 GMT"}, AT_ONCE),
        ({"expires": "Tue, 10 Mar 2026 12:30:00 GMT", "cache_control": "max-age=60"}, MINUTE),
    ],
)
def test_a_server_says_how_long_its_answer_is_fresh(headers, fresh):
    assert freshness(Caching(**headers)) == fresh


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("", AT_ONCE),
        ("120", 2 * MINUTE),
        (" 120 ", 2 * MINUTE),
        ("0", AT_ONCE),
        ("-5", AT_ONCE),
        ("soon", AT_ONCE),
        ("9" * 12, MAX_HOLD),
        ("9" * 400, AT_ONCE),
        ("Tue, 10 Mar 2026 12:30:00 GMT", 30 * MINUTE),
        ("Tuesday, 10-Mar-26 12:30:00 GMT", 30 * MINUTE),
        ("Tue Mar 10 12:30:00 2026", 30 * MINUTE),
        ("Tue, 10 Mar 2026 11:30:00 GMT", AT_ONCE),
        ("Tue, 10 Mar 2099 11:30:00 GMT", MAX_HOLD),
    ],
)
def test_a_server_says_how_long_it_wants_not_to_be_asked(told, wait):
    assert held(Caching(retry_after=told), NOON) == wait


def test_of_a_new_source_nothing_is_known_and_it_is_asked_at_once():
    assert is_due(Pace(), None, NOON, soon=False)


def test_a_source_that_said_nothing_is_asked_at_the_pace_of_the_settings():
    assert visited() == Pace(next_visit=NOON + 15 * MINUTE, changed=NOON)


def test_who_publishes_every_two_hours_is_asked_twice_in_that_time():
    pace = visited(heard=Heard(published=every(2 * HOUR), new=1), source="aa")
    assert pace.gap == 2 * HOUR
    assert HOUR <= pace.next_visit - NOON <= HOUR + 5 * MINUTE


def test_who_publishes_every_minute_is_asked_no_oftener_than_the_settings_allow():
    assert visited(heard=Heard(published=every(MINUTE), new=20)).next_visit == NOON + 15 * MINUTE


def test_who_publishes_once_a_month_is_asked_no_more_seldom_than_the_settings_allow():
    wait = visited(heard=Heard(published=every(30 * DAY), new=1)).next_visit - NOON
    assert 6 * HOUR <= wait <= 7 * HOUR


def test_dates_in_the_future_say_nothing():
    assert visited(heard=Heard(published=(NOON + DAY, NOON + 2 * DAY))).gap == AT_ONCE


def test_without_dates_the_pace_is_learnt_from_when_something_new_was_found():
    first = visited(Pace(changed=NOON - 4 * HOUR), Heard(new=2))
    assert (first.gap, first.changed) == (2 * HOUR, NOON)
    second = visited(first, Heard(new=1), NOON + 4 * HOUR)
    assert second.gap == 3 * HOUR


def test_the_longer_nothing_comes_the_more_seldom_a_source_is_asked():
    waits = []
    for hours in (1, 4, 12, 48):
        pace = visited(Pace(changed=NOON - hours * HOUR, gap=HOUR))
        assert pace.changed == NOON - hours * HOUR
        waits.append(pace.next_visit - NOON)
    assert waits == sorted(waits)
    assert waits[0] < HOUR
    assert waits[-1] >= 6 * HOUR


def test_a_feeds_own_time_to_live_is_kept_over_visits_at_which_nothing_changed():
    first = visited(heard=Heard(rhythm=Rhythm(keep=2 * HOUR)))
    assert first.next_visit >= NOON + 2 * HOUR
    second = visited(first, Heard(rhythm=None), NOON + 3 * HOUR)
    assert second.rhythm == Rhythm(keep=2 * HOUR)
    assert second.next_visit >= NOON + 5 * HOUR


def test_what_is_fresh_is_not_asked_for_again_whatever_the_pace():
    pace = visited(heard=Heard(Caching("max-age=7200"), published=every(MINUTE)))
    assert (pace.next_visit, pace.fresh_until) == (NOON + 2 * HOUR, NOON + 2 * HOUR)


def test_the_hours_and_days_that_a_feed_skips_are_skipped():
    hours = Rhythm(quiet_hours=frozenset(range(12, 20)))
    assert visited(heard=Heard(rhythm=hours)).next_visit == datetime(2026, 3, 10, 20, tzinfo=UTC)
    days = Rhythm(quiet_days=frozenset({1, 2}))
    assert visited(heard=Heard(rhythm=days)).next_visit == datetime(2026, 3, 12, tzinfo=UTC)
    never = Rhythm(quiet_days=frozenset(range(7)))
    assert visited(heard=Heard(rhythm=never)).next_visit == NOON + 15 * MINUTE


def test_failures_in_a_row_double_the_wait_up_to_a_day():
    waits = [
        after_failure(Pace(), count, NOON, bounds=BOUNDS, source="lantern").next_visit - NOON
        for count in range(1, 1_000)
    ]
    assert waits[0] == 15 * MINUTE
    assert waits == sorted(waits)
    assert 2 * HOUR <= waits[3] <= 2.2 * HOUR
    assert MAX_BACK_OFF <= waits[-1] <= 1.1 * MAX_BACK_OFF


def test_sources_that_fail_together_come_back_apart():
    waits = {after_failure(Pace(), 6, NOON, bounds=BOUNDS, source=f"s{n}").next_visit for n in range(100)}
    assert len(waits) > 70


def test_a_failure_leaves_what_was_learnt():
    learnt = Pace(NOON, NOON, NOON, gone=True, gap=HOUR, changed=NOON - DAY, rhythm=Rhythm(keep=HOUR))
    assert after_failure(learnt, 1, NOON, bounds=BOUNDS, source=PLAIN) == Pace(
        NOON + 15 * MINUTE, gap=HOUR, changed=NOON - DAY, rhythm=Rhythm(keep=HOUR)
    )


def test_a_server_that_asks_for_patience_is_left_alone_as_long_and_no_press_hurries_it():
    failed = after_failure(Pace(), 1, NOON, bounds=BOUNDS, source=PLAIN)
    pace = after_refusal(failed, 429, Caching(retry_after="3600"), NOON)
    assert (pace.held_until, pace.next_visit) == (NOON + HOUR, NOON + HOUR)
    assert is_held(pace, NOON + 59 * MINUTE)
    assert not is_due(pace, NOON, NOON + 59 * MINUTE, soon=True)
    assert is_due(pace, NOON, NOON + HOUR, soon=False)
    assert after_refusal(failed, 503, Caching(retry_after="60"), NOON).next_visit == NOON + 15 * MINUTE
    assert after_refusal(Pace(), 503, Caching(retry_after="60"), NOON).next_visit == NOON + MINUTE
    assert after_refusal(failed, 500, Caching(), NOON) == failed


def test_a_source_that_is_gone_is_not_asked_again():
    pace = after_refusal(Pace(), 410, Caching(), NOON)
    assert pace == Pace(gone=True)
    assert not is_due(pace, NOON, NOON + 365 * DAY, soon=True)
    assert not is_due(pace, NOON + DAY, NOON, soon=True)
    assert after_refusal(Pace(), 410, Caching(retry_after="60"), NOON).gone


def test_a_press_hurries_a_source_that_said_nothing_else():
    waiting = Pace(next_visit=NOON + DAY)
    assert not is_due(waiting, NOON, NOON + 5 * MINUTE, soon=False)
    assert is_due(waiting, NOON, NOON + 5 * MINUTE, soon=True)
    assert not is_due(waiting, NOON, NOON + 4 * MINUTE, soon=True)
    fresh = Pace(next_visit=NOON + DAY, fresh_until=NOON + HOUR)
    assert not is_due(fresh, NOON, NOON + 5 * MINUTE, soon=True)
    assert is_due(fresh, NOON, NOON + HOUR, soon=True)


def test_rows_of_before_are_due_and_rows_of_the_future_too():
    assert is_due(Pace(), NOON - MINUTE, NOON, soon=False)
    assert is_due(Pace(next_visit=NOON + 900 * DAY), NOON + 899 * DAY, NOON, soon=False)


WORDS = st.one_of(st.text(max_size=40), st.from_regex(r"(max-age|no-cache|,| |=|\d)*", fullmatch=True))
MOMENTS = st.timedeltas(-36 * 365 * DAY, 36 * 365 * DAY).map(lambda away: NOON + away)


@given(
    st.builds(Caching, WORDS, WORDS, WORDS, WORDS, WORDS),
    st.lists(MOMENTS, max_size=30),
    st.builds(
        Rhythm,
        st.timedeltas(AT_ONCE, timedelta(days=500)),
        st.frozensets(st.integers(0, 23)),
        st.frozensets(st.integers(0, 6)),
    ),
    st.integers(0, 5),
)
def test_whatever_is_heard_a_source_is_asked_again_within_the_bounds(caching, published, rhythm, new):
    heard = Heard(caching, rhythm, tuple(published), new)
    pace = visited(Pace(changed=NOON - DAY), heard)
    assert pace.next_visit >= NOON + BOUNDS.every
    assert pace.next_visit <= NOON + max(MAX_FRESH, BOUNDS.longest * 1.1) + 7 * DAY
    assert pace == visited(Pace(changed=NOON - DAY), heard)
    refused = after_refusal(pace, 503, caching, NOON)
    assert refused.next_visit <= max(pace.next_visit, NOON + MAX_HOLD)

"""Editions by frequency, readers' own hours, and pauses: who gets what, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from making import NOON, a_newsletter
from world import Town

from digest.jobs.deliver import deliver
from digest.jobs.drawing import MAX_WINDOW, OVERLAP
from digest.jobs.press import draft, plan_now, press_planned
from digest.model import Cap, Choice, Frequency, Visitor
from digest.ports import Asked, Terms

WHOLE = a_newsletter(frequencies=(Frequency.EACH, Frequency.WEEKLY))
WEEKLY = replace(WHOLE, id="morning.weekly", edition_of="morning", frequency=Frequency.WEEKLY, lookback_hours=168)


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "digest.db"), WHOLE, WEEKLY)
    yield town
    town.close()


def join(town, name, frequency=Frequency.EACH, zone="", hour=None):
    """Sign up and confirm; return the reader's handle."""
    signups, now = town.database.signups, town.clock.now()
    terms = Terms(Visitor(), (Cap(name, 9, timedelta(days=1)),), now, now + timedelta(days=1))
    signups.ask(Asked(f"{name}@quay.example", (Choice("morning", frequency),), "", zone, hour), terms)
    [letter] = town.database.letters.claim(9, "tests", now, now + timedelta(days=999))
    reader = signups.confirm(str(letter.order.data["request"]), Visitor(), now).reader
    town.database.letters.claim(9, "tests", now, now + timedelta(days=999))
    return reader


def press(town, newsletter=WHOLE):
    town.plan.newsletters[newsletter.id] = newsletter
    plan_now(newsletter, town.database.ledger, town.clock.now())
    return press_planned(town.room)[0]


def sent(town):
    """Deliver what is due; return who got something, by name."""
    before = len(town.relay.taken)
    deliver(town.office())
    return sorted(message.recipient.partition("@")[0] for message in town.relay.taken[before:])


def test_each_issue_goes_to_those_who_want_each_and_the_weeks_edition_to_the_rest(town):
    join(town, "ida")
    join(town, "olaf", Frequency.WEEKLY)
    town.publish(1, 2)
    assert [town.database.register.audience(each, town.clock.now()) for each in (WHOLE, WEEKLY)] == [1, 1]
    assert press(town).readers == 1
    assert sent(town) == ["ida"]
    town.clock.forward(days=5)
    town.publish(3)
    weekly = press(town, WEEKLY)
    assert (weekly.newsletter, weekly.stories, weekly.readers) == ("morning.weekly", 3, 1)
    assert sent(town) == ["olaf"]


def test_an_edition_has_numbers_and_a_memory_of_its_own(town):
    join(town, "olaf", Frequency.WEEKLY)
    town.publish(1)
    press(town)
    press(town, WEEKLY)
    assert [(row.newsletter, row.number) for row in town.database.ledger.issues(9)] == [
        ("morning.weekly", 1),
        ("morning", 1),
    ]


def test_who_wants_an_edition_that_is_no_more_gets_each_issue(town):
    join(town, "olaf", Frequency.WEEKLY)
    town.publish(1)
    assert press(town, a_newsletter()).readers == 1


def test_a_weeks_edition_reaches_back_over_all_of_the_week(town):
    town.publish(1)
    join(town, "olaf", Frequency.WEEKLY)
    press(town, WEEKLY)
    town.clock.forward(days=7, minutes=3)
    assert draft(WEEKLY, town.room).edition.since == NOON - OVERLAP
    town.clock.forward(days=30)
    assert draft(WEEKLY, town.room).edition.since == town.clock.now() - MAX_WINDOW - timedelta(days=1)


def test_who_left_after_the_press_gets_no_edition(town):
    reader = join(town, "olaf", Frequency.WEEKLY)
    town.publish(1)
    press(town, WEEKLY)
    town.database.signups.leave(reader, "morning", town.clock.now())
    assert sent(town) == []


def test_a_reader_gets_the_issue_at_their_own_hour_and_the_others_at_once(town):
    own = replace(WHOLE, own_hour=True)
    join(town, "ida")
    join(town, "olaf", zone="Europe/Kyiv", hour=18)
    join(town, "mara", zone="America/New_York", hour=9)
    join(town, "nils", zone="Europe/Kyiv", hour=7)
    town.publish(1)
    assert press(town, own).readers == 4
    assert sent(town) == ["ida", "nils"]
    town.clock.time = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)  # 9:00 in New York
    assert sent(town) == ["mara"]
    town.clock.time = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)  # 18:00 in Kyiv
    assert sent(town) == ["olaf"]


def test_an_hour_counts_only_where_the_newsletter_offers_it(town):
    join(town, "olaf", zone="Europe/Kyiv", hour=18)
    town.publish(1)
    press(town)
    assert sent(town) == ["olaf"]


def test_an_hour_offered_to_readers_who_name_none_changes_nothing(town):
    join(town, "ida")
    town.publish(1)
    press(town, replace(WHOLE, own_hour=True))
    assert sent(town) == ["ida"]


def test_a_paused_reader_gets_nothing_until_the_day_and_then_goes_on(town):
    reader = join(town, "olaf")
    join(town, "ida")
    town.database.signups.pause(reader, NOON + timedelta(days=7))
    town.publish(1)
    assert press(town).readers == 1
    assert sent(town) == ["ida"]
    town.clock.forward(days=7)
    town.publish(2)
    assert press(town).readers == 2
    assert sent(town) == ["ida", "olaf"]
    assert sent(town) == []


def test_who_pauses_after_the_press_does_not_get_what_waits(town):
    reader = join(town, "olaf", zone="Europe/Kyiv", hour=18)
    town.publish(1)
    press(town, replace(WHOLE, own_hour=True))
    town.database.signups.pause(reader, NOON + timedelta(days=7))
    town.clock.forward(hours=5)
    assert sent(town) == []

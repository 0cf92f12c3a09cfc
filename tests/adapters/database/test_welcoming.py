"""What welcomes a reader, over both databases: the newest issue as a delivery like any other, once, or a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON
from sqlalchemy import update

from digest.adapters.database.schema import issues
from digest.model import Cap, Choice, DeliveryState, Frequency, Outcome, Receipt, Settlement, Visitor, Welcome
from digest.ports import Asked, Terms

DAY = timedelta(days=1)
IDA = "ida@reader.example"
TERMS = Terms(Visitor("192.0.2.7"), (Cap("all", 9, DAY),), NOON, NOON + DAY)


def confirmed(database, *choices, welcome=Welcome.ISSUE, now=NOON):
    """Ask and confirm; return the newsletters that the letter of welcome names, None where there is none."""
    database.signups.ask(Asked(IDA, choices or (Choice("morning"),)), replace(TERMS, now=now, expires=now + DAY))
    (asked,) = (each for each in letters(database, now) if each.kind == "confirm")
    database.signups.confirm(asked.data["request"], TERMS.visitor, now, welcome=welcome)
    return next((each.data["newsletters"] for each in letters(database, now) if each.kind == "welcome"), None)


def letters(database, now):
    claimed = database.letters.claim(100, "test", now, now + DAY)
    database.letters.settle(
        "test", [Settlement(each.key, DeliveryState.SENT, Receipt(Outcome.ACCEPTED)) for each in claimed]
    )
    return [each.order for each in claimed]


def sent(database, now=NOON):
    """Send what is due; return (issue, address, whether it greets) of each."""
    claimed = database.ledger.claim(100, "test", now, now + DAY)
    accepted = [Settlement(each.key, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250)) for each in claimed]
    database.ledger.settle("test", accepted)
    return [(each.issue_key, each.subscriber.email, each.subscriber.newcomer) for each in claimed]


def pressed(newsroom, label="2026-03-02T07:00", *, newsletter="morning", due=NOON):
    planned = newsroom.plan(label, due=due, newsletter=newsletter)
    newsroom.press(planned, now=due)
    return planned.key


def test_a_new_reader_gets_the_newest_issue_once_and_no_letter_beside_it(database, newsroom):
    pressed(newsroom, "2026-03-01T07:00", due=NOON - DAY)
    newest = pressed(newsroom)
    assert confirmed(database) is None
    assert sent(database) == [(newest, IDA, True)]
    assert sent(database, NOON + DAY * 2) == []


def test_the_next_issue_comes_as_to_everybody(database, newsroom):
    first = pressed(newsroom)
    confirmed(database)
    second = pressed(newsroom, "2026-03-03T07:00", due=NOON + DAY)
    assert sorted(sent(database, NOON + DAY)) == sorted([(first, IDA, True), (second, IDA, False)])


def test_who_had_the_issue_before_is_not_sent_it_again(database, newsroom):
    newsroom.enrol("ida")
    newest = pressed(newsroom)
    assert sent(database) == [(newest, IDA, False)]
    database.register.remove(IDA, "morning", NOON)
    assert confirmed(database) == ["morning"]
    assert sent(database) == []


def test_a_newsletter_without_an_issue_to_show_is_named_in_a_letter(database, newsroom):
    newest = pressed(newsroom)
    private = pressed(newsroom, newsletter="letters")
    with database.engine.begin() as connection:
        connection.execute(update(issues).where(issues.c.id == private).values(private=True))
    pressed(newsroom, newsletter="old", due=NOON - 40 * DAY)
    assert confirmed(database, *map(Choice, ("letters", "morning", "none-yet", "old"))) == [
        "letters",
        "none-yet",
        "old",
    ]
    assert sent(database) == [(newest, IDA, True)]


def test_an_edition_welcomes_who_chose_it(database, newsroom):
    pressed(newsroom)
    weekly = pressed(newsroom, newsletter="morning.weekly")
    assert confirmed(database, Choice("morning", Frequency.WEEKLY)) is None
    assert sent(database) == [(weekly, IDA, True)]


def test_the_welcome_goes_before_the_many_of_the_issue_that_is_going_out(database, newsroom):
    newsroom.enrol("ada", "bea")
    late = NOON + timedelta(minutes=1)
    newsroom.press(newsroom.plan(due=NOON), now=late)
    confirmed(database, now=late)
    (first,) = database.ledger.claim(1, "test", late, late + DAY)
    assert (first.subscriber.email, first.subscriber.newcomer) == (IDA, True)


def test_who_pauses_gets_the_letter(database, newsroom):
    newsroom.enrol("ida", newsletter="tide")
    (reader,) = database.register.readers("")
    database.signups.pause(reader.id, NOON + DAY)
    pressed(newsroom)
    assert confirmed(database) == ["morning"]
    assert sent(database) == []


@pytest.mark.parametrize(("welcome", "named"), [(Welcome.NONE, None), (Welcome.PLAIN, ["morning"])])
def test_no_issue_comes_where_none_is_wished_for(database, newsroom, welcome, named):
    pressed(newsroom)
    assert confirmed(database, welcome=welcome) == named
    assert sent(database) == []


def test_who_leaves_before_it_goes_gets_no_welcome(database, newsroom):
    pressed(newsroom)
    confirmed(database)
    database.register.remove(IDA, "", NOON)
    assert sent(database) == []

"""The port `Register`, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from digest.adapters.database.readers import ADDRESS_LENGTH, same_address, tidy_address
from digest.adapters.database.register import BATCH
from digest.adapters.database.schema import subscribers, subscriptions
from digest.model import Subscriber
from digest.ports import Enrolment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def addresses(database, newsletter=""):
    return [reader.email for reader in database.register.readers(newsletter)]


def test_an_enrolled_reader_comes_back_with_choices_and_newsletters(database):
    enrolment = Enrolment("Olena@Reader.Example", ("weekly", "morning"), "uk", "Europe/Kyiv", "form 2026-03-02")
    assert database.register.enrol([enrolment], NOON) == (1, 2)
    (reader,) = database.register.readers("morning")
    assert reader == Subscriber(reader.id, "Olena@reader.example", "uk", "Europe/Kyiv", ("morning", "weekly"))
    with database.engine.connect() as connection:
        rows = connection.execute(select(subscriptions).order_by(subscriptions.c.newsletter)).all()
    assert rows == [(name, 1, "subscribed", "form 2026-03-02", NOON, None, "each") for name in ("morning", "weekly")]


def test_the_name_that_links_carry_is_128_random_bits(database):
    database.register.enrol([Enrolment(f"r{n}@reader.example", ("morning",)) for n in range(400)], NOON)
    ids = {reader.id for reader in database.register.readers("morning")}
    assert len(ids) == 400
    assert all(len(bytes.fromhex(one)) == 16 for one in ids)
    assert len({byte for one in ids for byte in bytes.fromhex(one)}) == 256


def test_the_same_address_in_another_case_is_the_same_reader(database):
    database.register.enrol([Enrolment("Olena@reader.example", ("morning",), "uk")], NOON)
    again = [Enrolment("olena@READER.example", ("morning",), "en"), Enrolment(" OLENA@reader.example\n", ("weekly",))]
    assert database.register.enrol(again, LATER) == (0, 1)
    (reader,) = database.register.readers("")
    assert reader == Subscriber(reader.id, "Olena@reader.example", "uk", "", ("morning", "weekly"))


def test_an_address_twice_in_one_list_is_one_reader_and_the_first_mention_counts(database):
    twice = [
        Enrolment("ivan@reader.example", ("morning",), consent="first"),
        Enrolment("Ivan@reader.example", ("morning", "weekly"), consent="second"),
    ]
    assert database.register.enrol(twice, NOON) == (1, 2)
    with database.engine.connect() as connection:
        assert connection.scalars(select(subscriptions.c.consent).order_by(subscriptions.c.newsletter)).all() == [
            "first",
            "second",
        ]
    assert addresses(database) == ["ivan@reader.example"]


def test_enrolling_again_adds_nothing(database):
    enrolments = [Enrolment(f"r{n}@reader.example", ("morning",)) for n in range(3)]
    assert database.register.enrol(enrolments, NOON) == (3, 3)
    assert database.register.enrol(enrolments, LATER) == (0, 0)


def test_who_left_a_newsletter_is_not_added_to_it_again_but_may_join_another(database, newsroom):
    newsroom.enrol("olena", "ivan")
    assert database.register.remove("OLENA@reader.example", "morning", LATER) is True
    assert database.register.enrol([Enrolment("olena@reader.example", ("morning", "weekly"))], LATER) == (0, 1)
    assert addresses(database, "morning") == ["ivan@reader.example"]
    assert addresses(database, "weekly") == ["olena@reader.example"]


def test_who_left_everything_is_not_added_to_anything_again(database, newsroom):
    newsroom.enrol("olena")
    newsroom.enrol("olena", newsletter="weekly")
    assert database.register.remove("olena@reader.example", "", LATER) is True
    assert database.register.enrol([Enrolment("olena@reader.example", ("morning", "weekly", "sport"))], LATER) == (0, 0)
    assert addresses(database) == []
    with database.engine.connect() as connection:
        assert set(connection.execute(select(subscriptions.c.state, subscriptions.c.ended))) == {("left", LATER)}


def test_removing_who_is_not_there_says_so(database, newsroom):
    newsroom.enrol("olena")
    remove = database.register.remove
    assert remove("nobody@reader.example", "", NOON) is False
    assert remove("olena@reader.example", "weekly", NOON) is False
    assert remove("olena@reader.example", "morning", NOON) is True
    assert remove("olena@reader.example", "morning", LATER) is False


def test_who_is_on_nothing_and_leaves_for_good_stays_away(database):
    assert database.register.enrol([Enrolment("olena@reader.example", ())], NOON) == (1, 0)
    assert database.register.remove("olena@reader.example", "", NOON) is False
    assert database.register.enrol([Enrolment("olena@reader.example", ("morning",))], LATER) == (0, 0)


def test_readers_come_in_the_order_of_their_addresses_over_many_pages(database):
    names = [f"{letter}{number:04}" for number in range(BATCH) for letter in "zaб"]
    database.register.enrol([Enrolment(f"{name}@reader.example", ("morning",)) for name in names], NOON)
    database.register.enrol([Enrolment("only@weekly.example", ("weekly",))], NOON)
    assert addresses(database, "morning") == [f"{name}@reader.example" for name in sorted(names)]
    assert len(addresses(database)) == 3 * BATCH + 1


def test_a_reader_may_leave_while_the_readers_are_being_read(database, newsroom):
    newsroom.enrol(*(f"r{number:04}" for number in range(BATCH + 1)))
    readers = database.register.readers("morning")
    next(readers)
    database.register.remove(f"r{BATCH:04}@reader.example", "morning", LATER)
    assert sum(1 for _ in readers) == BATCH - 1


@pytest.mark.parametrize(
    "odd",
    ["", "   ", "a\x00b@reader.example", "\ud800@reader.example", "a\nb@reader.example", "x" * 400 + "@y.example"],
)
def test_an_address_that_none_can_be_is_left_out_and_the_others_are_enrolled(database, odd):
    good = Enrolment("olena@reader.example", ("morning",))
    assert database.register.enrol([Enrolment(odd, ("morning",)), good], NOON) == (1, 1)
    assert database.register.enrol([Enrolment(odd, ("morning",))], NOON) == (0, 0)
    assert database.register.remove(odd, "", NOON) is False
    assert addresses(database) == ["olena@reader.example"]


@pytest.mark.parametrize(
    "odd", ["no-at-sign", "@", "a@b@c", '"quoted local"@reader.example', "straße@пошта.укр", "İ@İ"]
)
def test_an_odd_address_is_kept_as_given_and_found_again(database, odd):
    assert database.register.enrol([Enrolment(odd, ("morning",))], NOON) == (1, 1)
    assert addresses(database) == [tidy_address(odd)]
    assert database.register.remove(odd, "morning", NOON) is True


def test_choices_with_control_characters_are_cleaned(database):
    database.register.enrol([Enrolment("o@reader.example", ("morning",), "u\x00k", "\ud800", "\x00")], NOON)
    (reader,) = database.register.readers("")
    assert (reader.language, reader.zone) == ("uk", "")


def test_a_list_that_breaks_off_leaves_the_batches_before_and_may_be_enrolled_again(database):
    def broken():
        yield from (Enrolment(f"r{number}@reader.example", ("morning",)) for number in range(BATCH + 1))
        raise OSError("the file ended")

    with pytest.raises(OSError, match="the file ended"):
        database.register.enrol(broken(), NOON)
    assert len(addresses(database)) == BATCH
    whole = (Enrolment(f"r{number}@reader.example", ("morning",)) for number in range(BATCH + 1))
    assert database.register.enrol(whole, NOON) == (1, 1)


def test_two_who_enrol_the_same_list_at_once_count_each_reader_once(database):
    barrier = Barrier(2)
    names = [f"r{number}" for number in range(BATCH)]

    def enrol(order, newsletter):
        barrier.wait()
        return database.register.enrol([Enrolment(f"{name}@reader.example", (newsletter,)) for name in order], NOON)

    for newsletter, new in [("morning", len(names)), *((f"weekly {turn}", 0) for turn in range(4))]:
        with ThreadPoolExecutor() as pool:
            counts = list(pool.map(enrol, [names, names[::-1]], [newsletter] * 2))
        assert [sum(column) for column in zip(*counts, strict=True)] == [new, len(names)]
    with database.engine.connect() as connection:
        assert len(set(connection.scalars(select(subscribers.c.email_norm)))) == BATCH


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_is_being_enrolled_cannot_leave_for_good_in_between_and_keep_a_subscription(database, newsroom, impatient):
    newsroom.enrol("olena")
    overtaken = impatient("SELECT subscribers.email_norm", database.register.remove, "olena@reader.example", "", LATER)
    newsroom.enrol("olena", newsletter="weekly")
    assert overtaken == ["LockNotAvailable"]


@given(st.text())
def test_a_tidied_address_stays_as_it_is_and_is_never_too_long(email):
    tidy = tidy_address(email)
    assert len(tidy) <= 2 * ADDRESS_LENGTH
    assert same_address(tidy) == same_address(email)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(emails=st.lists(st.text(), max_size=5))
def test_any_text_may_be_enrolled_and_removed(database, emails):
    database.register.enrol([Enrolment(email, ("morning",)) for email in emails], NOON)
    for email in emails:
        database.register.remove(email, "", NOON)
    assert addresses(database) == []

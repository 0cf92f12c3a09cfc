"""Sign-ups and letters over both databases: counted once, confirmed once, leased to one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON
from sqlalchemy import event

from digest.errors import ConsentError
from digest.model import (
    Cap,
    Changes,
    Choice,
    DeliveryState,
    Frequency,
    LetterOrder,
    Outcome,
    Receipt,
    Settlement,
    Visitor,
)
from digest.ports import Asked, Became, Enrolment, Terms

DAY = timedelta(days=1)
IDA = Asked("ida@lantern.example", (Choice("morning"), Choice("evening", Frequency.WEEKLY)), "uk", "Europe/Kyiv", 8)
TERMS = Terms(
    Visitor("192.0.2.7", "Lantern Browser"), (Cap("address ida", 2, DAY), Cap("all", 5, DAY)), NOON, NOON + DAY
)


def claimed(database, owner="one", most=100, now=NOON):
    return database.letters.claim(most, owner, now, now + timedelta(minutes=15))


def joined(database, asked=IDA):
    """Ask, confirm, and return the reader's handle."""
    database.signups.ask(asked, TERMS)
    [*_, letter] = [letter for letter in claimed(database) if "request" in letter.order.data]
    return database.signups.confirm(str(letter.order.data["request"]), TERMS.visitor, NOON).reader


def test_a_request_is_confirmed_and_read_back_whole(database):
    reader = joined(database)
    known = database.signups.preferences(reader)
    assert (known.email, known.language, known.zone, known.hour) == ("ida@lantern.example", "uk", "Europe/Kyiv", 8)
    assert known.choices == (Choice("evening", Frequency.WEEKLY), Choice("morning"))


def test_of_two_who_confirm_one_request_at_once_one_does(database):
    database.signups.ask(IDA, TERMS)
    [letter] = claimed(database)

    def confirm(_):
        try:
            return database.signups.confirm(str(letter.order.data["request"]), TERMS.visitor, NOON).email
        except ConsentError as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(confirm, range(4))) == ["ida@lantern.example", "used", "used", "used"]


def test_caps_hold_when_many_ask_at_once(database):
    askers = [replace(IDA, email=f"{number}@lantern.example") for number in range(12)]
    terms = [replace(TERMS, caps=(Cap(f"address {number}", 1, DAY), TERMS.caps[1])) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        became = list(pool.map(database.signups.ask, askers, terms))
    assert sorted(became) == [Became.ASKED] * 5 + [Became.CAPPED] * 7
    assert len(claimed(database)) == 5


def test_a_span_begins_with_its_first_letter_and_what_was_refused_is_not_counted(database):
    became = []
    for hours in (0, 1, 2, 23, 24, 25, 26):
        now = NOON + timedelta(hours=hours)
        became.append(database.signups.ask(IDA, replace(TERMS, now=now)))
    asked, capped = Became.ASKED, Became.CAPPED
    assert became == [asked, asked, capped, capped, asked, asked, capped]


def test_who_is_not_welcome_leaves_no_row(database):
    assert database.signups.ask(replace(IDA, welcome=False), TERMS) is Became.UNWELCOME
    database.signups.suppress("olaf@lantern.example", "told by telephone", NOON)
    assert database.signups.ask(replace(IDA, email="Olaf@lantern.example"), TERMS) is Became.SUPPRESSED
    assert claimed(database) == []
    assert database.signups.purge(NOON + 2 * DAY, NOON)["requests"] == 0


def test_the_same_statements_are_run_whoever_asks(database):

    run = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: run.append(call[2].split("(")[0]))
    joined(database)
    database.signups.suppress("gone@lantern.example", "told", NOON)
    database.signups.suppress("forgotten@lantern.example", "erased", NOON)
    wide = replace(TERMS, caps=(Cap("address", 1, DAY), Cap("all", 99, DAY)))
    tried = []
    for email, welcome in [("new@a.example", True), ("new@a.example", True), ("ida@lantern.example", True),
                           ("gone@lantern.example", True), ("forgotten@lantern.example", True),
                           ("bot@a.example", False)]:  # fmt: skip
        caps = (Cap(f"address {len(tried) // 2}", 1, DAY), wide.caps[1])
        run.clear()
        database.signups.ask(replace(IDA, email=email, welcome=welcome), replace(wide, caps=caps))
        tried.append([statement for statement in run if "SAVEPOINT" not in statement])
    assert all(statements == tried[0] for statements in tried)
    run.clear()
    database.signups.ask_leave("ida@lantern.example", "", replace(wide, caps=(Cap("a", 9, DAY),)))
    known = [statement for statement in run if "SAVEPOINT" not in statement]
    run.clear()
    database.signups.ask_leave("nobody@a.example", "", replace(wide, caps=(Cap("b", 9, DAY),)))
    assert [statement for statement in run if "SAVEPOINT" not in statement] == known


def test_the_way_out_is_sent_to_readers_only(database):
    reader = joined(database)
    assert database.signups.ask_leave("IDA@lantern.example", "uk", replace(TERMS, caps=TERMS.caps[1:])) is Became.ASKED
    assert (
        database.signups.ask_leave("nobody@lantern.example", "uk", replace(TERMS, caps=TERMS.caps[1:])) is Became.KNOWN
    )
    [letter] = [each for each in claimed(database, "two") if each.order.kind == "leave"]
    assert (letter.order.recipient, letter.order.data) == ("IDA@lantern.example", {"reader": reader})


def test_a_reader_changes_pauses_and_leaves(database):
    reader = joined(database)
    database.signups.change(reader, Changes((Choice("evening"),), "de"), TERMS.visitor, NOON)
    assert database.signups.preferences(reader).choices == (Choice("evening"),)
    database.signups.pause(reader, NOON + DAY)
    assert database.signups.preferences(reader).paused_until == NOON + DAY
    assert database.signups.leave(reader, "", NOON) == ("evening",)
    assert database.signups.leave(reader, "", NOON) == ()
    data = database.signups.personal_data(reader)
    assert [request["kind"] for request in data["requests"]] == ["join", "change"]


def test_a_forgotten_reader_is_nobody(database):
    reader = joined(database)
    database.signups.erase(reader, NOON)
    with pytest.raises(ConsentError):
        database.signups.preferences(reader)
    assert database.signups.is_suppressed("Ida@lantern.example")
    assert database.register.enrol([Enrolment("ida@lantern.example", ("morning",))], NOON) == (0, 0)
    assert database.letters.tally() == {}


def test_a_suppressed_reader_gets_nothing_any_more(database):
    reader = joined(database)
    database.signups.suppress("ida@lantern.example", "the mailbox is gone", NOON)
    assert database.signups.preferences(reader).choices == ()
    assert database.register.enrol([Enrolment("ida@lantern.example", ("morning",))], NOON) == (0, 0)


def test_only_letters_that_ask_go_to_who_was_taken_off_by_their_own_hand(database):
    database.signups.suppress("ida@lantern.example", "erased", NOON)
    for kind in ("confirm", "move", "welcome", "report"):
        database.letters.queue(LetterOrder(kind, kind, "Ida@lantern.example", "", {}), NOON)
    assert [each.order.kind for each in claimed(database)] == ["confirm", "move"]
    database.signups.suppress("ida@lantern.example", "complaint", NOON)
    database.letters.queue(LetterOrder("again", "confirm", "ida@lantern.example", "", {}), NOON)
    assert claimed(database, "two") == []


ORDER = LetterOrder(
    "report morning@2026-03-02", "report", "desk@lantern.example", "en", {"stories": 12, "lines": ["a", "b"]}
)


def test_a_letter_of_a_name_is_queued_once_and_read_back_whole(database):
    assert database.letters.queue(ORDER, NOON)
    assert not database.letters.queue(replace(ORDER, recipient="other@lantern.example"), NOON)
    [letter] = claimed(database)
    assert (letter.order, letter.created, letter.attempts) == (ORDER, NOON, 0)
    assert claimed(database, "two") == []
    assert database.letters.tally() == {"leased": 1}


def test_a_lease_that_ran_out_is_taken_over_under_the_same_handle(database):
    database.letters.queue(ORDER, NOON)
    [first] = claimed(database)
    [second] = claimed(database, "two", now=NOON + timedelta(minutes=15))
    assert (second.handle, second.attempts) == (first.handle, 1)
    database.letters.settle("one", [Settlement(first.key, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250))])
    assert database.letters.tally() == {"leased": 1}
    database.letters.settle("two", [Settlement(second.key, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250))])
    assert database.letters.tally() == {"sent": 1}
    database.letters.settle("two", [])


def test_what_is_released_waits_as_before(database):
    database.letters.queue(ORDER, NOON)
    claimed(database)
    database.letters.release("one")
    [letter] = claimed(database, "two")
    assert letter.attempts == 0


def test_a_letter_whose_address_was_suppressed_is_not_sent_and_the_next_is(database):
    database.letters.queue(ORDER, NOON)
    database.letters.queue(replace(ORDER, name="other", recipient="other@lantern.example"), NOON)
    database.signups.suppress("desk@lantern.example", "told", NOON)
    [letter] = claimed(database, most=1)
    assert letter.order.name == "other"
    assert database.letters.tally() == {"leased": 1, "suppressed": 1}


def test_each_reader_is_due_at_their_own_hour_on_both_databases(newsroom):
    database = newsroom.database
    for number, (zone, hour) in enumerate(
        [("", None), ("Europe/Kyiv", 8), ("Europe/Kyiv", 9), ("Asia/Tokyo", 8), ("", 8)]
    ):
        asked = replace(IDA, email=f"{number}@lantern.example", choices=(Choice("morning"),), zone=zone, hour=hour)
        database.signups.ask(asked, replace(TERMS, caps=(Cap(f"{number}", 1, DAY),)))
        [letter] = [each for each in claimed(database) if "request" in each.order.data]
        database.signups.confirm(str(letter.order.data["request"]), TERMS.visitor, NOON)
        claimed(database)
    planned = newsroom.plan()
    issue, proof = newsroom.issue(planned)
    named = []

    def own_hour(zone, hour):
        named.append((zone, hour))
        return NOON + timedelta(hours=hour, minutes=len(zone))

    queued = database.ledger.press(planned, issue, proof, window_end=NOON, now=NOON, own_hour=own_hour)
    assert (queued, sorted(named)) == (5, [("", 8), ("Asia/Tokyo", 8), ("Europe/Kyiv", 8), ("Europe/Kyiv", 9)])
    due = []
    for minutes in (0, 8 * 60, 8 * 60 + 10, 8 * 60 + 11, 9 * 60 + 11):
        now = NOON + timedelta(minutes=minutes)
        taken = database.ledger.claim(9, "one", now, NOON + timedelta(days=9))
        due.append(sorted(delivery.subscriber.email[0] for delivery in taken))
    assert due == [["0"], ["4"], ["3"], ["1"], ["2"]]

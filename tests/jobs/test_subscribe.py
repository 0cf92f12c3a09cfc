"""Subscribe: a form is taken, confirmed by its letter, and changed, paused, left and forgotten by the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOON

from digest.errors import ConsentError
from digest.jobs.subscribe import (
    Heard,
    Heeded,
    SignUpDesk,
    change,
    change_address,
    confirm,
    erase,
    form_stamp,
    keep_wording,
    leave,
    leave_by_address,
    leave_by_mail,
    pause,
    personal_data,
    purge,
    read_preferences,
    sign_up,
)
from digest.jobs.subscribe.leaving import named_newsletter
from digest.model import (
    Changes,
    Choice,
    Confirmed,
    Door,
    FieldFault,
    FormFault,
    Frequency,
    Left,
    Preferences,
    SignUpForm,
    Visitor,
)
from digest.signup import Keys, Purpose, Ticket, issue_token

VISITOR = Visitor("192.0.2.7", "Lantern Browser 1.0", Door.PAGE)
IDA = SignUpForm(
    "ida@lantern.example", (Choice("morning"), Choice("evening", Frequency.WEEKLY)), "uk", "Europe/Kyiv", 8
)


@pytest.fixture
def desk(town):
    offer = {"morning": (Frequency.EACH,), "evening": (Frequency.EACH, Frequency.WEEKLY)}
    return SignUpDesk(town.database.signups, town.clock, Keys((b"k" * 32,)), offer)


def letters(town):
    """Take the letters that are due, as (kind, recipient, language, data), and let them count as sent for good."""
    taken = town.database.letters.claim(100, "tests", town.clock.now(), town.clock.now() + timedelta(days=999))
    return [(one.order.kind, one.order.recipient, one.order.language, dict(one.order.data)) for one in taken]


def token_of(desk, data):
    return issue_token(desk.keys, Purpose.CONFIRM, Ticket(data["request"]), desk.clock.now() + desk.rules.expires)


def a_reader(town, desk, form=IDA):
    """Sign up and confirm; return the token of the reader's preferences."""
    assert sign_up(form, VISITOR, desk) == ()
    *_, (_, _, _, data) = letters(town)
    confirmed = confirm(token_of(desk, data), VISITOR, desk)
    letters(town)
    return confirmed.token


def test_a_form_gets_one_letter_that_asks_for_all_its_newsletters(town, desk):
    assert sign_up(IDA, VISITOR, desk) == ()
    [(kind, recipient, language, data)] = letters(town)
    assert (kind, recipient, language) == ("confirm", "ida@lantern.example", "uk")
    assert data["newsletters"] == ["morning", "evening"]
    assert list(town.database.register.readers("")) == []


def test_confirming_makes_a_reader_and_welcomes_them(town, desk):
    sign_up(IDA, VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    confirmed = confirm(token_of(desk, data), VISITOR, desk)
    assert confirmed == Confirmed("ida@lantern.example", ("morning", "evening"), moved=False, token=confirmed.token)
    known = read_preferences(confirmed.token, desk)
    assert known == Preferences(
        reader=known.reader,
        email="ida@lantern.example",
        choices=(Choice("evening", Frequency.WEEKLY), Choice("morning")),
        language="uk",
        zone="Europe/Kyiv",
        hour=8,
    )
    assert letters(town) == [
        ("welcome", "ida@lantern.example", "uk", {"reader": known.reader, "newsletters": ["morning", "evening"]})
    ]


def test_a_faulty_form_is_told_and_nothing_is_written(town, desk):
    assert sign_up(replace(IDA, email="ida"), VISITOR, desk) == (FieldFault("email", FormFault.EMAIL),)
    assert letters(town) == []


def test_a_form_that_comes_back_sooner_than_a_person_can_is_told_so(town, desk):
    form = replace(IDA, stamp=form_stamp(desk))
    assert sign_up(form, VISITOR, desk) == (FieldFault("", FormFault.TOO_FAST),)
    assert letters(town) == []
    town.clock.forward(seconds=2)
    assert sign_up(form, VISITOR, desk) == ()
    assert len(letters(town)) == 1


class ToldNames:
    """Knows of domains whether they take mail."""

    def takes_mail(self, domain):
        return {"lantern.example": True, "quay.example": False}.get(domain)


@pytest.mark.parametrize(
    ("domain", "faults"),
    [("lantern.example", ()), ("quay.example", (FieldFault("email", FormFault.NO_MAIL),)), ("silent.example", ())],
)
def test_a_domain_that_takes_no_mail_is_told_and_one_that_is_silent_is_tried(town, desk, domain, faults):
    asking = replace(desk, names=ToldNames())
    assert sign_up(replace(IDA, email=f"ida@{domain}"), VISITOR, asking) == faults
    assert len(letters(town)) == (not faults)


def test_a_request_is_confirmed_once(town, desk):
    sign_up(IDA, VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    confirm(token_of(desk, data), VISITOR, desk)
    with pytest.raises(ConsentError, match="used"):
        confirm(token_of(desk, data), VISITOR, desk)


def test_a_request_is_confirmed_in_time_or_not_at_all(town, desk):
    sign_up(IDA, VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    token = token_of(desk, data)
    town.clock.forward(days=3)
    with pytest.raises(ConsentError, match="expired"):
        confirm(token, VISITOR, desk)
    with pytest.raises(ConsentError, match="expired"):  # its row says so, too, whatever the token says
        confirm(token_of(desk, data), VISITOR, desk)
    with pytest.raises(ConsentError, match="unknown"):
        confirm(token_of(desk, {"request": "f" * 32}), VISITOR, desk)


@pytest.mark.parametrize("who", ["new", "reader", "suppressed", "capped", "machine"])
def test_whoever_asks_gets_the_same_answer(town, desk, who):
    form = IDA
    if who == "reader":
        a_reader(town, desk)
        town.clock.forward(days=8)
    if who == "suppressed":
        town.database.signups.suppress(IDA.email, "asked for by letter", NOON)
    if who == "capped":
        sign_up(IDA, VISITOR, desk)
        letters(town)
    if who == "machine":
        form = replace(IDA, trap="cheap pills")
    assert sign_up(form, VISITOR, desk) == ()
    kinds = {"new": ["confirm"], "reader": ["known"]}.get(who, [])
    assert [kind for kind, *_ in letters(town)] == kinds


def test_an_address_gets_one_letter_a_day_and_three_a_week(town, desk):
    sent = []
    for _ in range(14):
        sign_up(IDA, VISITOR, desk)
        sent.append(len(letters(town)))
        town.clock.forward(hours=12)
    assert sent == [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    sign_up(IDA, VISITOR, desk)
    assert len(letters(town)) == 1


def test_one_sender_cannot_flood_a_town(town, desk):
    for number in range(40):
        sign_up(replace(IDA, email=f"reader-{number}@lantern.example"), VISITOR, desk)
    assert len(letters(town)) == 10
    sign_up(replace(IDA, email="somebody@lantern.example"), replace(VISITOR, address="192.0.2.8"), desk)
    assert len(letters(town)) == 1


def test_a_reader_asks_for_more_by_signing_up_again(town, desk):
    token = a_reader(town, desk, replace(IDA, choices=(Choice("morning"),)))
    town.clock.forward(days=8)
    a_reader(town, desk, replace(IDA, choices=(Choice("evening"),)))
    assert read_preferences(token, desk).choices == (Choice("evening"), Choice("morning"))


def test_who_left_for_good_may_come_back_by_their_own_hand(town, desk):
    token = a_reader(town, desk)
    leave(token, "", desk)
    assert read_preferences(token, desk).choices == ()
    town.clock.forward(days=8)
    a_reader(town, desk, replace(IDA, choices=(Choice("morning"),)))
    assert read_preferences(token, desk).choices == (Choice("morning"),)
    assert [reader.email for reader in town.database.register.readers("morning")] == ["ida@lantern.example"]


def test_a_reader_changes_what_comes_and_how_often(town, desk):
    token = a_reader(town, desk)
    changes = Changes((Choice("evening", Frequency.EACH),), "de", "Europe/Berlin", 20)
    assert change(token, changes, VISITOR, desk) == ()
    known = read_preferences(token, desk)
    assert (known.choices, known.language, known.zone, known.hour) == (changes.choices, "de", "Europe/Berlin", 20)
    assert change(token, Changes((Choice("nightly"),)), VISITOR, desk) == (FieldFault("choices", FormFault.UNKNOWN),)
    assert read_preferences(token, desk) == known
    assert change(token, Changes(()), VISITOR, desk) == ()
    assert read_preferences(token, desk).choices == ()


def test_a_new_address_counts_when_it_is_confirmed_and_the_old_one_is_told(town, desk):
    token = a_reader(town, desk)
    assert change_address(token, "ida@quay.example", VISITOR, desk) == ()
    known = read_preferences(token, desk)
    assert (known.email, known.pending_email) == ("ida@lantern.example", "ida@quay.example")
    [(kind, recipient, language, data)] = letters(town)
    assert (kind, recipient, language) == ("move", "ida@quay.example", "uk")
    assert confirm(token_of(desk, data), VISITOR, desk).moved
    known = read_preferences(token, desk)
    assert (known.email, known.pending_email) == ("ida@quay.example", "")
    assert letters(town) == [("moved", "ida@lantern.example", "uk", {"reader": known.reader})]


def test_a_faulty_new_address_is_told(town, desk):
    token = a_reader(town, desk)
    assert change_address(token, "ida@", VISITOR, desk) == (FieldFault("email", FormFault.EMAIL),)


def test_nobody_moves_to_an_address_that_is_anothers_and_nobody_learns_of_it(town, desk):
    a_reader(town, desk, replace(IDA, email="olaf@quay.example"))
    token = a_reader(town, desk)
    town.clock.forward(days=8)
    assert change_address(token, "olaf@quay.example", VISITOR, desk) == ()
    [(kind, recipient, _, _)] = letters(town)
    assert (kind, recipient) == ("known", "olaf@quay.example")


def test_of_two_who_want_one_address_the_first_to_confirm_has_it(town, desk):
    token = a_reader(town, desk)
    change_address(token, "new@quay.example", VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    town.clock.forward(days=1)
    a_reader(town, desk, replace(IDA, email="new@quay.example"))
    with pytest.raises(ConsentError, match="taken"):
        confirm(token_of(desk, data), VISITOR, desk)
    assert read_preferences(token, desk).email == "ida@lantern.example"


def test_who_was_forgotten_meanwhile_moves_nowhere(town, desk):
    token = a_reader(town, desk)
    change_address(token, "new@quay.example", VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    erase(token, desk)
    with pytest.raises(ConsentError, match="unknown"):
        confirm(token_of(desk, data), VISITOR, desk)


def test_a_reader_pauses_until_a_day_and_goes_on(town, desk):
    token = a_reader(town, desk)
    until = NOON + timedelta(days=14)
    assert pause(token, until, desk) == ()
    assert read_preferences(token, desk).paused_until == until
    assert pause(token, None, desk) == ()
    assert read_preferences(token, desk).paused_until is None


@pytest.mark.parametrize("until", [NOON, NOON - timedelta(days=1), NOON + timedelta(days=400)])
def test_a_pause_lies_ahead_and_has_an_end_within_a_year(town, desk, until):
    token = a_reader(town, desk)
    assert pause(token, until, desk) == (FieldFault("until", FormFault.UNKNOWN),)
    assert read_preferences(token, desk).paused_until is None


def test_one_click_ends_one_newsletter_and_a_second_one_is_no_fault(town, desk):
    reader = read_preferences(a_reader(town, desk), desk).reader
    token = issue_token(desk.keys, Purpose.LEAVE, Ticket(reader, "morning"))
    assert named_newsletter(token, desk) == "morning"
    left = leave(token, "morning", desk)
    assert left == Left(("morning",), left.token)
    assert leave(token, "morning", desk) == Left((), left.token)
    assert read_preferences(left.token, desk).choices == (Choice("evening", Frequency.WEEKLY),)


def test_a_reader_gets_the_way_out_by_typing_an_address_and_a_stranger_the_same_answer(town, desk):
    token = a_reader(town, desk)
    town.clock.forward(days=1)
    assert leave_by_address("Ida@Lantern.example", VISITOR, desk, language="uk") == ()
    assert leave_by_address("nobody@lantern.example", VISITOR, desk) == ()
    assert leave_by_address("nobody", VISITOR, desk) == (FieldFault("email", FormFault.EMAIL),)
    reader = read_preferences(token, desk).reader
    assert letters(town) == [("leave", "Ida@lantern.example", "uk", {"reader": reader})]


def test_a_mail_to_the_mailbox_for_leaving_is_heeded_whoever_sent_it(town, desk):
    reader = read_preferences(a_reader(town, desk), desk).reader
    mail = f"From: x@y.example\r\nSubject: unsubscribe {reader} morning\r\n\r\n".encode()
    assert leave_by_mail(mail, desk, dry_run=True) == Heeded(Heard.LEFT, ("morning",))
    assert leave_by_mail(mail, desk) == Heeded(Heard.LEFT, ("morning",))
    assert leave_by_mail(mail, desk) == leave_by_mail(mail, desk, dry_run=True) == Heeded(Heard.LEFT_BEFORE)
    assert leave_by_mail(b"Auto-Submitted: auto-replied\r\n" + mail, desk) == Heeded(Heard.AUTOMATIC)
    for strange in (b"Subject: unsubscribe " + b"f" * 32 + b" morning\r\n\r\n", b"Subject: hello\r\n\r\n"):
        assert leave_by_mail(strange, desk) == leave_by_mail(strange, desk, dry_run=True) == Heeded(Heard.STRANGE)
    whole = f"To: leave+{reader}@lantern.example\r\n\r\n".encode()
    assert leave_by_mail(whole, desk, dry_run=True) == leave_by_mail(whole, desk) == Heeded(Heard.LEFT, ("evening",))


def test_a_reader_sees_all_that_is_held_of_them(town, desk):
    wording = keep_wording("I want these newsletters.", desk)
    assert keep_wording("I want these newsletters.", desk) == wording
    token = a_reader(town, desk, replace(IDA, wording=wording, page="https://lantern.example/letters"))
    data = personal_data(token, desk)
    assert set(data) == {"reader", "subscriptions", "requests", "wordings", "letters", "deliveries", "bounces"}
    assert data["reader"]["email"] == "ida@lantern.example"
    [request] = data["requests"]
    assert (request["asked_from"], request["asked_agent"], request["door"], request["confirmed_from"]) == (
        "192.0.2.7",
        "Lantern Browser 1.0",
        "page",
        "192.0.2.7",
    )
    assert (request["asked"], request["confirmed"]) == (NOON.isoformat(), NOON.isoformat())
    assert [each["text"] for each in data["wordings"]] == ["I want these newsletters."]
    assert {each["newsletter"]: each["frequency"] for each in data["subscriptions"]} == {
        "morning": "each",
        "evening": "weekly",
    }
    assert [each["kind"] for each in data["letters"]] == ["confirm", "welcome"]


def test_a_forgotten_reader_leaves_nothing_but_a_hash_and_never_comes_back_by_a_list(town, desk):
    token = a_reader(town, desk)
    erase(token, desk)
    with pytest.raises(ConsentError, match="unknown"):
        read_preferences(token, desk)
    town.enrol("Ida@lantern.example")
    assert list(town.database.register.readers("")) == []
    assert town.database.signups.is_suppressed("ida@LANTERN.example")
    assert not town.database.signups.is_suppressed("olaf@lantern.example")
    with town.database.engine.connect() as connection:
        dump = "\n".join(connection.connection.dbapi_connection.iterdump())
    assert "ida@" not in dump.lower()


def test_who_was_forgotten_may_come_back_by_their_own_hand_and_by_no_other(town, desk):
    erase(a_reader(town, desk), desk)
    town.clock.forward(days=8)
    assert sign_up(IDA, VISITOR, desk) == ()
    [(kind, recipient, _, data)] = letters(town)
    assert (kind, recipient) == ("confirm", "ida@lantern.example")
    assert town.database.signups.is_suppressed(IDA.email)
    token = confirm(token_of(desk, data), VISITOR, desk).token
    assert not town.database.signups.is_suppressed(IDA.email)
    assert [kind for kind, *_ in letters(town)] == ["welcome"]
    assert [reader.email for reader in town.database.register.readers("morning")] == ["ida@lantern.example"]
    erase(token, desk)
    town.enrol("ida@lantern.example")
    assert list(town.database.register.readers("")) == []


@pytest.mark.parametrize("reason", ["complaint", "bounced", "asked for by letter"])
def test_who_is_barred_for_another_reason_is_not_even_asked_and_no_request_of_theirs_lifts_it(town, desk, reason):
    erase(a_reader(town, desk), desk)
    town.clock.forward(days=8)
    sign_up(IDA, VISITOR, desk)
    [(_, _, _, data)] = letters(town)
    town.database.signups.suppress(IDA.email, reason, town.clock.now())
    confirm(token_of(desk, data), VISITOR, desk)
    assert town.database.signups.is_suppressed(IDA.email)
    assert letters(town) == []
    town.clock.forward(days=8)
    assert sign_up(IDA, VISITOR, desk) == ()
    assert letters(town) == []


def test_what_was_never_confirmed_is_cleared_away_and_the_rest_stays(town, desk):
    a_reader(town, desk)
    sign_up(replace(IDA, email="olaf@quay.example"), VISITOR, desk)
    letters(town)
    assert purge(desk) == {"requests": 0, "letters": 0, "caps": 0}
    town.clock.forward(days=10, seconds=1)
    assert purge(desk) == {"requests": 1, "letters": 0, "caps": 8}
    assert purge(desk) == {"requests": 0, "letters": 0, "caps": 0}

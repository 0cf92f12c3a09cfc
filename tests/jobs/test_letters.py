"""Letters to single people: sent before issues, once, with words in their reader's language and a link that works."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from making import NOON, a_newsletter

from digest.errors import DigestError
from digest.jobs.deliver import deliver
from digest.jobs.letters import Correspondence, LetterBox, write_letter
from digest.jobs.press import plan_now, press_planned
from digest.mailer import Letterhead
from digest.model import DeliveryState, LetterOrder, Outcome, QueuedLetter, Receipt
from digest.renderer import LetterPrinter, Templates
from digest.signup import Keys, Purpose, Ticket, read_token
from digest.wiring import template_files

KEYS = Keys((b"k" * 32,))
READER = "0123456789abcdef0123456789abcdef"
CORRESPONDENCE = Correspondence(
    keys=KEYS,
    url="https://lantern.example/letters/",
    sender="The Harbour Lantern <news@lantern.example>",
    language="en",
    titles={"morning": "The Morning Tide", "evening": "The Evening Tide"},
    expires=timedelta(days=3),
    printer=LetterPrinter(Templates(template_files()), a_newsletter().brand),
    letterhead=Letterhead(b"key"),
)
CONFIRM = LetterOrder(
    "confirm 1", "confirm", "ida@lantern.example", "en", {"request": READER, "newsletters": ["morning", "evening"]}
)


def written(order, **changes):
    letter = QueuedLetter(1, "f" * 32, order, NOON, 0)
    return message_from_bytes(write_letter(letter, replace(CORRESPONDENCE, **changes)).raw, policy=policy.default)


def part(mail, kind):
    return mail.get_body((kind,)).get_content()


def token_in(mail, page):
    [token] = set(re.findall(rf"https://lantern\.example/letters/{page}/([\w.-]+)", part(mail, "plain")))
    assert f"/{page}/{token}" in part(mail, "html")
    return token


def test_the_letter_that_asks_to_confirm_names_all_newsletters_and_has_one_button():
    mail = written(CONFIRM)
    assert mail["To"] == "ida@lantern.example"
    assert mail["From"] == "The Harbour Lantern <news@lantern.example>"
    assert mail["Subject"] == "Please confirm: The Morning Tide, The Evening Tide"
    assert mail["Message-ID"] == f"<{'f' * 32}.letter@lantern.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] is None
    token = token_in(mail, "confirm")
    assert read_token(KEYS, Purpose.CONFIRM, token, NOON + timedelta(hours=71)) == Ticket(READER)
    assert "72 hours" in part(mail, "plain")


@pytest.mark.parametrize("kind", ["known", "welcome", "moved"])
def test_letters_to_readers_lead_to_their_preferences(kind):
    mail = written(LetterOrder(kind, kind, "ida@lantern.example", "", {"reader": READER, "newsletters": ["morning"]}))
    assert read_token(KEYS, Purpose.PREFERENCES, token_in(mail, "preferences"), NOON) == Ticket(READER)


def test_the_letter_with_the_way_out_leads_off_everything():
    mail = written(LetterOrder("leave", "leave", "ida@lantern.example", "", {"reader": READER}))
    assert read_token(KEYS, Purpose.LEAVE, token_in(mail, "leave"), NOON) == Ticket(READER)


@pytest.mark.parametrize(
    ("language", "subject", "printed"),
    [
        ("uk", "Підтвердьте, будь ласка: The Morning Tide, The Evening Tide", "uk"),
        ("de-AT", "Bitte bestätigen: The Morning Tide, The Evening Tide", "de-AT"),
        ("", "Please confirm: The Morning Tide, The Evening Tide", "en"),
        ("sw", "Please confirm: The Morning Tide, The Evening Tide", "en"),
    ],
)
def test_a_letter_speaks_its_readers_language_or_english(language, subject, printed):
    mail = written(replace(CONFIRM, language=language))
    assert (mail["Subject"], mail["Content-Language"]) == (subject, printed)
    assert f'lang="{printed}"' in part(mail, "html")


def test_a_letter_is_the_same_bytes_however_often():
    letter = QueuedLetter(1, "f" * 32, CONFIRM, NOON, 0)
    assert write_letter(letter, CORRESPONDENCE) == write_letter(replace(letter, attempts=3), CORRESPONDENCE)


def test_a_letter_may_bring_its_own_words():
    data = {"subject": "No. 7 went out", "lines": ["12 stories ran.", "1 source {is} down."]}
    mail = written(LetterOrder("report 7", "report", "desk@lantern.example", "en", data))
    assert mail["Subject"] == "No. 7 went out"
    assert "12 stories ran." in part(mail, "plain")
    assert "1 source {is} down." in part(mail, "html")
    one = written(LetterOrder("note", "note", "desk@lantern.example", "en", {"subject": "S", "lines": "one line"}))
    assert "one line" in part(one, "plain")


def test_names_from_outside_are_text_and_nothing_else():
    order = replace(CONFIRM, data={"request": READER, "newsletters": ["<script>alert(1)</script>"]})
    mail = written(order)
    assert "<script>" not in part(mail, "html")
    assert "Bcc" not in written(replace(CONFIRM, data={**CONFIRM.data, "newsletters": ["a\r\nBcc: x@y.example"]}))


@pytest.mark.parametrize(
    ("order", "changes", "why"),
    [
        (replace(CONFIRM, kind="riddle"), {}, "no letter of the kind 'riddle'"),
        (replace(CONFIRM, kind="common"), {}, "no letter of the kind 'common'"),
        (CONFIRM, {"url": ""}, "readers.url is not set"),
        (replace(CONFIRM, recipient="ида@lantern.example"), {}, "SMTPUTF8"),
    ],
)
def test_what_cannot_be_written_is_told(order, changes, why):
    with pytest.raises(DigestError, match=why):
        written(order, **changes)


@pytest.fixture
def office(town):
    box = LetterBox(town.database.letters, lambda letter: write_letter(letter, CORRESPONDENCE))
    return lambda: replace(town.office(), letters=box)


def queue(town, *names, **changes):
    for name in names:
        assert town.database.letters.queue(replace(CONFIRM, name=name, **changes), town.clock.now())


def press(town):
    town.publish(1)
    town.enrol("olaf@quay.example")
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    press_planned(town.room)


def test_letters_go_before_issues_and_each_once(town, office):
    press(town)
    queue(town, *"abcdefg")
    report = deliver(office())
    assert [message.recipient for message in town.relay.taken] == ["ida@lantern.example"] * 7 + ["olaf@quay.example"]
    assert (report.letters, report.states) == ({DeliveryState.SENT: 7}, {DeliveryState.SENT: 1})
    assert len({message.id for message in town.relay.taken}) == 8
    deliver(office())
    assert len(town.relay.taken) == 8


def test_a_relay_that_is_down_keeps_letters_and_issues_waiting(town, office):
    press(town)
    queue(town, "a", "b")
    town.relay.receipts.append(Receipt(Outcome.RELAY_DOWN, 0, "no answer"))
    report = deliver(office())
    assert (report.relay_down, town.relay.taken) == ("no answer", [])
    assert town.database.letters.tally() == {"queued": 2}
    town.clock.forward(minutes=6)
    deliver(office())
    assert town.database.letters.tally() == {"sent": 2}


def test_a_deferred_letter_is_tried_again_later_and_a_refused_one_is_not(town, office):
    queue(town, "a", "b")
    town.relay.receipts += [Receipt(Outcome.DEFERRED, 451, "later"), Receipt(Outcome.REFUSED, 550, "nobody here")]
    report = deliver(office())
    assert report.replies == {"451 later": 1, "550 nobody here": 1}
    assert town.database.letters.tally() == {"queued": 1, "failed": 1}
    town.clock.forward(minutes=5)
    deliver(office())
    assert town.database.letters.tally() == {"sent": 1, "failed": 1}


def test_a_letter_that_cannot_be_written_now_waits_and_one_that_never_can_has_failed(town, office):
    queue(town, "a", kind="riddle")
    queue(town, "b", recipient="ида@lantern.example")
    assert deliver(office()).letters == {DeliveryState.QUEUED: 1, DeliveryState.FAILED: 1}
    assert town.relay.taken == []

"""Telling: editors get a letter on what became of an issue, once, with what they should know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from making import NOON, a_newsletter
from world import Town

from digest.errors import DigestError
from digest.jobs.deliver import deliver
from digest.jobs.letters import Correspondence, LetterBox, write_letter
from digest.jobs.press import plan_now, press_planned, skip_held
from digest.jobs.telling import LINE_LENGTH, report_lines
from digest.mailer import Letterhead
from digest.model import Minimum
from digest.ports import FetchState
from digest.renderer import LetterPrinter, Templates
from digest.signup import Keys
from digest.wiring import template_files

CORRESPONDENCE = Correspondence(
    keys=Keys((b"k" * 32,)),
    url="",
    sender="The Harbour Lantern <news@lantern.example>",
    language="uk",
    titles={},
    expires=timedelta(days=3),
    printer=LetterPrinter(Templates(template_files()), a_newsletter().brand),
    letterhead=Letterhead(b"key"),
)

SILENT = {
    "sources_down": [],
    "failed_pages": [],
    "more_failed_pages": 0,
    "removed": {},
    "refreshed": [],
    "amendments": [],
    "trimmed": 0,
    "left_out": {},
}


@pytest.fixture
def town(tmp_path):
    editors = ("desk@lantern.example", "night@lantern.example")
    town = Town(str(tmp_path / "told.db"), a_newsletter(editors=editors, minimum=Minimum(stories=1)))
    town.room = replace(town.room, letters=town.database.letters)
    yield town
    town.close()


def due(town):
    return plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())


def letters(town, to="desk@lantern.example"):
    """The letters that go out to a mailbox now, each as its subject and its plain words."""
    box = LetterBox(town.database.letters, lambda letter: write_letter(letter, CORRESPONDENCE))
    before = len(town.relay.taken)
    deliver(replace(town.office(), letters=box))
    mails = [message_from_bytes(mail.raw, policy=policy.default) for mail in town.relay.taken[before:]]
    return [(mail["Subject"], mail.get_body(("plain",)).get_content()) for mail in mails if mail["To"] == to]


def test_a_pressed_issue_is_told_to_each_editor_once_with_what_went_wrong(town):
    down = FetchState(checked=NOON, failures=3, error="no <b>answer</b>", failing_since=NOON - timedelta(hours=2))
    town.database.articles.record_fetch("lantern", down)
    town.database.articles.record_failure("lantern", "https://lantern.example/9", imprint="", error="500", now=NOON)
    town.publish(1)
    slot = due(town)
    [pressed] = press_planned(town.room)
    assert "candidates" not in pressed.report
    [(subject, words)] = letters(town)
    assert subject == f"Morning Light, {slot.replace('T', ' ')}: pressed"
    words = " ".join(words.split())
    assert "1 story for 0 readers" in words
    assert "Source down: lantern since 2026-03-10 10:00 UTC (3 visits): no <b>answer</b>" in words
    assert "Page failed: https://lantern.example/9 (lantern): 500" in words
    assert len(town.relay.taken) == 2
    assert press_planned(town.room) == ()
    assert letters(town) == []


def test_a_held_issue_is_told_when_it_is_held_and_when_it_goes(town):
    due(town)
    for _ in range(3):
        press_planned(town.room)
        town.clock.forward(minutes=1)
    [(subject, words)] = letters(town)
    assert subject.endswith(": held")
    assert "0 of at least 1 story" in words
    town.publish(1)
    press_planned(town.room)
    assert [subject.rpartition(": ")[2] for subject, _ in letters(town)] == ["pressed"]


def test_a_skipped_issue_is_told_with_the_reason(town):
    due(town)
    press_planned(town.room)
    letters(town)
    skip_held("morning", "holiday", town.room)
    [(subject, words)] = letters(town)
    assert subject.endswith(": skipped")
    assert "holiday" in words


def test_an_issue_that_fails_is_told_once_and_then_when_it_goes(town):
    town.publish(1)
    due(town)

    def torn(issue):
        raise DigestError("issue.mjml:4: torn")

    for _ in range(2):
        assert press_planned(replace(town.room, prove=torn))[0].failed
    [(subject, words)] = letters(town)
    assert subject.endswith(": failed")
    assert "issue.mjml:4: torn" in words
    press_planned(town.room)
    assert [subject.rpartition(": ")[2] for subject, _ in letters(town)] == ["pressed"]


@pytest.mark.parametrize(("hours", "believed"), [(0, "held"), (13, "skipped")])
def test_what_another_process_pressed_is_not_told_as_held_or_skipped(town, hours, believed):
    due(town)
    town.clock.forward(hours=hours)
    town.publish(1)
    strict = replace(town.plan.newsletters["morning"], minimum=Minimum(stories=9))
    plan = replace(town.plan, newsletters={"morning": strict})

    def meanwhile(issue):
        press_planned(town.room)
        return town.room.prove(issue)

    assert getattr(press_planned(replace(town.room, plan=plan, prove=meanwhile))[0], believed)
    assert [subject.rpartition(": ")[2] for subject, _ in letters(town)] == ["pressed"]


def test_an_issue_of_a_newsletter_that_is_gone_has_no_editor_to_tell(town):
    due(town)
    assert press_planned(replace(town.room, plan=replace(town.plan, newsletters={})))[0].skipped
    assert letters(town) == []


def test_nothing_to_know_is_no_line():
    assert report_lines(SILENT) == ()


def test_a_report_names_each_thing_in_a_line_of_bounded_length_and_counts_what_is_beyond():
    down = {"source": "b", "failures": 1, "failing_since": "", "error": "x\n" * 999}
    page = {"page": "https://a.example/1", "source": "a", "error": "500"}
    account = SILENT | {
        "sources_down": [down],
        "failed_pages": [page] * 22,
        "more_failed_pages": 5,
        "removed": {"https://a.example/2": "removed: its page answered 404"},
        "refreshed": [{"headline": "New", "formerly": "Old"}, {"headline": "Same", "formerly": "Same"}],
        "amendments": [{"headline": "Ferry", "changes": ["Correction: nine", "ten"]}],
        "trimmed": 2,
        "left_out": {"no room": 12},
    }
    first, *rest = report_lines(account)
    assert first.startswith("source down: b of late (1 visit): x x x")
    assert (len(first), first[-1]) == (LINE_LENGTH, "…")
    assert rest == [
        *["page failed: https://a.example/1 (a): 500"] * 20,
        "and 7 more (page failed)",
        "dropped link: https://a.example/2: its page answered 404",
        "headline refreshed: New (formerly: Old)",
        "read anew: Same",
        "correction: Ferry: Correction: nine · ten",
        "taken out for size: 2 stories",
        "left out: 12 stories, no room",
    ]

"""The mails of the demo before the proofreader: links and pictures asked for on loopback, SpamAssassin where it is installed."""

import shutil

import pytest

from digest.adapters.clock import SystemClock
from digest.demo import demo_settings, save_pages, serve_newspaper
from digest.jobs.collect import collect
from digest.jobs.judge import judge_sheet
from digest.jobs.preview import preview
from digest.model import Grade
from digest.wiring import open_newsroom


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """What is said of each demo newsletter, with links asked for and without a spam filter."""
    folder, now = tmp_path_factory.mktemp("demo"), SystemClock().now()
    save_pages(folder, now)
    with serve_newspaper(now) as url:
        settings = demo_settings(url, folder).model_copy(update={"database": str(folder / "demo.db")})
        with open_newsroom(settings) as room:
            collect(list(room.plan.sources.values()), room.desk)
            sheets = [
                preview(newsletter, room.pressroom, room.envelop) for newsletter in room.plan.newsletters.values()
            ]
            yield {
                sheet.newsletter.id: judge_sheet(sheet, room.jury(spam=bool(shutil.which("spamassassin"))))
                for sheet in sheets
            }


def test_no_mail_of_the_demo_has_a_fault(judged):
    faults = [(name, each) for name, found in judged.items() for each in found if each.grade is Grade.FAULT]
    assert len(judged) >= 3
    assert faults == []


@pytest.mark.parametrize("check", ["size", "contrast", "fonts", "wire"])
def test_what_our_own_templates_answer_for_is_good(judged, check):
    grades = {(name, each.grade) for name, found in judged.items() for each in found if each.check == check}
    assert grades == {(name, Grade.GOOD) for name in judged}


def test_every_link_and_picture_of_the_demo_was_asked_for(judged):
    unknown = {each.check for found in judged.values() for each in found if each.grade is Grade.UNKNOWN}
    assert unknown <= {"spam"}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("spamassassin"), reason="SpamAssassin is not installed")
def test_spamassassin_has_nothing_against_an_english_mail(judged):
    found = [each for name in ("morning", "weekend") for each in judged[name] if each.check == "spam"]
    assert [each.grade for each in found] == [Grade.GOOD, Grade.GOOD]

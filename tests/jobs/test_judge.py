"""The job: a preview's mail, or any, before a jury."""

from dataclasses import replace

from mails import a_page, raw_mail
from making import a_newsletter
from world import a_message

from digest.jobs.judge import Jury, judge_raw, judge_sheet
from digest.jobs.preview import preview
from digest.model import Grade, Probed, SpamScore


class ToldJury:
    """Answers 200 for every address, and one spam score."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def probe(self, urls):
        self.asked += urls
        return {url: Probed(200, url) for url in urls}

    def score(self, raw):
        return SpamScore(-1.0)


def test_a_preview_with_nothing_to_run_has_no_judgement(town):
    assert judge_sheet(preview(a_newsletter(), town.room, a_message), Jury()) == ()


def test_a_preview_is_judged_by_the_very_bytes_of_its_mail_and_its_own_postal_address(town):
    town.publish(1)
    sheet = preview(a_newsletter(), town.room, a_message)
    raw = raw_mail(a_page())
    found = judge_sheet(replace(sheet, message=replace(sheet.message, raw=raw)), Jury())
    (more,) = set(found) - set(judge_raw(raw, Jury()))
    assert (more.check, more.grade, more.about) == ("words", Grade.FAULT, "postal address")


def test_the_jury_is_asked_for_every_picture_and_link_once():
    body = (
        '<img src="https://a.example/1.png"><a href="https://a.example/">One</a> <a href="https://a.example/">One</a>'
    )
    jury = ToldJury()
    found = judge_raw(raw_mail(a_page(body + '<a href="mailto:a@a.example">Write</a>')), Jury(jury, jury))
    assert jury.asked == ["https://a.example/1.png", "https://a.example/"]
    assert [each.grade for each in found if each.check == "spam"] == [Grade.GOOD]

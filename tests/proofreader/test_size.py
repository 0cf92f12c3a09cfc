"""Size and spam: figures against their bars."""

import pytest
from mails import a_mail, a_page, grades, told

from digest.model import Grade, SpamRule, SpamScore, Surroundings
from digest.proofreader.size import CLIP

BARE = len(a_page("<p></p>")) + 2  # the line end that a part closes with


@pytest.mark.parametrize(
    ("size", "grade"),
    [
        (CLIP + 1, Grade.FAULT),
        (CLIP, Grade.NOTE),
        (CLIP * 9 // 10, Grade.NOTE),
        (CLIP * 9 // 10 - 1, Grade.GOOD),
    ],
)
def test_a_mail_is_judged_by_the_bytes_that_gmail_counts(size, grade):
    mail = a_mail(a_page(f"<p>{'x' * (size - BARE)}</p>"))
    assert (mail.size, grades("size", mail)) == (size, [(grade, "")])


def test_bytes_count_and_not_characters():
    assert a_mail(a_page(f"<p>{'ї' * 60_000}</p>")).size == BARE + 120_000


def test_without_a_spam_filter_the_score_is_unknown():
    assert grades("spam", a_mail()) == [(Grade.UNKNOWN, "")]


@pytest.mark.parametrize(
    ("points", "grade"), [(-1.0, Grade.GOOD), (-0.9, Grade.NOTE), (2.0, Grade.NOTE), (2.1, Grade.FAULT)]
)
def test_the_spam_score_is_graded(points, grade):
    assert grades("spam", a_mail(), Surroundings(spam=SpamScore(points))) == [(grade, "")]


def test_rules_that_speak_against_the_mail_are_named():
    rules = (
        SpamRule("HTML_FONT_LOW_CONTRAST", 0.7, "font colour close to the ground"),
        SpamRule("MAILING_LIST_MULTI", -1.0),
    )
    first, second = told("spam", a_mail(), Surroundings(spam=SpamScore(-0.3, rules)))
    assert "HTML_FONT_LOW_CONTRAST 0.7, MAILING_LIST_MULTI -1.0" in first.says
    assert (second.grade, second.about) == (Grade.NOTE, "HTML_FONT_LOW_CONTRAST")
    assert second.says == "0.7 points: font colour close to the ground"

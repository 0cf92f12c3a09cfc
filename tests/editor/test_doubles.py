"""Doubles: the same words under several addresses are one story."""

from dataclasses import replace

import pytest
from making import a_candidate, a_picture, an_article, an_entry

from digest.editor.doubles import Report, fold_doubles
from digest.model import TextOrigin

SAME = ("the same words",)


def test_equal_words_become_one_report_led_by_the_most_complete():
    plain = a_candidate(1, fingerprint="same")
    pictured = a_candidate(2, article=an_article(2, image=a_picture()), fingerprint="same")
    other = a_candidate(3)
    assert fold_doubles([plain, other, pictured]) == (Report(pictured, (plain,), SAME), Report(other))


def test_the_first_to_come_in_leads_where_two_are_level():
    first, second = a_candidate(1, fingerprint="same"), a_candidate(2, fingerprint="same")
    assert fold_doubles([first, second]) == (Report(first, (second,), SAME),)


def test_an_empty_fingerprint_equals_no_other():
    first, second = a_candidate(1, fingerprint=""), a_candidate(2, fingerprint="")
    assert fold_doubles([first, second]) == (Report(first), Report(second))


BEST = an_article(2, image=a_picture(), text=f"{'The boat sails at noon. ' * 90}", entry=an_entry(2))


@pytest.mark.parametrize(
    "worse",
    [
        {"paywalled": True},
        {"origin": TextOrigin.FEED},
        {"text": BEST.text[:700]},
        {"image": None},
        {"byline": ""},
        {"entry": replace(BEST.entry, source="wire", url="https://lantern.example/story/2/of/a/longer/address")},
    ],
)
def test_the_version_that_gives_a_reader_more_leads(worse):
    poorer = a_candidate(1, article=replace(BEST, **worse), fingerprint="same")
    better = a_candidate(2, article=BEST, fingerprint="same")
    assert [report.lead for report in fold_doubles([poorer, better])] == [better]


def test_quotes_with_sure_speakers_lead_and_a_version_without_a_lede_never_does():
    spoken = a_candidate(1, fingerprint="same")
    silent = replace(spoken, key=2, brief=replace(spoken.brief, quotes=()))
    bare = replace(spoken, key=3, brief=replace(spoken.brief, lede=None))
    assert fold_doubles([silent, bare, spoken])[0].lead == spoken
    assert fold_doubles([bare, silent])[0].lead == silent

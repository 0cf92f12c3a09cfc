"""Words: subject, preheader, title, language, headings, text part, postal address; each where it is wrong and where not."""

import pytest
from mails import TEXT, a_mail, grades, told

from digest.model import Grade, Surroundings
from digest.proofreader.words import preheader

HIDDEN = '<div style="display:none">The ferry, the crane, the strike&nbsp;&zwnj;&nbsp;&zwnj;</div>'
GOOD = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>Morning Light</title></head><body>'
    f'{HIDDEN}<div role="article" lang="en" dir="ltr"><h1>Morning Light</h1><p>The ferry runs.</p><p>1 Quay  Street,\nPort Lantern</p></div>'
    "</body></html>"
)
HERE = Surroundings(postal_address="1 Quay Street, Port Lantern")


def without(*parts: str) -> str:
    page = GOOD
    for part in parts:
        assert part in page
        page = page.replace(part, "")
    return page


def test_a_mail_with_everything_is_good():
    assert grades("words", a_mail(GOOD), HERE) == [(Grade.GOOD, "")]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (GOOD.replace("<title>Morning Light", "<title>"), [(Grade.FAULT, "<title>")]),
        (without("<title>", "</title>", "Morning Light"), [(Grade.FAULT, "<title>"), (Grade.NOTE, "<h1>")]),
        (GOOD.replace('<html lang="en"', '<html lang=" "'), [(Grade.FAULT, "<html>")]),
        (GOOD.replace('article" lang="en"', 'article"'), [(Grade.NOTE, "<body>")]),
        (GOOD.replace(' dir="ltr"', ""), [(Grade.NOTE, "dir")]),
        (GOOD.replace("h1>", "p>"), [(Grade.NOTE, "<h1>")]),
        (GOOD.replace("</h1>", "</h1><h1>Two</h1>"), [(Grade.NOTE, "<h1>")]),
        (without(HIDDEN), [(Grade.NOTE, "preheader")]),
        (GOOD.replace("Port Lantern", "Port"), [(Grade.FAULT, "postal address")]),
    ],
)
def test_what_is_missing_in_the_page_is_named(page, found):
    assert grades("words", a_mail(page), HERE) == found


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("", [(Grade.FAULT, "Subject")]),
        ("=?utf-8?q?=20?=", [(Grade.FAULT, "Subject")]),
        ("Ferry " * 12, [(Grade.NOTE, "Subject")]),
        ("Ferry runs " * 6, [(Grade.GOOD, "")]),
    ],
)
def test_the_subject_is_there_and_fits(subject, found):
    assert grades("words", a_mail(GOOD, Subject=subject), HERE) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(Grade.FAULT, "text part")]),
        ("Your mail program cannot show this.\n\nSee the web.\n", [(Grade.FAULT, "text part")]),
        (TEXT, [(Grade.GOOD, "")]),
    ],
)
def test_the_text_part_is_a_whole_one(text, found):
    assert grades("words", a_mail(GOOD, text), HERE) == found


def test_a_mail_of_text_alone_is_judged_by_its_text():
    assert grades("words", a_mail("", TEXT + "1 Quay Street, Port Lantern\n"), HERE) == [(Grade.GOOD, "")]
    assert grades("words", a_mail("", TEXT), HERE) == [(Grade.FAULT, "postal address")]


def test_the_preheader_is_the_hidden_words_at_the_head_of_the_body():
    assert preheader(a_mail(GOOD).page) == "The ferry, the crane, the strike"
    assert preheader(a_mail(GOOD.replace("<body>", "<body><p>First</p>")).page) == ""


def test_an_address_that_nobody_sees_is_missing():
    (found,) = told("words", a_mail(GOOD.replace("<p>1 Quay", '<p style="display: none">1 Quay')), HERE)
    assert (found.grade, found.about) == (Grade.FAULT, "postal address")

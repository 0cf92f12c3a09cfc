"""Cleaning: what no reader can see is gone, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.mail import TOKEN_CLOSE, TOKEN_OPEN
from digest.model.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ferry", "Ferry"),
        ("  two  words ", "two words"),
        ("News\r\nBcc: everybody@example.org", "News Bcc: everybody@example.org"),
        ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        (f"{TOKEN_OPEN}unsubscribe{TOKEN_CLOSE}", "unsubscribe"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\ud800half", "half"),
        ("نص عربي\u200f", "نص عربي\u200f"),
        ("👩\u200d🚒 saves cat", "👩\u200d🚒 saves cat"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_line_keeps_what_can_be_read(text, line):
    assert clean_line(text) == line


def test_paragraphs_and_tabs_stay_in_a_text():
    assert clean_text("one\r\ntwo\rthree\tfour\x00") == "one\ntwo\nthree\tfour"


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once_and_loses_no_letter(text):
    cleaned = clean_line(text)
    assert clean_line(cleaned) == cleaned
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in cleaned
    letters = [c for c in text if unicodedata.category(c)[0] in "LN"]
    assert [c for c in cleaned if unicodedata.category(c)[0] in "LN"] == letters

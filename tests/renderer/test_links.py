"""Links: only addresses that a reader can follow safely, and straight to the words that were quoted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Passage
from digest.renderer.links import URL_MOST, picture_address, quotation_address, web_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=d&e#f", "https://a.example/b?c=d&e#f"),
        ("HTTP://A.example", "http://A.example"),
        (" https://a.example/ ", "https://a.example/"),
        ("https://a.example/щит й", ""),
        ("https://a.example/щит", "https://a.example/%D1%89%D0%B8%D1%82"),
        ("https://münchen.example:8080/ü", "https://xn--mnchen-3ya.example:8080/%C3%BC"),
        ("https://a.example/%D1%89?q={{7*7}}'\"<>", "https://a.example/%D1%89?q=%7B%7B7*7%7D%7D%27%22%3C%3E"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)//https://a.example/", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("//a.example/b", ""),
        ("/b", ""),
        ("", ""),
        ("https://", ""),
        ("https:///path", ""),
        ("https://:80/", ""),
        ("https://a.example:x/", ""),
        ("https://a.example@evil.example/", ""),
        ("https://a\\b.example/", ""),
        ("https://[broken/", ""),
        ("https://a.example/b\nc", ""),
        ("https://a.example/\u202egpj.exe", ""),
        ("https://a.example/\ud800", ""),
        ("https://a.example/\uf8f0email\uf8f1", ""),
        (f"https://{'é' * 80}.example/", ""),
        ("https://a.example/" + "a" * URL_MOST, ""),
        ("https://a.example/?" + "&" * (URL_MOST // 4), ""),
    ],
)
def test_only_whole_addresses_of_the_web_pass(url, address):
    assert web_address(url) == address


@given(st.text())
def test_what_passes_is_ascii_and_starts_like_an_address_of_the_web(text):
    for url in (text, "https://" + text, "https://a.example/" + text):
        assert re.fullmatch(r"(?i:https?)://[!#-&(-;=?-~]+|", web_address(url))


@pytest.mark.parametrize("name", ["a.svg", "a.SVG?x=1", "a.avif", "a.tiff"])
def test_pictures_that_many_mail_programs_cannot_show_are_left_out(name):
    assert picture_address(f"https://a.example/{name}") == ""


def test_other_pictures_pass():
    assert picture_address("https://a.example/svg/a.jpg?b=c.svg") == "https://a.example/svg/a.jpg?b=c.svg"


def said(*texts: str) -> list[Passage]:
    return [Passage(text, 0, len(text)) for text in texts]


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        (said("We are ready"), "We%20are%20ready"),
        (said("one two three four five"), "one%20two%20three%20four%20five"),
        (said("one two three four five six"), "one%20two%20three,five%20six"),
        (said("Yes", "no"), "Yes%20no,Yes%20no"),
        (said("It began here", "and it ends now"), "It%20began%20here,ends%20now"),
        (said("well-known, a&b"), "well%2Dknown%2C%20a%26b"),
        (said("Ще  не\nвмерла"), "%D0%A9%D0%B5%20%D0%BD%D0%B5%20%D0%B2%D0%BC%D0%B5%D1%80%D0%BB%D0%B0"),
    ],
)
def test_a_quotation_links_to_its_own_words(words, fragment):
    assert quotation_address("https://a.example/b", words) == f"https://a.example/b#:~:text={fragment}"


def test_a_fragment_that_is_there_is_kept():
    assert quotation_address("https://a.example/#part", said("Yes")) == "https://a.example/#part:~:text=Yes"


@pytest.mark.parametrize(
    ("url", "words"),
    [("", said("Yes")), ("https://a.example/", said(" ")), ("https://a.example/", said("a" * URL_MOST))],
)
def test_an_address_stays_as_it_is_where_no_words_can_be_named(url, words):
    assert quotation_address(url, words) == url

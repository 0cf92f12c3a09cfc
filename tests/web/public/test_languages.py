"""The pages speak each language that ships, whole, and answer in the one that is asked for."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from front import a_house, asking

import digest.web.public
from digest.web.public.app import public_app
from digest.web.public.languages import SOURCE, choose, tongues

HOME = Path(digest.web.public.__file__).parent
SHIPPED = [tag for tag in tongues() if tag != SOURCE]
METHODS = [("**.py", "python"), ("pages/**.html", "jinja2.ext:babel_extract")]
WORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
GAP = re.compile(r"%\(\w+\)s|%\(\w+\)d")


def used() -> set[str | tuple[str, ...]]:
    """Every key of the catalogue that a page or a module uses."""
    return {message for _, _, message, _, _ in extract_from_dir(HOME, METHODS, keywords=WORDS)}


def catalogue(tag: str):
    with (HOME / "locale" / tag / "LC_MESSAGES" / "readers.po").open("rb") as file:
        return read_po(file, locale=tag)


@pytest.mark.parametrize("tag", SHIPPED)
def test_every_word_is_translated_and_none_is_left_over(tag):
    messages = [message for message in catalogue(tag) if message.id]
    assert {message.id for message in messages} == used()
    assert [message.id for message in messages if message.fuzzy or not all(_texts(message.string))] == []


@pytest.mark.parametrize("tag", SHIPPED)
def test_gaps_are_the_same_in_every_language(tag):
    for message in catalogue(tag):
        expected = set(GAP.findall(_texts(message.id)[-1]))
        assert [set(GAP.findall(text)) for text in _texts(message.string)] == [expected] * len(_texts(message.string))


def _texts(words) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


@pytest.mark.parametrize(
    ("asked", "accept", "default", "chosen"),
    [
        ("", "", "en", "en"),
        ("", "", "uk", "uk"),
        ("", "de-AT,de;q=0.9,en;q=0.5", "uk", "de"),
        ("", "fr;q=1.0, en;q=0.2, uk;q=0.7", "de", "uk"),
        ("", "uk;q=0, de;q=x, *", "en", "en"),
        ("de", "uk", "en", "de"),
        ("DE_at", "uk", "en", "de"),
        ("../../etc", "uk", "en", "uk"),
        ("", "," * 70_000 + "de", "uk", "uk"),
        ("", "", "pt-BR", "en"),
    ],
)
def test_the_language_is_the_addresses_then_the_browsers_then_the_sites(asked, accept, default, chosen):
    assert choose(asked, accept, default).tag == chosen


def test_a_page_names_its_language_and_direction_and_offers_the_others():
    with asking(public_app(a_house(), lambda: True)) as client:
        answers = {tag: client.get("/nowhere", params={"lang": tag}).text for tag in tongues()}
    for tag, text in answers.items():
        assert f'<html lang="{tag}" dir="{tongues()[tag].direction}">' in text
        assert [f'href="?lang={each}"' in text for each in tongues()] == [True] * len(tongues())
    assert "Такої сторінки немає" in answers["uk"]

"""The words of letters: whole in every language that we have."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from making import a_newsletter

from digest.jobs.letters import PAGES
from digest.renderer import LetterPrinter, Templates, letter_language, own_words
from digest.wiring.templates import shipped_files

FOLDER = resources.files("digest.renderer").joinpath("letters")
LANGUAGES = sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir())


def catalogue(language):
    return tomllib.loads(FOLDER.joinpath(f"{language}.toml").read_text("utf-8"))


def gaps(value):
    return sorted(re.findall(r"\{\w*\}", " ".join(value) if isinstance(value, list) else value))


def test_there_are_three_languages_and_every_kind_of_letter():
    assert LANGUAGES == ["de", "en", "uk"]
    assert set(catalogue("en")) == {"common", "newest", *PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_there_with_the_same_gaps(language):
    english, other = catalogue("en"), catalogue(language)
    assert {kind: set(words) for kind, words in other.items()} == {kind: set(words) for kind, words in english.items()}
    for kind, words in english.items():
        for name, phrase in words.items():
            assert set(gaps(other[kind][name])) == set(gaps(phrase)), (language, kind, name)


OWN = """<mjml><mj-body><mj-section><mj-column>
<mj-text>{{ heading }}: {{ lines[0] }}</mj-text>
</mj-column></mj-section></mj-body></mjml>"""


def test_a_letter_of_one_kind_may_have_a_template_of_its_own_and_the_others_keep_theirs():
    brand = a_newsletter().brand
    own = {"letter.confirm.mjml": OWN, "letter.confirm.txt": "own: {{ url }}"}
    tongue, url = letter_language("en"), "https://lantern.example/x"
    with_own = LetterPrinter(Templates(shipped_files(brand.theme) | own), brand)
    shipped = LetterPrinter(Templates(shipped_files(brand.theme)), brand)
    confirm, leave = (
        own_words(kind, tongue, site="Lantern", newsletters="Tide", email="x", hours=9) for kind in ("confirm", "leave")
    )
    printed = with_own.print(confirm, "ida@lantern.example", url, tongue)
    assert printed.text.strip() == f"own: {url}"
    assert f"{confirm.heading}: {confirm.lines[0]}" in printed.html
    assert with_own.print(leave, "x@a.example", url, tongue) == shipped.print(leave, "x@a.example", url, tongue)

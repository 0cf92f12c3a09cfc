"""The words of letters: whole in every language that we have."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from making import a_newsletter

from digest.jobs.letters import PAGES
from digest.renderer import LetterPrinter, Templates, letter_language, own_words
from digest.renderer.language import known_languages
from digest.web.public.languages import tongues
from digest.wiring.templates import shipped_files

FOLDER = resources.files("digest.renderer").joinpath("letters")
LANGUAGES = sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir())


def catalogue(language):
    return tomllib.loads(FOLDER.joinpath(f"{language}.toml").read_text("utf-8"))


def gaps(value):
    return sorted(re.findall(r"\{\w*\}", " ".join(value) if isinstance(value, list) else value))


def test_letters_speak_every_language_of_the_issues_and_of_the_pages():
    assert sorted(known_languages()) == LANGUAGES
    assert set(tongues()) <= set(LANGUAGES)
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


@pytest.mark.parametrize(("language", "start"), [("en", "left"), ("ar", "right"), ("he", "right")])
def test_a_letter_begins_where_its_language_does_and_a_latin_address_keeps_its_order(language, start):
    brand, tongue = a_newsletter().brand, letter_language(language)
    words = own_words("moved", tongue, site="Lantern", newsletters="", email="", hours=9)
    html = LetterPrinter(Templates(shipped_files(brand.theme)), brand).print(words, "i@a.example", "", tongue).html
    cells = re.findall(r'<td class="s" align="(\w+)"', html)
    assert (len(cells), set(cells)) == (3, {start})
    assert f"<bdi>{brand.postal_address.splitlines()[0]}</bdi>" in html

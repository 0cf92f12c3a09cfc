"""The words of letters: whole in every language that we have."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from digest.jobs.letters import PAGES

FOLDER = resources.files("digest.renderer").joinpath("letters")
LANGUAGES = sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir())


def catalogue(language):
    return tomllib.loads(FOLDER.joinpath(f"{language}.toml").read_text("utf-8"))


def gaps(value):
    return sorted(re.findall(r"\{\w*\}", " ".join(value) if isinstance(value, list) else value))


def test_there_are_three_languages_and_every_kind_of_letter():
    assert LANGUAGES == ["de", "en", "uk"]
    assert set(catalogue("en")) == {"common", *PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_there_with_the_same_gaps(language):
    english, other = catalogue("en"), catalogue(language)
    assert {kind: set(words) for kind, words in other.items()} == {kind: set(words) for kind, words in english.items()}
    for kind, words in english.items():
        for name, phrase in words.items():
            assert set(gaps(other[kind][name])) == set(gaps(phrase)), (language, kind, name)

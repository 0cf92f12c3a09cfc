"""How sure a speaker is: the signs that an attribution shows, and what they add up to."""

import tomllib
from importlib.resources import files

import pytest

from digest.model import Article, Entry
from digest.summariser.confidence import UNPROVED, rate
from digest.summariser.quotes import LEAST, explain_quotes

TABLE = tomllib.loads(files("digest.summariser").joinpath("confidence.toml").read_text("utf-8"))
WORDS = "We will open the new bridge in May"


def signs(text, language="en"):
    article = Article(Entry("gazette", "1", "https://gazette.example/1", "The bridge"), text, language=language)
    return [set(shown) for _, shown in explain_quotes(article, 0.0)]


def confidences(text, language="en"):
    article = Article(Entry("gazette", "1", "https://gazette.example/1", "The bridge"), text, language=language)
    return [quote.confidence for quote, _ in explain_quotes(article)]


def test_a_full_name_beside_a_verb_of_saying_shows_just_that():
    assert signs(f"“{WORDS},” Ann Li said.") == [
        {"any", "evidence after", "rival none", "full name", "cue V", "after by name"}
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (f"Ann Li said of the town by the lake and all the people in it who want it that “{WORDS}.”", "cue far"),
        (f"Ann Li of the town by the lake said that “{WORDS}.”", "subject apart"),
        (f"“{WORDS},” Moreover said.", "capital in doubt"),
        (f"Ann Li said it was “{WORDS.lower()}” again.", "fragment"),
        (f"Ann Li said: “{WORDS}", "unclosed"),
        (f"Ann Li came. Joan Ray left. “{WORDS},” she said.", "pronoun, another spoken of"),
        (f"Ms. Li came.\n“{WORDS},” she said.", "pronoun, no full name"),
        (f"Ann Li came.\n“{WORDS},” she said.", "pronoun, not named in the paragraph"),
        (f"Ann Li met Joan Ray and Joan Ray left. “{WORDS},” she said.", "pronoun, another in the paragraph"),
        (f"“{WORDS},” said Ann Li and Bo Xu.", "full name"),
    ],
)
def test_what_speaks_for_or_against_a_speaker_is_a_sign(text, sign):
    assert any(sign in shown for shown in signs(text))


def test_every_sign_of_weight_moves_the_confidence():
    assert rate("en", ["any"]) < rate("en", ["any", "full name"]) < rate("en", ["any", "full name", "rival none"]) < 1
    assert rate("en", ["any", "a sign without a weight"]) == rate("en", ["any"])


def test_nothing_is_beyond_dispute_least_of_all_where_nobody_has_measured():
    assert rate("en", ["full name"] * 99) == TABLE["most"]["en"] < 1
    assert rate("eo", ["full name"] * 99) == UNPROVED


@pytest.mark.parametrize("code", sorted({*TABLE["most"]} - {"en"}))
def test_a_language_with_few_marked_articles_is_less_sure_than_english_and_never_surer_than_they_prove(code):
    shown = ["any", "full name"]
    assert rate(code, shown) <= rate("en", shown)
    assert rate(code, ["full name"] * 99) == TABLE["most"][code] < TABLE["most"]["en"]


def test_every_language_that_names_speakers_has_its_limit():
    voices = {path.name.removesuffix(".toml") for path in files("digest.summariser").joinpath("voices").iterdir()}
    assert set(TABLE["most"]) == set(TABLE["languages"]) == voices - {"names"}


def test_nobody_is_named_by_a_guess():
    drifting = "Ann Li left. It was “the best day of all days” there, and nobody knew."
    assert all(confidence == 0.0 or confidence >= LEAST for confidence in confidences(drifting))

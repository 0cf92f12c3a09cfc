"""How sure a speaker is: the signs that an attribution shows, and what they add up to."""

import tomllib
from dataclasses import fields
from importlib.resources import files

import pytest

from digest.model import Article, Entry
from digest.model.plan import Newsletter
from digest.summariser.confidence import UNPROVED, ground, rate
from digest.summariser.quotes import LEAST, explain_quotes

TABLE = tomllib.loads(files("digest.summariser").joinpath("confidence.toml").read_text("utf-8"))
DEFAULT = next(field.default for field in fields(Newsletter) if field.name == "confidence")
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


PROVED = [(code, each, sure) for code, grounds in sorted(TABLE["grounds"].items()) for each, sure in grounds.items()]
SHOWN = {"name": "full name", "pronoun": "pronoun"}


@pytest.mark.parametrize(("code", "counted", "sure"), PROVED)
def test_a_counted_ground_is_as_sure_as_its_count_and_printed_by_default(code, counted, sure):
    shown = ["any", "evidence after", "rival none", "cue V", SHOWN[counted]]
    assert rate(code, shown) == sure >= DEFAULT > TABLE["most"][code]


@pytest.mark.parametrize(
    "doubt",
    ["first name unknown", "name in another form", "capital in doubt", "cue far", "subject apart", "unclosed"],
)
def test_a_name_in_any_doubt_is_on_no_counted_ground(doubt):
    shown = {"any", "evidence after", "rival none", "cue V", "full name"}
    assert (ground(shown), ground(shown | {doubt})) == ("name", "")


@pytest.mark.parametrize(
    "shown",
    [
        {"evidence after", "cue V", "full name", "rival close"},
        {"evidence within", "cue V", "full name", "rival none"},
        {"evidence after", "cue x", "last name", "rival none"},
        {"evidence after", "cue V", "noun person", "rival none"},
        {"evidence after", "cue A", "pronoun", "rival none"},
        {"evidence after", "cue V", "pronoun", "pronoun, another spoken of", "rival none"},
        {"evidence after", "cue V", "pronoun, gender unknown", "rival none"},
    ],
)
def test_rivals_distance_weak_cues_and_doubtful_pronouns_are_no_counted_ground(shown):
    assert ground(shown) == ""


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("uk", f"Анна Коваль приїхала. «{WORDS}», — сказала вона.", "pronoun"),
        ("uk", f"Анна Коваль приїхала до Марії Бондар. «{WORDS}», — сказала вона.", "pronoun, another spoken of"),
        ("uk", f"Анна Коваль приїхала.\n«{WORDS}», — сказала вона.", "pronoun, not named in the paragraph"),
        ("uk", f"Оксана приїхала. «{WORDS}», — сказала вона.", "pronoun, no full name"),
        ("es", f"Ana Ruiz llegó el lunes. «{WORDS}», añadió.", "pronoun, gender not told"),
        ("en", f"“{WORDS},” Zorvek Li said.", "first name unknown"),
    ],
)
def test_what_ties_a_speaker_to_a_name_in_another_language_is_a_sign(language, text, sign):
    assert any(sign in shown for shown in signs(text, language))


def test_every_language_that_names_speakers_has_its_limit():
    voices = {path.name.removesuffix(".toml") for path in files("digest.summariser").joinpath("voices").iterdir()}
    assert set(TABLE["most"]) == set(TABLE["languages"]) == voices - {"names"}


def test_nobody_is_named_by_a_guess():
    drifting = "Ann Li left. It was “the best day of all days” there, and nobody knew."
    assert all(confidence == 0.0 or confidence >= LEAST for confidence in confidences(drifting))

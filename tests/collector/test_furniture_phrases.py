import tomllib
from importlib.resources import files

import pytest

from digest.collector.furniture_phrases import LANGUAGES, fold, phrases

LISTS = [
    "labels",
    "leads",
    "openers",
    "marks",
    "tails",
    "tails_of",
    "ends",
    "bylines",
    "stamps",
    "dates",
    "asks",
    "causes",
    "networks",
    "offers",
    "ours",
    "reader",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list_without_doublets(language):
    lists = tomllib.loads(files("digest.collector").joinpath("furniture", f"{language}.toml").read_text("utf-8"))
    assert sorted(lists) == sorted(LISTS)
    assert [p for found in lists.values() for p in found if found.count(p) > 1] == []
    assert [p for found in lists.values() for p in found if p != p.lower().strip() or not p] == []


def test_words_are_folded_to_small_letters_and_straight_apostrophes():
    assert fold("“Don’t MISS” — e-mail п’ять: Ёлка, 3.5 C&A!") == [
        "don't",
        "miss",
        "e-mail",
        "п'ять",
        "елка",
        "3.5",
        "c&a",
    ]


def test_english_belongs_to_every_language_and_an_unknown_one_has_them_all():
    assert "read more" in phrases("de").labels
    assert "weiterlesen" not in phrases("fr").labels
    assert {"weiterlesen", "read more", "читати далі"} <= phrases("tlh").labels


def test_stems_count_different_words():
    assert phrases("en").causes.count(frozenset(["newsletter", "newsletters", "donating", "boats"])) == 3

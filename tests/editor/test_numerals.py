"""Numbers written in words, as the editor's profiles read them."""

from __future__ import annotations

import pytest

from digest.editor.numerals import CLOCK, numbers_in_words


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "Thirty-six children and two hundred and forty adults", ["36", "240"]),
        ("en", "some forty thousand, then fifteen", ["40000", "15"]),
        ("en", "two thousand five hundred and twelve houses", ["2512"]),
        ("en", "a hundred firemen", ["100"]),
        ("en", "twenty twenty", ["20", "20"]),
        ("de", "Sechsunddreißig Kinder und zweihundert Gäste, fünfzigtausend nicht", ["36", "200"]),
        ("de", "vierzehn", ["14"]),
        ("fr", "soixante-dix blessés et deux cents maisons", ["70", "200"]),
        ("fr", "quarante et un mille", ["41000"]),
        ("es", "treinta y seis niños, doscientos cuarenta adultos y veintiséis más", ["36", "240", "26"]),
        ("pl", "trzydzieści sześć osób, dwunastu rannych, stu dwudziestu zdrowych", ["36", "120"]),
        ("ru", "двести сорок человек и тридцать шесть детей", ["240", "36"]),
        ("uk", "двісті сорок людей і тридцять шість дітей", ["240", "36"]),
    ],
)
def test_a_number_in_words_is_the_number_in_digits(language: str, text: str, numbers: list[str]) -> None:
    assert list(numbers_in_words(text, language)) == numbers


@pytest.mark.parametrize("text", ["from ten on Thursday night", "twelve apostles", "one or two", "", "children"])
def test_numbers_up_to_the_last_hour_of_the_clock_say_nothing(text: str) -> None:
    assert list(numbers_in_words(text, "en")) == []


def test_what_stands_apart_is_not_one_number() -> None:
    assert list(numbers_in_words("twenty. Six hundred left; thirty, nine stayed", "en")) == ["20", "600", "30"]


def test_numbers_of_an_unknown_language_are_not_read() -> None:
    assert list(numbers_in_words("thirty-six", "xx")) == []


@pytest.mark.parametrize("number", range(21, 100))
def test_every_number_below_a_hundred_reads_in_english_and_german(number: int) -> None:
    units = {
        "en": "one two three four five six seven eight nine",
        "de": "ein zwei drei vier fünf sechs sieben acht neun",
    }
    tens = {
        "en": "twenty thirty forty fifty sixty seventy eighty ninety",
        "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    }
    ten, unit = divmod(number, 10)
    english, german = tens["en"].split()[ten - 2], tens["de"].split()[ten - 2]
    if unit:
        english = f"{english}-{units['en'].split()[unit - 1]}"
        german = f"{units['de'].split()[unit - 1]}und{german}"
    assert number > CLOCK
    assert list(numbers_in_words(english, "en")) == list(numbers_in_words(german, "de")) == [str(number)]

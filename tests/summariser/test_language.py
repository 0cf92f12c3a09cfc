"""The language files and what is read from them."""

import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from digest.model import Article, Entry
from digest.summariser.language import Language, detect_language, language_codes, language_of, load_language

CODES = ("de", "en", "es", "fr", "pl", "ru", "uk")
KEYS = {field.name for field in fields(Language)} - {"code"}
SAMPLES = {
    "de": "Der Rat hat am Abend beschlossen, dass die Brücke nicht mehr für den Verkehr geöffnet wird.",
    "en": "The council decided in the evening that the bridge will not be opened to traffic again.",
    "es": "El concejo decidió por la noche que el puente no se abrirá más al tráfico de la ciudad.",
    "fr": "Le conseil a décidé dans la soirée que le pont ne sera plus ouvert à la circulation.",
    "pl": "Rada zdecydowała wieczorem, że most nie będzie już otwarty dla ruchu, bo jest w złym stanie.",
    "ru": "Совет решил вечером, что мост больше не будет открыт для движения, потому что он опасен.",
    "uk": "Рада вирішила ввечері, що міст більше не буде відкрито для руху, бо він є небезпечним.",
}


def article(text: str, language: str = "", entry_language: str = "") -> Article:
    return Article(
        Entry("source", "guid", "https://paper.example/1", "Headline", language=entry_language), text, language=language
    )


def raw(code: str) -> dict[str, object]:
    return tomllib.loads(files("digest.summariser").joinpath("languages", f"{code}.toml").read_text("utf-8"))


def test_seven_languages_have_a_file_of_their_own() -> None:
    assert language_codes() == CODES


@pytest.mark.parametrize("code", [*CODES, "und"])
def test_a_language_file_has_known_keys_and_lists_of_small_words_without_repeats(code: str) -> None:
    table = raw(code)
    assert set(table) <= KEYS
    for words in table.values():
        if isinstance(words, list):
            assert words == [word.lower().strip() for word in words]
            assert len(words) == len(set(words))


@pytest.mark.parametrize("code", CODES)
def test_no_abbreviation_is_written_with_its_last_stop(code: str) -> None:
    language = load_language(code)
    for words in (language.abbreviations, language.numbered, language.closing, language.clock):
        assert not [word for word in words if word.endswith(".")]


def test_a_language_builds_on_what_holds_everywhere() -> None:
    everywhere, german = load_language("xx"), load_language("de")
    assert everywhere.code == "und"
    assert german.holds > everywhere.holds
    assert german.credits > everywhere.credits


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("pt_BR", "und"), ("UK", "uk"), ("", "und"), ("../en", "und")]
)
def test_a_tag_finds_its_language_by_the_first_part(tag: str, code: str) -> None:
    assert load_language(tag).code == code


@pytest.mark.parametrize("code", CODES)
def test_the_function_words_of_a_sentence_tell_its_language(code: str) -> None:
    assert detect_language(SAMPLES[code]) == code


@pytest.mark.parametrize(
    "text", ["", "12 345", "市議会は夜、橋を再び開通させないことを決めた。", "Lorem ipsum dolor sit amet consectetur"]
)
def test_a_text_without_enough_function_words_of_any_language_has_none(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "A câmara decidiu na noite de terça-feira que a ponte não vai ser mais aberta ao trânsito da cidade e do porto.",
        "El consell va decidir al vespre que el pont no és segur i que no es tornarà a obrir amb els cotxes de la ciutat.",
        "Съветът реши вечерта, че мостът няма да се отвори отново за движение, защото според инженерите той е опасен.",
        "Рада вырашыла ўвечары, што мост больш не будзе адкрыты для руху, бо ён, як кажуць інжынеры, быў небяспечны.",
        "De raad besloot 's avonds dat de brug niet meer voor het verkeer wordt geopend, want die is volgens hem onveilig.",
    ],
)
def test_a_language_without_a_file_is_not_taken_for_its_neighbour(text: str) -> None:
    assert detect_language(text) == ""


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert detect_language(SAMPLES["fr"] * 40 + SAMPLES["en"] * 10_000) == "fr"


def test_an_article_has_the_language_of_its_words_else_the_one_it_states_else_its_entrys() -> None:
    assert language_of(article(SAMPLES["uk"], "en-US")).code == "uk"
    assert language_of(article("Ada Cole, 61", "de-AT", "fr")).code == "de"
    assert language_of(article("Ada Cole, 61", "", "fr")).code == "fr"
    assert language_of(article("Ada Cole, 61")).code == "und"


def test_an_article_in_a_language_without_a_file_is_taken_at_its_word() -> None:
    assert language_of(article(SAMPLES["es"], "gl")).code == "und"


def test_the_guide_explains_every_key_of_a_language_file() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "languages.md").read_text("utf-8")
    assert [key for key in KEYS if f"| `{key}` |" not in guide] == []

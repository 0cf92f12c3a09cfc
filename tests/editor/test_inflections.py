"""A word finds its other forms, in each language that knows stems, and not its neighbours'."""

import pytest

from digest.editor.words import STEMMED_LANGUAGES, words_of

FORMS = {
    "en": (
        "port ports port's", "ferry ferries ferry's", "strike strikes striking", "election elections", "tax taxes taxed",
        "council councils council's", "storm storms stormed", "protest protests protesting protested",
    ),
    "de": (
        "hafen hafens häfen", "haus hauses häuser", "wahl wahlen", "streik streiks streiken", "straße straßen",
        "brücke brücken", "gemeinde gemeinden", "gericht gerichts gerichte gerichten",
    ),
    "fr": ("port ports", "école écoles l'école", "grève grèves", "élection élections", "marché marchés", "impôt impôts"),
    "es": ("puerto puertos", "elección elecciones", "huelga huelgas", "escuela escuelas", "incendio incendios"),
    "pl": (
        "port portu portem portach", "szkoła szkoły szkole szkół szkołą", "wybory wyborów wyborami wyborach",
        "strajk strajku strajki strajków", "miasto miasta miastem", "most mostu mosty mostów", "rada rady radzie radę",
    ),
    "ru": (
        "порт порта порту портом портов", "школа школы школе школ школами", "выборы выборов выборами",
        "забастовка забастовки забастовку", "город города городом городах", "мост моста мосты мостов",
    ),
    "uk": (
        "порт порту портом портів портами портах порти", "рука руці руки руками", "школа школи школі шкіл школами",
        "вибори виборів виборами виборах", "Харків Харкова Харкові Харковом", "Київ Києва Києві", "Львів Львова Львові",
        "поліція поліції поліцією", "навчання навчань навчанню", "ринок ринку ринками", "пожежа пожежі пожежу пожеж",
        "швидкість швидкості швидкістю", "українець українця українці", "рік року роки років", "ніч ночі",
        "місто міста містах містом", "дорога дороги дорозі доріг", "гавань гавані гаванню", "голова голови голові",
        "бюджет бюджету бюджетом", "обстріл обстрілу обстріли обстрілів", "страйк страйку страйки страйками",
        "війна війни війні війною воєн", "пором порома поромом пороми", "лікарня лікарні лікарень", "мер мера мером",
        "село села сіл", "осінь осені", "міст мосту мости", "тариф тарифу тарифи тарифів",
    ),
}  # fmt: skip

NEIGHBOURS = {
    "en": "port portal sport news new tax taxi council counsel storm story",
    "de": "hafen haft haus hase wahl wal brücke bruch gericht gerücht",
    "fr": "port pont grève gré impôt import",
    "es": "puerto puente huelga huella",
    "pl": "port sport most mostek rada rower",
    "ru": "порт спорт портрет мост место город огород",
    "uk": "порт спорт портрет рука рух місто мостовик голова гол рада радіо рік річка лист ліс мер море",
}

FLOORS = {"uk": 0.89, "pl": 0.95}
"""The share of forms that are found; other languages find all of theirs."""


def _stems(text: str, language: str) -> list[str]:
    return list(words_of(text, language).stems)


@pytest.mark.parametrize("language", FORMS)
def test_a_word_finds_its_other_forms(language):
    found = [
        stem == stems[0]
        for line in FORMS[language]
        for stems in [_stems(_plain(line, language), language)]
        for stem in stems[1:]
    ]
    assert sum(found) / len(found) >= FLOORS.get(language, 1.0)


def _plain(line: str, language: str) -> str:
    """French elision is two words; what is compared is the noun."""
    return line.replace("l'", "") if language == "fr" else line


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_a_word_does_not_find_its_neighbours(language):
    stems = _stems(NEIGHBOURS[language], language)
    assert len(set(stems)) == len(stems), sorted(stems)


@pytest.mark.parametrize("language", STEMMED_LANGUAGES)
def test_every_stemmed_language_has_its_stemmer(language):
    assert _stems("а", language)


def test_a_language_that_is_not_known_leaves_words_as_they_are():
    assert words_of("Ferries FERRIES", "").stems == ("ferries", "ferries")


def test_a_regional_language_has_the_stems_of_its_language():
    assert words_of("ferries", "en-GB").stems == words_of("ferry", "en").stems

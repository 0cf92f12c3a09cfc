"""Words with a capital, as the editor's profiles read them."""

from __future__ import annotations

from digest.editor.capitals import Capital, cut_stem, find_capitals


def _found(text: str, language: str = "en", common: frozenset[str] = frozenset()) -> list[tuple[str, bool, bool]]:
    return [(each.printed, each.inside, each.follows) for each in find_capitals(text, language, common)]


def test_a_name_tells_whether_it_stands_inside_a_sentence_and_behind_another() -> None:
    assert _found("Harrow burned. Mayor Ada Brindle left Harrow.") == [
        ("Harrow", False, False),
        ("Mayor", False, False),
        ("Ada", True, True),
        ("Brindle", True, True),
        ("Harrow", True, False),
    ]


def test_the_second_half_of_a_joined_word_is_inside() -> None:
    assert _found("Saint-Méron d'Agrisel", "fr") == [
        ("Saint", False, False),
        ("Méron", True, False),
        ("Agrisel", True, False),
    ]


def test_a_common_word_is_passed_over_by_its_stem_and_yet_a_name_follows_it() -> None:
    common = frozenset({cut_stem("mayor", "en")})
    assert _found("so the Mayor Brindle left", common=common) == [("Brindle", True, True)]


def test_cases_of_a_name_have_one_stem() -> None:
    stems = {each.stem for each in find_capitals("w Lipowcu, do Lipowca, Lipowiec", "pl", frozenset())}
    assert stems == {"lipow"}


def test_short_words_and_empty_texts_have_no_capitals() -> None:
    assert list(find_capitals("At an EU of no AI", "en", frozenset())) == []
    assert list(find_capitals("", "en", frozenset())) == []


def test_what_is_found_is_plain_data() -> None:
    assert list(find_capitals("in Harrow", "en", frozenset())) == [Capital("harro", "Harrow", True, False)]

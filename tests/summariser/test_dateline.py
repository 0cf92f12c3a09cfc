"""Where a paragraph's own words begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summariser.dateline import DATELINE_CHARS, skip_dateline
from digest.summariser.language import load_language


def after(text: str, code: str = "en", dateline: str = "") -> str:
    return text[skip_dateline(text, (0, len(text)), dateline, load_language(code)) :]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "KYIV, July 14 (Agency) — Two people died."),
        ("en", "LONDON/KYIV, July 14 (Reuters) - Two people died."),
        ("en", "(CNN) -- Two people died."),
        ("en", "(CNN)Two people died."),
        ("en", "ST. PETERSBURG, Fla. (AP) — Two people died."),
        ("en", "UNITED NATIONS—Two people died."),
        ("en", "Harare, March 3 – “Two people died,” he said."),
        ("en", "Lisbon – Two people died."),
        ("en", "MOSCOW, July 14. /TASS/. Two people died."),
        ("en", "BEIJING, July 14 (Xinhua) -- 12 people died."),
        ("de", "Berlin (dpa) - Zwei Menschen starben."),
        ("de", "BERLIN afp | Zwei Menschen starben."),
        ("de", "Kiew/Moskau, 14. Juli (AFP) — Zwei Menschen starben."),
        ("fr", "Paris (AFP) – Deux personnes sont mortes."),
        ("es", "Madrid, 14 jul (EFE).- Dos personas murieron."),
        ("es", "MADRID, 14 Jul. (EUROPA PRESS) - Dos personas murieron."),
        ("pl", "Warszawa (PAP) – Dwie osoby zginęły."),
        ("ru", "МОСКВА, 14 июля. /ТАСС/. Погибли два человека."),
        ("ru", "Москва. 14 июля. INTERFAX.RU - Погибли два человека."),
        ("uk", "КИЇВ, 14 липня (Укрінформ) — Загинули двоє людей."),
    ],
)
def test_place_date_and_agency_stand_before_the_words(code: str, text: str) -> None:
    words = after(text, code)
    assert text.endswith(words)
    assert words.lstrip("“").split()[0] in {"Two", "12", "Zwei", "Deux", "Dos", "Dwie", "Погибли", "Загинули"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "NATO — the alliance of 32 states — met on Monday."),
        ("en", "The mayor — Ada Cole — resigned."),
        ("en", "Then - The Band came home."),
        ("en", "The European Union (EU) Commission met."),
        ("en", "Ada Cole, Bo Finn, Cy Hart, Di Ives, Ed Jones — They all came."),
        ("en", "Ada Cole of the council - The Band came home."),
        ("en", "Well-known singers came."),
        ("en", "Kyiv fell silent."),
        ("de", "Angela Holt (CDU) Mitte der Woche: Das reicht."),
        ("de", "Am Montag – Die Sonne schien – kamen sie."),
        ("en", "KYIV —"),
        ("en", "Al " * DATELINE_CHARS + "— The end."),
        ("en", ""),
    ],
)
def test_a_sentence_with_a_dash_or_a_bracket_is_left_whole(code: str, text: str) -> None:
    assert after(text, code) == text


def test_a_dateline_that_is_known_is_believed() -> None:
    assert after("Upper Town of Zed, Tuesday: Two died — They were men.", dateline="Upper Town") == after(
        "Upper Town of Zed, Tuesday: Two died — They were men."
    )
    assert after("Foot of the Hill (own report) | Two died.", dateline="Foot of the Hill —") == "Two died."
    assert after("Kyiv fell silent — Nobody came.", dateline="Kyiv") == "Kyiv fell silent — Nobody came."


def test_a_bullet_is_no_part_of_the_words() -> None:
    assert after("• Two people died.") == "Two people died."
    assert after("— RIGA, May 1 — Two people died.") == "Two people died."


@given(st.text(alphabet=st.sampled_from("AaБб (CNN)/.—–-|,1"), max_size=60))
def test_the_words_begin_inside_the_paragraph(text: str) -> None:
    assert 0 <= skip_dateline(text, (0, len(text)), "", load_language("en")) <= len(text)

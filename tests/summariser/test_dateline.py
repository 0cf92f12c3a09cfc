"""Where a paragraph's own words begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summariser.dateline import DATELINE_CHARS, has_dateline, skip_dateline
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
        ("en", "NEW DELHI: Two people died."),
        ("en", "BREAKING: Two people died."),
        ("en", "Washington, Jul 14 (PTI) Two people died."),
        ("en", "Washington, Jul 14 (Own Agency) Two people died."),
        ("en", "LONDON, 14 July 2024 (Agency): Two people died."),
        ("en", "THE HAGUE, Netherlands – Two people died."),
        ("en", "WASHINGTON D.C., Jul 14, 2024 / 10:00 am (CNA). Two people died."),
        ("de", "Berlin (epd). Zwei Menschen starben."),
        ("de", "BERLIN own | Zwei Menschen starben."),
        ("de", "Frankfurt a. M. (Agentur) – Zwei Menschen starben."),
        ("de", "Berlin – 14. Juli 2024. Zwei Menschen starben."),
        ("fr", "Kiev, le 14 juillet (Agence) — Deux personnes sont mortes."),
        ("es", "Buenos Aires, 14 de julio (Agencia).— Dos personas murieron."),
        ("es", "Ciudad de México.- Dos personas murieron."),
        ("es", "CIUDAD DE MÉXICO (AP) — Dos personas murieron."),
        ("pl", "Warszawa, 14 lipca (PAP) – Dwie osoby zginęły."),
        ("ru", "МОСКВА, 14 июл — РИА Новости. Погибли два человека."),
        ("ru", "МОСКВА, 14 июл - РИА Новости, Иван Ким. Погибли два человека."),
        ("uk", "Київ. 14 липня. УНІАН. Загинули двоє людей."),
        ("uk", "КИЇВ, 14 липня – РБК-Україна. Загинули двоє людей."),
        ("it", "(ANSA) - ROMA, 14 LUG - Two people died."),
        ("it", "Roma, 14 lug. (Adnkronos) - Two people died."),
        ("pt", "São Paulo, 14 de julho (Reuters) - Two people died."),
        ("cs", "Praha 14. července (ČTK) - Two people died."),
        ("ar", "القاهرة (رويترز) - Two people died."),
        ("zh", "某社北京7月14日电（记者王明）Two people died."),
        ("zh", "（某社記者王明台北14日電）Two people died."),
        ("ja", "【ロンドン＝山田太郎】Two people died."),
        ("ko", "(서울=통신사) 홍길동 기자 = Two people died."),
        ("ko", "[서울=통신사] Two people died."),
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
        ("de", "Angela Holt (CDU) ist Bürgermeisterin – Das reicht."),
        ("en", "New Delhi: Two people dance."),
        ("en", "Ada Cole (Tern Island): Two people dance."),
        ("en", "Monday. It was cold."),
        ("en", "Despite Mr. Cole’s Oct. 11 letter, nobody came."),
        ("en", "Christmas 2023. The family sat down."),
        ("en", "Reuters: Two people died."),
        ("en", "(CNN"),
        ("uk", "Україна. Країна стоїть."),
        ("ja", "【ロンドン＝山田太郎】"),
        ("ja", "【" + "長" * 41 + "】 Two people died."),
        ("en", "KYIV —"),
        ("en", "Al " * DATELINE_CHARS + "— The end."),
        ("en", ""),
    ],
)
def test_a_sentence_with_a_dash_or_a_bracket_is_left_whole(code: str, text: str) -> None:
    assert after(text, code) == text


def test_capitals_before_a_colon_that_other_lines_have_too_name_who_speaks() -> None:
    text = "COLE: Two people died.\nFINN: When was that?"
    assert skip_dateline(text, (0, 22), "", load_language("en")) == 0


def test_behind_a_place_only_a_date_or_an_agency_is_skipped() -> None:
    assert after("KYIV — Ada Cole, 61 — The mayor — resigned.") == "Ada Cole, 61 — The mayor — resigned."
    assert after("(CNN) — KYIV 24 is on air. It is cold.") == "KYIV 24 is on air. It is cold."


def test_a_dateline_that_is_known_is_believed() -> None:
    assert after("Upper Town of Zed, Tuesday: Two died — They were men.", dateline="Upper Town") == after(
        "Upper Town of Zed, Tuesday: Two died — They were men."
    )
    assert after("Foot of the Hill (own report) | Two died.", dateline="Foot of the Hill —") == "Two died."
    assert after("Kyiv fell silent — Nobody came.", dateline="Kyiv") == "Kyiv fell silent — Nobody came."


def test_a_bullet_is_no_part_of_the_words() -> None:
    assert after("• Two people died.") == "Two people died."
    assert after("— RIGA, May 1 — Two people died.") == "Two people died."


@given(st.text(alphabet=st.sampled_from("AaБб (CNN)/.—–-|,1:=【】电月日"), max_size=60))
def test_the_words_begin_inside_the_paragraph(text: str) -> None:
    assert 0 <= skip_dateline(text, (0, len(text)), "", load_language("en")) <= len(text)


@pytest.mark.parametrize(
    "text", ["—Dos personas murieron —dijo Ana.", "– Zginęły dwie osoby – mówi Anna.", "—La lente, dijo."]
)
def test_a_dash_that_opens_a_paragraph_opens_speech(text: str) -> None:
    assert not has_dateline(text, (0, len(text)), "", load_language("es"))

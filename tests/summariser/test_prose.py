"""Paragraphs, sentences and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summariser.language import load_language
from digest.summariser.prose import count_words, paragraphs, sentences

LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "und")
PROSE = st.text(alphabet=st.sampled_from("aAбБ.!?…\"'“”„«»()—-1 \n\u00a0。」を؟。"), max_size=80)


def split(text: str, code: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), load_language(code))]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["The U.S. Senate voted at noon.", "The envoy left the U.S.", "Then the talks ended."]),
        (
            "en",
            ["Polls close at 8 p.m. Monday.", "Police came at 6 p.m.", "Officers left at 7 p.m. EDT.", "It was 9 p.m."],
        ),
        ("en", ["Sen. Ada Cole (R-Texas) rose.", "Shares of Acme Inc. rose.", "It bought Acme Inc.", "The board met."]),
        ("en", ["“Stop!” said the guard.", "Yahoo!, a portal, was sold.", "“Who?” she asked.", "No."]),
        ("en", ["He said “it is over.”", "Then he left (in haste.)", "She “stayed.”", "“We wait,” she said."]),
        ("en", ["Mrs. May met J. K. Holt at No. 10.", "He said no.", "It’s over.", "World War I.", "The end."]),
        ("en", ["It was . . . odd.", "It was... odd.", "It cost.", "$5 million went."]),
        ("en", ["Wait… what?", "Wait…", "What?", "In 2016.", "30 men came."]),
        ("de", ["Am 3. Oktober kam er.", "Johannes Paul II. starb.", "Es kostet ca. 5 Mio. Euro, z. B. in Ulm."]),
        ("de", ["Sie verlor 0:3.", "Er wurde 12.", "Das war gut.", "Sie sagte: „Nein.“", "Dann ging sie."]),
        ("fr", ["« Je pars. »", "Il sourit.", "« Tu viens ? » demande-t-elle.", "« Non. », dit M. Le Goff."]),
        ("fr", ["Mme Petit est venue le 12 sept. 2024.", "Le maire l’a reçue."]),
        (
            "es",
            ["Vive en EE. UU.", "El alcalde calló.", "¿Quién?", "¡Yo!", "El Sr. Pérez dijo que no.", "La sala calló."],
        ),
        (
            "ru",
            [
                "«Стой!» — сказал он.",
                "Он родился в 1950 г.",
                "Он жил в г. Твери на ул. Мира.",
                "А. С. Ким и др.",
                "Они ушли.",
            ],
        ),
        ("uk", ["У 2020 р.", "Він жив у м. Києві.", "Т. Шевчук мовчав.", "«Так!» — каже він."]),
        ("pl", ["W 2020 r. Rada uznała 3. Okręg.", "Prof. Jan Nowak był tam, m.in. Ewa.", "Tak."]),
        ("ja", ["「行く。」と彼は言った。", "次の文。", "え？", "「はい。」"]),
        ("zh", ["“很好。”他说。", "明天见！"]),
        ("hi", ["यह एक वाक्य है।", "यह दूसरा है।"]),
        ("ar", ["هل هذا صحيح؟", "نعم هو كذلك."]),
        ("ka", ["ეს არის წინადადება.", "ეს მეორეა."]),
        ("cs", ["Dne 3. Května přišel.", "Pak odešel."]),
    ],
)
def test_sentences_end_where_a_reader_hears_them_end(code: str, expected: list[str]) -> None:
    assert split(("" if code in {"ja", "zh"} else " ").join(expected), code) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    assert split("A headline without a stop\nThe mayor of\n\n  the town resigned. ", "en") == [
        "A headline without a stop",
        "The mayor of",
        "the town resigned.",
    ]


def test_only_the_stretch_that_is_asked_for_is_split() -> None:
    text = "One came. Two came. Three came."
    assert [text[a:b] for a, b in sentences(text, 10, 24, load_language("en"))] == ["Two came.", "Thre"]


def test_paragraphs_are_the_lines_with_something_on_them() -> None:
    text = " one \n\n \t\ntwo\u00a0"
    assert [text[start:end] for start, end in paragraphs(text)] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Two people – both men – died at U.S. 41.", 8),
        ("市議会は決めた。", 4),
        ("สวัสดีครับ", 3),
        ("中文 and English", 3),
        ("... — !", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert count_words(text) == words


@given(PROSE, st.sampled_from(LANGUAGES))
def test_sentences_cover_everything_but_the_space_between_them(text: str, code: str) -> None:
    spans = list(sentences(text, 0, len(text), load_language(code)))
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    assert all(text[start:end] == text[start:end].strip() != "" and "\n" not in text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    "unit", [". ", ".", '."', "a. ", "« ", "!? ", ". »", "字。", ". . .", "'a ", "A.A.", "“a.” ", "9. "]
)
def test_a_million_characters_of_anything_are_split_in_one_pass(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    spans = list(sentences(text, 0, len(text), load_language("en")))
    assert spans[-1][1] in {len(text), len(text) - 1}
    assert count_words(text) <= 1_000_000

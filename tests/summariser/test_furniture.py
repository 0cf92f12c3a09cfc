"""Lines that are no prose of the article."""

import pytest

from digest.model import Article, Entry, Image
from digest.summariser.furniture import begins_with, has_phrase, is_caption, is_furniture, is_prose, is_summary_heading
from digest.summariser.language import load_language

ARTICLE = Article(
    Entry("source", "guid", "https://paper.example/1", "Ferry runs aground off Tern Island."),
    "",
    byline="Ada Cole and Bo Finn",
    image=Image("https://paper.example/1.jpg", caption="The ferry at low tide.", credit="Cy Hart for The Paper."),
)
FURNITURE = [
    ("en", "Editor’s note: The name of the captain was corrected on 3 May."),
    ("en", "Correction: An early version gave the wrong island."),
    ("en", "This story was updated at 9:12 p.m. with the coast guard's words."),
    ("en", "A version of this article ran in the Sunday paper."),
    ("en", "Sign up for Harbour Lights, our weekly letter on the sea."),
    ("en", "You can listen to this report in our app. It takes 3 min read."),
    ("en", "We send the best of the coast straight to your inbox."),
    ("en", "Follow us at www.paper.example for more."),
    ("en", "(Reporting by Ada Cole; editing by Bo Finn)"),
    ("en", "[Music fades.]"),
    ("en", "Ferry runs aground off Tern Island."),
    ("en", "Ada Cole and Bo Finn."),
    ("en", "The ferry at low tide."),
    ("en", "Cy Hart for The Paper"),
    ("en", "FERRY RUNS AGROUND OFF TERN ISLAND!"),
    ("en", "Captain Tells Inquiry He Never Saw the Rocks From His Bridge."),
    ("de", "Lesen Sie auch: Warum die Fähre zu schnell war."),
    ("de", "Dieser Artikel wurde am 3. Mai um 9.12 Uhr ergänzt."),
    ("fr", "Mise à jour : l’âge du capitaine a été corrigé."),
    ("fr", "Cet article est réservé à nos abonnés."),
    ("es", "Suscríbete a nuestro boletín del mar."),
    ("pl", "Czytaj także: Prom osiadł na mieliźnie."),
    ("uk", "Читайте також: Пором сів на мілину."),
    ("uk", "Новина доповнюється."),
    ("ru", "Читайте также: Паром сел на мель."),
    ("nl", "© 2024 The Paper. Alle rechten voorbehouden."),
]
CAPTIONS = [
    ("en", "Men wade to the ferry on Friday. Photo: Cy Hart"),
    ("en", "Men wade to the ferry on Friday. Photograph: Cy Hart/EPA."),
    ("en", "Men wade to the ferry. (Cy Hart/Pool/AFP via Getty Images)"),
    ("en", "Men wade to the ferry. [AP]"),
    ("de", "Männer waten am Freitag zur Fähre. Foto: Cy Hart/dpa"),
    ("uk", "Люди йдуть до порома. (Фото: Сай Гарт)"),
]
PROSE = [
    ("en", "Corrections officers at the island's jail walked out on Friday, the union said."),
    ("en", "Updated charts would have shown the sandbank, the captain told the inquiry on Monday."),
    ("en", "The pictures were sold to an agency in Lisbon, the court heard."),
    ("en", "Reuters, the news agency, said on Friday that its picture desk would move to Gdansk next spring."),
    ("en", "The ferry (built in 1998) ran aground."),
    ("en", "Captain Owen Tully, First Mate Anna Reed and Chief Engineer Cy Hart have resigned."),
    ("de", "Anzeige erstattete die Reederei am Freitag bei der Polizei der Insel."),
    ("fr", "Publiée vendredi, l’enquête accuse le capitaine du ferry."),
]


@pytest.mark.parametrize(("code", "line"), FURNITURE + CAPTIONS)
def test_what_stands_around_a_story_is_furniture(code: str, line: str) -> None:
    assert is_furniture(line, ARTICLE, load_language(code))


@pytest.mark.parametrize(("code", "line"), PROSE)
def test_a_sentence_that_begins_like_furniture_is_none(code: str, line: str) -> None:
    assert not is_furniture(line, ARTICLE, load_language(code))


@pytest.mark.parametrize(("code", "line"), CAPTIONS)
def test_a_line_that_ends_with_who_made_the_picture_is_a_caption(code: str, line: str) -> None:
    assert is_caption(line, load_language(code))


def test_an_article_without_headline_byline_and_picture_knows_no_line() -> None:
    bare = Article(Entry("source", "guid", "https://paper.example/1", ""), "")
    assert not is_furniture("The ferry at low tide.", bare, load_language("en"))
    assert not is_furniture("???", bare, load_language("en"))


def test_a_long_paragraph_may_hold_what_makes_a_short_line_furniture() -> None:
    line = "The bank had promised customers that the card would be in their hands and the code in your inbox."
    assert has_phrase(line, load_language("en"))
    assert not has_phrase(line + " It was not, " * 15, load_language("en"))


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("He left.", True),
        ("“He left.”", True),
        ("« Il est parti. »", True),
        ("彼は去った。」", True),
        ("By Ada Cole", False),
        ("He left:", False),
        ("", False),
    ],
)
def test_prose_ends_with_a_stop(line: str, prose: bool) -> None:
    assert is_prose(line) is prose


def test_phrases_match_whole_words_whatever_their_case_and_numbers() -> None:
    assert begins_with("Updated 12:30, 3 May", load_language("en").opens)
    assert begins_with("“But she left.", load_language("en").leaning)
    assert not begins_with("Butter is dear.", load_language("en").leaning)
    assert not begins_with("Nothing leans here.", frozenset())


def test_a_language_names_the_headings_of_a_standing_summary() -> None:
    assert is_summary_heading("What we know so far:", load_language("en"))
    assert is_summary_heading("Das Wichtigste in Kürze", load_language("de"))
    assert not is_summary_heading("What we know of the captain", load_language("en"))

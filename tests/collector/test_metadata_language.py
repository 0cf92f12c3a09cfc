"""The language of a text whose page does not tell it."""

import pytest
from heads import URL
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.metadata_language import guess_language
from digest.collector.page import read_page


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Rat hat am Dienstag beschlossen, dass die Fähre ab Mai zum Nordufer fährt. Das ist eine gute Nachricht für alle, die dort wohnen, sagte der Bürgermeister nach der Sitzung."),
        ("en", "The council decided on Tuesday that a ferry is to run to the north bank from May. It was a good day for all who live there, said the mayor after the vote."),
        ("es", "El consejo decidió el martes que un transbordador irá a la orilla norte desde mayo. Es una buena noticia para los que viven allí, dijo la alcaldesa después de la votación."),
        ("fr", "Le conseil a décidé mardi que le bac ira sur la rive nord dès le mois de mai. C'est une bonne nouvelle pour les gens qui vivent dans le quartier, a dit la maire."),
        ("it", "Il consiglio ha deciso martedì che un traghetto andrà alla riva nord da maggio. È una buona notizia per gli abitanti che non hanno un ponte, ha detto il sindaco della città."),
        ("nl", "De raad heeft dinsdag besloten dat er vanaf mei een veerboot naar de noordoever vaart. Het is goed nieuws voor de mensen die er wonen, zei de burgemeester na de stemming van de raad."),
        ("pl", "Rada zdecydowała we wtorek, że od maja prom będzie pływał na północny brzeg. To jest dobra wiadomość dla wszystkich, którzy tam mieszkają i nie mają mostu, powiedział burmistrz po głosowaniu."),
        ("pt", "O conselho decidiu na terça-feira que uma balsa vai para a margem norte a partir de maio. É uma boa notícia para os que não têm uma ponte, disse o prefeito da cidade."),
        ("ru", "Совет решил во вторник, что с мая паром будет ходить на северный берег. Это хорошая новость для всех, кто там живет и не имеет моста, сказал мэр после голосования."),
        ("uk", "Рада вирішила у вівторок, що з травня пором ходитиме на північний берег. Це добра новина для всіх, хто там живе і не має мосту, сказав мер після голосування."),
        ("", "The ferry wins."),
        ("", "ferry " * 100),
        ("", "de la que en " * 20),
        ("", ""),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_small_words(language, text):
    assert guess_language(text) == language


@given(st.text(max_size=300))
def test_no_text_raises(text):
    assert len(guess_language(text)) in {0, 2}


@pytest.mark.parametrize(("declared", "language"), [("", "en"), (' lang="nl"', "nl")])
def test_a_page_is_in_the_language_that_it_declares_or_else_speaks(declared, language):
    words = "The council decided on Tuesday that a ferry is to run to the north bank from May, and it was a good day for all."
    assert read_page(f"<html{declared}><body><h1>Ferry wins</h1><p>{words}</p></body></html>", URL).language == language

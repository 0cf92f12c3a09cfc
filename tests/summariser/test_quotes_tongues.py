"""What French, Spanish, Polish, Russian and Ukrainian do their own way: each rule where it holds and where it must not."""

import pytest

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes
from digest.summariser.voices import load_voice


def said(text, language):
    article = Article(Entry("gazette", "1", "", ""), text, language=language)
    return [(" / ".join(part.text for part in each.words), each.speaker) for each in find_quotes(article)]


def speakers(text, language):
    return [speaker for _, speaker in said(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "« Le pont, a dit la maire Anne Roy, est fermé pour tout l'hiver. »", "Le pont / est fermé pour tout l'hiver."),
        ("fr", "« Le pont est fermé pour l'hiver, explique Anne Roy. Il rouvrira en mai. »", "Le pont est fermé pour l'hiver / Il rouvrira en mai."),
        ("fr", "« Le pont est fermé pour tout l'hiver, s'est exclamée Anne Roy. »", "Le pont est fermé pour tout l'hiver"),
        ("es", "«El puente —dijo la alcaldesa Ana Roy— está cerrado todo el invierno».", "El puente / está cerrado todo el invierno"),
        ("pl", "„Most – powiedziała Anna Lis – będzie zamknięty całą zimę”.", "Most / będzie zamknięty całą zimę"),
        ("ru", "«Мост, — сказала Анна Ли, — закрыт до самой весны».", "Мост / закрыт до самой весны"),
        ("uk", "«Міст, — сказала Анна Лі, — зачинено до самої весни».", "Міст / зачинено до самої весни"),
    ],
)  # fmt: skip
def test_the_authors_words_within_the_marks_are_no_part_of_the_quote(language, text, words):
    assert [each for each, _ in said(text, language)] == [words]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« Je suis venu, salue le maire, et repars par le pont », dit Anne Roy."),
        ("fr", "« Je suis venu, une fois encore, voir le pont », dit Anne Roy."),
        ("es", "«El puente —el más viejo— está cerrado todo el año», dijo Ana Roy."),
        ("pl", "„Most – nasz stary most – będzie zamknięty całą zimę” – mówi Anna Lis."),
        ("ru", "«Мост — это всё, что у нас было до войны», — сказала Анна Ли."),
    ],
)
def test_a_speakers_own_aside_is_a_part_of_the_quote(language, text):
    ((words, _),) = said(text, language)
    assert words == text[1 : max(text.rfind(mark) for mark in "»”")].strip()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Пришли Иван Петров и Анна Ли. Анна Ли молчит. Иван Петров встал. «Мост закрыт до весны, увы», — сказала она.", "Анна Ли"),
        ("ru", "Анна Ли закрыла мост. «Мост закрыт до самой весны», — пояснила во вторник.", "Анна Ли"),
        ("ru", "Анна Ли закрыла мост. «Мост закрыт до самой весны», — пояснил во вторник.", ""),
        ("ru", "Анна Ли закрыла мост. «Мост закрыт до самой весны», — пояснили во вторник.", ""),
        ("ru", "Анна Ли закрыла мост. «Мост закрыт до самой весны», — сказала вчера вечером Ковач.", "Ковач"),
        ("uk", "Анна Лі зачинила міст. «Міст зачинено до самої весни», — додала у вівторок.", "Анна Лі"),
        ("pl", "Anna Lis zamknęła most. „Most będzie zamknięty całą zimę” – dodała we wtorek.", "Anna Lis"),
        ("pl", "Anna Lis zamknęła most. „Most będzie zamknięty całą zimę” – dodał we wtorek.", ""),
        ("pl", "Anna Lis zamknęła most. Dodała: „Most będzie zamknięty całą zimę”.", "Anna Lis"),
        ("es", "Ana Roy cerró el puente. «El puente está cerrado todo el invierno», añadió.", "Ana Roy"),
        ("es", "Ana Roy cerró el puente. «El puente está cerrado todo el invierno», añadieron.", ""),
    ],
)  # fmt: skip
def test_a_verb_alone_means_whoever_its_gender_and_number_fit(language, text, expected):
    assert speakers(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "«Мост закрыт до самой весны», — сказала журналистам Анна Ли.", "Анна Ли"),
        ("ru", "«Мост закрыт до самой весны», — сказала Анна Ли журналистам.", "Анна Ли"),
        ("ru", "«Мост закрыт до самой весны», — сообщил в интервью газете «Новый день» Иван Петров.", "Иван Петров"),
        ("ru", "«Мост закрыт до самой весны», — сообщила во вторник полиция.", "полиция"),
        ("ru", "«Мост закрыт до самой весны», — сказал жительнице Ставского района.", ""),
        ("es", "«El puente está cerrado todo el invierno», dijo a la prensa el alcalde Luis Gil.", "Luis Gil"),
        ("es", "«El puente está cerrado todo el invierno», dijo en Sur Ana Roy.", "Ana Roy"),
    ],
)
def test_the_subject_may_come_late(language, text, expected):
    assert speakers(text, language) == [expected]


RU = "«Мост закрыт до самой весны»"
PL = "„Most będzie zamknięty całą zimę”"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", f"Депутаты Ставского округа собрались. Пришёл Иван Петров. {RU}, — сказал он.", "Иван Петров"),
        ("ru", f"Главный тренер «Маяка» Марта Ли вошла. {RU}, — сказала она.", "Марта Ли"),
        ("ru", f"Марта Ли вошла вчера в зал. {RU}, — сказала она.", "Марта Ли"),
        ("ru", f"Пришла Рагна Хольт и сказала: {RU}. {RU}, — добавил он.", "Рагна Хольт"),
        ("pl", f"{PL} – powiedziała rada Urzędu Mostów Miejskich Vigga Holt.", "Vigga Holt"),
        ("pl", f"{PL} – powiedziała dyrektorka Urzędu Morskiego.", "dyrektorka Urzędu Morskiego"),
        ("pl", f"{PL} – powiedziała prezes Orlenu Vigga Holt.", "Vigga Holt"),
        ("pl", f"{PL} – poinformowała Komisja Mostów.", "Komisja Mostów"),
        ("pl", f"{PL} – powiedział zwolennikom Jan Lis.", "Jan Lis"),
        ("pl", f"{PL} – powiedział Lis zwolennikom.", "Lis"),
        ("pl", f"{PL} – powiedziała Anna Lis.", "Anna Lis"),
        ("ru", f"{RU}, — сказала Анны Ковач.", ""),
        ("ru", f"{RU}, — сказала Петра Ковач.", "Петра Ковач"),
        ("ru", f"{RU}, — сказал какой-то.", ""),
        ("pl", f"{PL} – powiedział Annie Lis.", ""),
    ],
)
def test_cases_tell_the_subject_from_its_office_and_its_hearers(language, text, expected):
    assert speakers(text, language)[0] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Le maire de la ville, Luc Roy, attend. « Le pont est fermé pour tout l'hiver », a-t-il dit.",
            "Luc Roy",
        ),
        ("fr", "Le maire de la ville, Sainte-Marthe, attend. « Le pont est fermé pour tout l'hiver », a-t-il dit.", ""),
        ("fr", "Anne Roy lui a répondu : « Le pont est fermé pour tout l'hiver. »", "Anne Roy"),
        ("es", "Ana Roy le respondió: «El puente está cerrado todo el invierno».", "Ana Roy"),
    ],
)
def test_an_apposed_name_is_meant_and_a_clitic_is_not(language, text, expected):
    assert speakers(text, language) == [expected]


def test_a_name_in_marks_behind_a_noun_is_a_body_and_no_quote():
    text = f"Тренер клуба «Северный Маяк» Пётр Новак вошёл. {RU}, — сказал он. Он крикнул «Северный Маяк наш»."
    assert said(text, "ru") == [("Мост закрыт до самой весны", "Пётр Новак")]


def test_a_name_ties_its_cases_together():
    stem = load_voice("pl").stem
    assert stem("Marka") == stem("Marek") == stem("Markiem") == "Mark"
    assert load_voice("fr").stem("Marka") == "Marka"


def test_what_a_conjunction_adds_to_a_title_is_one():
    assert said("She read her book “The Long Way” and “Going Home Again At Last”.", "en") == []
    assert said("Leyó el libro «La noche larga» y «Vuelta a la casa vieja del río».", "es") == []

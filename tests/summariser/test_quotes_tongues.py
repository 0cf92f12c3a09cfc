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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "« Le pont, explique Anne Roy, la maire, est fermé pour tout l'hiver. »", ["Anne Roy"]),
        ("fr", "« Le pont, explique Anne Roy, puis la route, seront fermés. »", ["Anne Roy"]),
        ("fr", "— Le pont est fermé pour l'hiver, confie Anne Roy, la maire. Il rouvrira en mai.", ["Anne Roy"]),
        ("fr", "— Le pont est fermé pour l'hiver, et la route avec lui.", [""]),
        ("fr", "Pour Anne Roy, maire, « le pont est fermé pour tout l'hiver ».", ["Anne Roy"]),
        ("fr", "Pour une fois, « le pont est fermé pour tout l'hiver ».", []),
        ("fr", "Anne Roy et Luc Roy attendent : « Le pont est fermé pour l'hiver. »", ["Anne Roy et Luc Roy"]),
        ("fr", "« Le pont est fermé pour l'hiver », racontent les voisins.", ["les voisins"]),
        ("es", "Según fuentes policiales, «el puente está cerrado todo el invierno».", ["fuentes policiales"]),
        ("es", "Una hora después Ana Roy escribió: «El puente está cerrado todo el invierno».", ["Ana Roy"]),
        ("es", "Ana Roy vino. Una hora después escribió: «El puente está cerrado todo el invierno».", ["Ana Roy"]),
        ("es", "El agua subió, admitió, y añadió: «El puente está cerrado todo el invierno».", [""]),
        ("es", "Ana Roy vino. La portavoz calló. «El puente está cerrado todo el invierno», añadió.", [""]),
        ("es", "A juicio de Ana Roy, portavoz, basta. «El puente está cerrado todo el invierno», añadió.", ["Ana Roy"]),
        ("fr", "Anne Roy est venue. La directrice a parlé. « Le pont est fermé pour l'hiver », dit-elle.", [""]),
        ("fr", "Anne Roy est venue. Le directeur a parlé. « Le pont est fermé pour l'hiver », dit-elle.", ["Anne Roy"]),
        ("es", "Daniel de la Osa dijo: «El puente está cerrado todo el invierno».", ["Daniel de la Osa"]),
        ("es", "«El puente está cerrado todo el invierno» —masticó Ana Roy.", ["Ana Roy"]),
        ("ru", f"{RU}, — цитирует ТАСС главу МЧС Ивана Петрова.", ["Ивана Петрова"]),
        ("ru", f"{RU}, — цитирует ТАСС.", ["ТАСС"]),
    ],
)  # fmt: skip
def test_each_construction_names_whom_it_means(language, text, expected):
    assert speakers(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Молчит Министерство Мостов. {RU}, — сообщили в министерстве.", "министерстве"),
        (f"Молчит министерство Новоречья. {RU}, — сообщили в министерстве.", "министерство Новоречья"),
        (f"Молчит полиция Новоречья. {RU}, — сообщили в министерстве.", "министерстве"),
        (f"{RU}, — сообщили в МВД.", "МВД"),
        (f"{RU}, — сообщили в Новоречье.", ""),
    ],
)
def test_an_office_speaks_and_a_place_does_not(text, expected):
    assert speakers(text, "ru") == [expected]


def test_a_role_is_one_persons_and_stands_before_a_declined_name():
    text = "« Le pont est fermé pour tout l'hiver », a dit mardi devant les députés Élisabeth Roy."
    (quote,) = find_quotes(Article(Entry("gazette", "1", "", ""), text, language="fr"))
    assert (quote.speaker, quote.role) == ("Élisabeth Roy", "")
    text = f"Учительница из Верхней Лады Зоя Ли вошла. {RU}, — сказала Зоя Ли, его жена."
    (quote,) = find_quotes(Article(Entry("gazette", "1", "", ""), text, language="ru"))
    assert (quote.speaker, quote.role) == ("Зоя Ли", "Учительница из Верхней Лады")


@pytest.mark.parametrize(
    ("aside", "words"),
    [
        ("прохрипіла", "Ми відкриємо новий міст у травні / і ніхто нам не завадить"),
        ("тихий", "Ми відкриємо новий міст у травні, — тихий, — і ніхто нам не завадить"),
    ],
)
def test_one_word_between_dashes_is_the_authors_where_it_ends_as_a_verb_of_the_past(aside, words):
    line = f"— Ми відкриємо новий міст у травні, — {aside}, — і ніхто нам не завадить, — сказала Анна Петренко."
    assert said(f"Журналісти слухали.\n{line}", "uk") == [(words, "Анна Петренко")]

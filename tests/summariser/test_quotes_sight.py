"""Whom a paragraph shows: what "she", a verb alone and "the teacher" mean in five languages, and where nobody is meant."""

import pytest

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes


def quotes(text, language):
    return find_quotes(Article(Entry("gazette", "1", "", ""), text, language=language))


def speakers(text, language):
    return [each.speaker for each in quotes(text, language)]


UK = "«Міст зачинено до самої весни»"
RU = "«Мост закрыт до самой весны»"
PL = "„Most będzie zamknięty całą zimę”"
FR = "« Le pont est fermé pour tout l'hiver »"
ES = "«El puente está cerrado todo el invierno»"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", f"El director Pedro Lago y la maestra Marta Ruiz discrepan. {ES}, dice ella.", "Marta Ruiz"),
        ("es", f"Pedro Lago esperó. Luis Gil llegó. {ES}, dijo él.", ""),
        ("es", f"Pedro Lago esperó a Luis Gil. {ES}, dijo.", "Pedro Lago"),
        ("es", f"Pedro Lago vino. Luis Gil calló. Pedro Lago se fue. {ES}, dijo él.", "Pedro Lago"),
        ("es", f"Ana Roy vino.\nLuis Gil vino.\nPablo Ruiz vino.\nHugo Sanz vino.\n{ES}, dijo ella.", ""),
        ("fr", f"La mairie attend. {FR}, avertit-elle.", "La mairie"),
        ("fr", f"Anne Roy a parlé. Une voisine est venue. {FR}, dit-elle.", "Une voisine"),
        ("pl", f"Jan Lis czekał na Piotra Kota. {PL} – powiedział.", "Jan Lis"),
        ("ru", f"{RU}, — сказала она.", ""),
        ("uk", "На зборах була Тамара Шпак. На її думку, «міст треба зачинити до самої весни».", "Тамара Шпак"),
        ("pl", "Jan Lis milczał. Jego zdaniem „most będzie zamknięty całą zimę”.", "Jan Lis"),
        ("pl", "Jan Lis wyszedł. Jak mówi, „most będzie zamknięty całą zimę”.", "Jan Lis"),
        ("pl", "Anna Lis wyszła. W rozmowie z gazetą powiedziała: „Most będzie zamknięty całą zimę”.", "Anna Lis"),
        ("ru", f"Иван Петров — учитель. Анна-Мария Ли-Ковач ушла. {RU}, — добавила она.", "Анна-Мария Ли-Ковач"),
    ],
)
def test_a_pronoun_or_a_verb_alone_means_the_only_person_in_sight(language, text, expected):
    assert speakers(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", f"Inés Vidal nada. {ES}, bromea la nadadora.", "Inés Vidal"),
        ("es", f"Pedro Lago vende churros. {ES}, zanjó el alcalde.", "el alcalde"),
        ("es", f"El juez Pedro Lago habló.\n{ES}, replicó el acusado.", ""),
        ("fr", f"Le juge Paul Roy a ri. Marc Petit attend.\n{FR}, a répondu l'accusé.", ""),
        ("fr", f"Marc Petit attend.\n{FR}, a répondu l'accusé.", "Marc Petit"),
        ("uk", f"Адвокат Юрій Гайда просив. {UK}, — пояснив захисник.", ""),
        ("uk", f"Двірничка Ганна Рибак була там.\n{UK}, — розповіла свідок.", "Ганна Рибак"),
        ("ru", f"Прокурор Маргарита Ли встала. {RU}, — сказала прокурор журналистам.", "Маргарита Ли"),
        ("ru", f"Профессор Инга Ли молчит. {RU}, — парирует орнитолог.", "Инга Ли"),
        ("ru", "По словам учительницы, «мост закрыт до самой весны».", ""),
    ],
)
def test_a_noun_takes_up_whom_it_can_mean(language, text, expected):
    assert speakers(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Марія Левчук принесла записку. У ній було написано: «Не шукайте мене до самої весни»."),
        ("ru", "Плакат над входом обещал: «Кофе бесплатно каждому, кто придёт пешком»."),
        ("pl", "Ewa Gil pokazała kartkę. Napisano na niej: „Nie szukajcie mnie aż do samej wiosny”."),
        ("es", "Rosa Gil enseñó la nota. En ella se leía: «No me busquéis hasta la primavera»."),
        ("fr", "Anne Roy a montré le mot. On y lit : « Ne me cherchez pas avant le printemps »."),
        ("fr", "Sur le mur, quelqu'un a peint : « Ici vivront nos petits-enfants ». Anne Roy l'efface."),
        ("ru", f"Ольга Гиль говорит, что ждёт. Пришли соседи. {RU}."),
    ],
)
def test_nobody_is_named_for_what_is_only_written_somewhere(language, text):
    assert speakers(text, language) == [""]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "El alcalde Pedro Lago llegó tarde. A cambio puso una condición: «El puente se cierra todo el invierno».", "Pedro Lago"),
        ("es", f"Pedro Lago dijo que sí. Ana Roy no lo ve claro. {ES}.", "Ana Roy"),
        ("es", f"El párroco, Ramiro Salas, no tuvo dudas.\n{ES}.", "Ramiro Salas"),
        ("es", f"Ana Roy y Luis Gil callan.\n{ES}.", ""),
        ("pl", "Wnuk gospodarza, Jan Lis, milczał.\n– Dziadek zawsze wierzył w ten stary most.", "Jan Lis"),
        ("fr", f"Interrogé sur le prix, Paul Roy sourit. {FR}, répond-il.", "Paul Roy"),
    ],
)  # fmt: skip
def test_a_sentence_may_introduce_who_speaks_next(language, text, expected):
    assert speakers(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "Sędzia Jan Lis wstał. – Most będzie zamknięty całą zimę – upomniał.", "Most będzie zamknięty całą zimę"),
        ("pl", "Ludzie czekają. – Most będzie zamknięty całą zimę – uśmiecha się smutno.", "Most będzie zamknięty całą zimę"),
        ("pl", "– Most będzie zamknięty całą zimę – macha ręką.", "Most będzie zamknięty całą zimę"),
        ("uk", "«Міст зачинено до самої весни, — мудрує Лис. — Чекаємо».", "Міст зачинено до самої весни / Чекаємо"),
        ("uk", "— Міст зачинено до самої весни, — дріботить баба Настя.", "Міст зачинено до самої весни"),
    ],
)  # fmt: skip
def test_any_verb_behind_a_dash_may_tell_who_speaks(language, text, expected):
    assert [" / ".join(part.text for part in each.words) for each in quotes(text, language)] == [expected]


def test_points_of_a_list_are_no_speech():
    assert quotes("Будет три шага.\n— Мост закроют до самой весны.\n— Дорогу перенесут на другой берег.", "ru") == ()


@pytest.mark.parametrize(
    ("language", "text", "speaker", "role"),
    [
        ("es", f"{ES}, bromea la entomóloga Aurora Vidal.", "Aurora Vidal", "entomóloga"),
        ("es", f"{ES}, dijo Eulalia Ruiz, tejedora.", "Eulalia Ruiz", "tejedora"),
        ("es", f"{ES}, dijo el exalcalde de Peñarrubia Baldomero Ruiz.", "Baldomero Ruiz", "exalcalde de Peñarrubia"),
        ("fr", f"L'idée vient d'une médecin du travail, Anne Roy. {FR}, dit-elle.", "Anne Roy", "médecin du travail"),
        ("pl", f"Statystyk dr Jan Lis milczał. {PL} – dodał Lis.", "Jan Lis", "Statystyk dr"),
        ("pl", f"W ocenie analityka Natana Lichoty jest źle. {PL} – ocenia Lichota.", "Lichota", "analityk"),
        ("uk", f"Бджоляр Ждан Квітневий мовчав. {UK}, — каже він.", "Ждан Квітневий", "Бджоляр"),
        ("ru", f"Назначили аспиранта Матвея Чуба. {RU}, — сказал Чуб.", "Чуб", "аспирант"),
        ("es", f"{ES}, dice Ana Roy, maquinista de la línea desde 1998.", "Ana Roy", "maquinista de la línea"),
    ],
)
def test_the_place_and_the_ending_of_a_word_tell_an_occupation(language, text, speaker, role):
    assert [(each.speaker, each.role) for each in quotes(text, language)] == [(speaker, role)]

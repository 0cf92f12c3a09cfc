"""The same story in the languages that have a voice: words, speaker and role of each quote."""

import pytest

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes
from digest.summariser.voices import load_voice

STORIES = {
    "de": (
        (
            "Die Bürgermeisterin von Neustadt, Anna Wolf, kündigte am Dienstag die Schließung der Brücke an.\n"
            "„Die Brücke ist nicht mehr sicher für Lastwagen“, sagte Anna Wolf vor der Presse. „Wir müssen vor dem Winter handeln.“\n"
            "„Das ist eine Katastrophe für unsere Läden“, so Peter Krug, Vorsitzender des Händlerverbands. Laut Krug habe die Stadt "
            "„nichts für die Anwohner vorbereitet“.\n"
            "Wolf versprach, die Arbeiten würden „vor dem Ende des Monats Juni beendet“. „Niemand hat uns jemals gewarnt“, klagte er.\n"
            "Das Verkehrsministerium teilte mit, die Lage werde „von den Ämtern sehr genau verfolgt“."
        ),
        [
            (
                "Die Brücke ist nicht mehr sicher für Lastwagen / Wir müssen vor dem Winter handeln.",
                "Anna Wolf",
                "Bürgermeisterin von Neustadt",
            ),
            ("Das ist eine Katastrophe für unsere Läden", "Peter Krug", "Vorsitzender des Händlerverbands"),
            ("nichts für die Anwohner vorbereitet", "Peter Krug", "Vorsitzender des Händlerverbands"),
            ("vor dem Ende des Monats Juni beendet", "Anna Wolf", "Bürgermeisterin von Neustadt"),
            ("Niemand hat uns jemals gewarnt", "Peter Krug", "Vorsitzender des Händlerverbands"),
            ("von den Ämtern sehr genau verfolgt", "Das Verkehrsministerium", ""),
        ],
    ),
    "fr": (
        (
            "La maire de Valmont, Claire Delorme, a annoncé mardi la fermeture du pont.\n"
            "« Le pont n'est plus sûr pour les camions », a déclaré Claire Delorme devant la presse. « Nous devons agir avant l'hiver. »\n"
            "« C'est une catastrophe pour nos commerces de quartier », déplore Paul Girard, président de l'association des commerçants.\n"
            "Selon lui, « la ville n'a rien prévu pour les habitants ». La maire promet que les travaux seront « terminés avant la fin du mois ».\n"
            "« Nous tiendrons notre promesse », assure-t-elle. « Personne ne nous a prévenus », regrette M. Girard.\n"
            "Le ministère des Transports a indiqué que la situation était « suivie de très près par les services »."
        ),
        [
            (
                "Le pont n'est plus sûr pour les camions / Nous devons agir avant l'hiver.",
                "Claire Delorme",
                "maire de Valmont",
            ),
            (
                "C'est une catastrophe pour nos commerces de quartier",
                "Paul Girard",
                "président de l'association des commerçants",
            ),
            ("la ville n'a rien prévu pour les habitants", "Paul Girard", "président de l'association des commerçants"),
            ("terminés avant la fin du mois", "Claire Delorme", "maire de Valmont"),
            ("Nous tiendrons notre promesse", "Claire Delorme", "maire de Valmont"),
            ("Personne ne nous a prévenus", "Paul Girard", "président de l'association des commerçants"),
            ("suivie de très près par les services", "Le ministère des Transports", ""),
        ],
    ),
    "es": (
        (
            "La alcaldesa de Valmar, Lucía Ortega, anunció el martes el cierre del puente.\n"
            "«El puente ya no es seguro para los camiones», dijo Lucía Ortega ante la prensa. «Tenemos que actuar antes del invierno».\n"
            "“Es una catástrofe para nuestros comercios del barrio”, lamentó Pablo Gil, presidente de la asociación de comerciantes.\n"
            "Según Gil, “el ayuntamiento no ha previsto nada”. Ortega prometió que las obras estarán «terminadas antes del fin de junio».\n"
            "—Nadie nos avisó de nada —explicó Gil—. Nos enteramos por la radio."
        ),
        [
            (
                "El puente ya no es seguro para los camiones / Tenemos que actuar antes del invierno",
                "Lucía Ortega",
                "alcaldesa de Valmar",
            ),
            (
                "Es una catástrofe para nuestros comercios del barrio",
                "Pablo Gil",
                "presidente de la asociación de comerciantes",
            ),
            ("el ayuntamiento no ha previsto nada", "Pablo Gil", "presidente de la asociación de comerciantes"),
            ("terminadas antes del fin de junio", "Lucía Ortega", "alcaldesa de Valmar"),
            (
                "Nadie nos avisó de nada / Nos enteramos por la radio.",
                "Pablo Gil",
                "presidente de la asociación de comerciantes",
            ),
        ],
    ),
    "pl": (
        (
            "Burmistrz Nowej Dąbrowy Anna Wilk ogłosiła we wtorek zamknięcie mostu.\n"
            "„Most nie jest już bezpieczny dla ciężarówek” – powiedziała Anna Wilk na konferencji prasowej.\n"
            "– Musimy działać przed zimą – dodała burmistrz. – Inaczej będzie za późno.\n"
            "Zdaniem Piotra Kowala „miasto nic nie przygotowało dla mieszkańców”. Piotr Kowal, prezes stowarzyszenia kupców, mówi: "
            "„To katastrofa dla naszych sklepów”.\n"
            "Według Wilk remont będzie „zakończony przed końcem czerwca tego roku”."
        ),
        [
            ("Most nie jest już bezpieczny dla ciężarówek", "Anna Wilk", "Burmistrz Nowej Dąbrowy"),
            ("Musimy działać przed zimą / Inaczej będzie za późno.", "Anna Wilk", "Burmistrz Nowej Dąbrowy"),
            ("miasto nic nie przygotowało dla mieszkańców", "Piotr Kowal", "prezes stowarzyszenia kupców"),
            ("To katastrofa dla naszych sklepów", "Piotr Kowal", "prezes stowarzyszenia kupców"),
            ("zakończony przed końcem czerwca tego roku", "Anna Wilk", "Burmistrz Nowej Dąbrowy"),
        ],
    ),
    "ru": (
        (
            "Мэр Новоречья Анна Волкова во вторник объявила о закрытии моста.\n"
            "«Мост больше не безопасен для грузовиков», — сказала Анна Волкова журналистам. «Мы должны действовать до зимы».\n"
            "По словам председателя союза торговцев Петра Гордеева, это «настоящая катастрофа для всех магазинов района». "
            "Пётр Гордеев добавил: «Нас никто не предупредил об этом».\n"
            "— Мы узнали обо всем по радио, — рассказал он. — Это неправильно.\n"
            "Волкова заявила, что ремонт «завершится до конца июня этого года»."
        ),
        [
            (
                "Мост больше не безопасен для грузовиков / Мы должны действовать до зимы",
                "Анна Волкова",
                "Мэр Новоречья",
            ),
            ("настоящая катастрофа для всех магазинов района", "Пётр Гордеев", "председателя союза торговцев"),
            ("Нас никто не предупредил об этом", "Пётр Гордеев", "председателя союза торговцев"),
            ("Мы узнали обо всем по радио / Это неправильно.", "Пётр Гордеев", "председателя союза торговцев"),
            ("завершится до конца июня этого года", "Анна Волкова", "Мэр Новоречья"),
        ],
    ),
    "uk": (
        (
            "Мер Новоріччя Ганна Вовк у вівторок оголосила про закриття мосту.\n"
            "«Міст більше не безпечний для вантажівок», — сказала Ганна Вовк журналістам. «Ми мусимо діяти до зими».\n"
            "За словами голови спілки торговців Петра Гордієнка, це «справжня катастрофа для всіх крамниць району». "
            "Петро Гордієнко додав: «Нас ніхто не попередив про це».\n"
            "— Ми дізналися про все з радіо, — розповів він. — Це неправильно.\n"
            "Вовк заявила, що ремонт «завершиться до кінця червня цього року»."
        ),
        [
            ("Міст більше не безпечний для вантажівок / Ми мусимо діяти до зими", "Ганна Вовк", "Мер Новоріччя"),
            ("справжня катастрофа для всіх крамниць району", "Петро Гордієнко", "голови спілки торговців"),
            ("Нас ніхто не попередив про це", "Петро Гордієнко", "голови спілки торговців"),
            ("Ми дізналися про все з радіо / Це неправильно.", "Петро Гордієнко", "голови спілки торговців"),
            ("завершиться до кінця червня цього року", "Ганна Вовк", "Мер Новоріччя"),
        ],
    ),
}


def said(text, language):
    article = Article(Entry("gazette", "1", "", ""), text, language=language)
    return [(" / ".join(part.text for part in each.words), each.speaker, each.role) for each in find_quotes(article)]


@pytest.mark.parametrize("language", STORIES)
def test_each_language_names_its_speakers(language):
    text, expected = STORIES[language]
    assert said(text, language) == expected


@pytest.mark.parametrize("language", STORIES)
def test_each_language_is_recognised_by_its_words(language):
    text, expected = STORIES[language]
    assert said(text, "") == expected


WORDS = "Wir werden die Brücke im Mai öffnen"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"In Bonn sagte Anna Wolf: „{WORDS}.“", "Anna Wolf"),
        (f"Weiter sagte Anna Wolf: „{WORDS}.“", "Anna Wolf"),
        (f"Anna Wolf hat am Montag gesagt: „{WORDS}.“", "Anna Wolf"),
        (f"Am Montag hat Anna Wolf gesagt: „{WORDS}.“", "Anna Wolf"),
        (f"Die Lage beschrieb Anna Wolf so: „{WORDS}.“", "Anna Wolf"),
        ("Anna Wolf zufolge ist sie „für alle Bürger der Stadt sicher“.", "Anna Wolf"),
        ("Es gibt laut Anna Wolf „für alle Bürger der Stadt Platz“.", "Anna Wolf"),
        (f"„{WORDS}“, heißt es in dem Bericht.", "Bericht"),
        (f"Die Zeitung zitiert Anna Wolf mit den Worten: „{WORDS}.“", "Anna Wolf"),
        ("Anna Wolf sprach. Die Brücke sei „für alle Bürger der Stadt sicher“.", "Anna Wolf"),
        (f"„{WORDS}“, sagte die Sprecherin der Stadt, Anna Wolf.", "Anna Wolf"),
        ("Anna Wolf, Sprecherin der Stadt, nannte das „für alle Bürger der Stadt gut“.", "Anna Wolf"),
        (f"„{WORDS}“, sagte eine Sprecherin des Gerichts.", "eine Sprecherin des Gerichts"),
        (f"Anna Wolf kam und gesagt: „{WORDS}.“", "Anna Wolf"),
        (f"Gestern Anna Wolf sagte: „{WORDS}.“", "Anna Wolf"),
        (f"Es wurde am Montag gesagt: „{WORDS}.“", ""),
        (f"Gesagt worden ist: „{WORDS}.“", ""),
        (f"Das wurde gesagt: „{WORDS}.“", ""),
    ],
)
def test_german_puts_the_subject_on_either_side_of_the_verb(text, speaker):
    assert [each[1] for each in said(text, "de")] == [speaker]


def test_german_titles_are_told_from_speech():
    text = (
        "Die Ausstellung „Wir sind das Volk“ beginnt. Im „Haus der Kunst für alle“ ist viel Platz. "
        "Sie nannte es im „Übermaß von allen Seiten gelobt“."
    )
    assert [each[0] for each in said(text, "de")] == ["Übermaß von allen Seiten gelobt"]


def test_dialogue_needs_a_verb_of_saying():
    assert [each[1] for each in said("— Мы придем из города завтра утром, — — сказал Иван Петров.", "ru")] == [
        "Иван Петров"
    ]
    assert said("— Хлеб и соль.\n— Мы пришли из города, — и ушли.", "ru") == []


def test_a_dash_line_with_marks_is_read_by_its_marks():
    assert said("— «Мы придем из города завтра утром», — сказал Иван Петров.", "ru") == [
        ("Мы придем из города завтра утром", "Иван Петров", ""),
    ]


def test_a_language_without_a_file_has_a_voice_without_words():
    voice = load_voice("sv-SE")
    assert (voice.code, voice.small, voice.lists) == ("", {}, {})
    assert load_voice("../en").code == ""
    assert load_voice("en-GB").code == "en"

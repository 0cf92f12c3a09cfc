"""Interviews printed as question and answer, each beside its like that is none."""

import pytest

from digest.model import Article, Entry
from digest.summariser.brief import make_brief
from digest.summariser.interviewee import ALONE, CHOSEN, LABELLED, QUOTE_WORDS
from digest.summariser.prose import count_words
from digest.summariser.quotes import explain_quotes, find_quotes

INTRODUCTION = "Ann Holm, the mayor of Velby, closed the town to cars. The Gazette asked her why."
QUESTIONS = (
    "Why did you close the town to cars?",
    "What did your neighbours say to you?",
    "Will you open it again?",
)
ANSWERS = (
    "I could not sleep for the noise. We counted nine thousand cars a day.",
    "My own brother did not speak to me for a month.",
    "I will not, as long as I am in office.",
)
FACTS = (
    "The council voted for it in March. Nine thousand cars a day passed the market.",
    "Shops feared for their trade, and some of them went to court.",
    "Nobody knows. The court will decide in the autumn.",
)


def an_interview(introduction=INTRODUCTION, questions=QUESTIONS, answers=ANSWERS, end=""):
    turns = [line for pair in zip(questions, answers, strict=True) for line in pair]
    return "\n".join([introduction, *turns, *([end] if end else [])]).strip()


def said(text, language="en", headline="", **fields):
    """Return the quotes of a text as speaker and words."""
    article = Article(Entry("gazette", "1", "", headline), text, language=language, **fields)
    return [(quote.speaker, quote.words[0].text) for quote in find_quotes(article)]


def sure(text, headline=""):
    article = Article(Entry("gazette", "1", "", headline), text, language="en")
    return {(quote.speaker, quote.confidence) for quote in find_quotes(article)}


def test_the_answers_are_quotes_of_whom_the_introduction_names_and_the_questions_are_none():
    assert said(an_interview()) == [("Ann Holm", answer) for answer in ANSWERS]


def test_an_answer_has_its_evidence_and_its_role():
    quote, *_ = find_quotes(Article(Entry("gazette", "1", "", ""), an_interview(), language="en"))
    assert (quote.role, quote.mention.text, quote.mention.start, quote.cue.text, quote.cue.end) == (
        "mayor of Velby",
        "Ann Holm",
        0,
        "?",
        len(INTRODUCTION) + 1 + len(QUESTIONS[0]),
    )


LANGUAGES = {
    "de": (
        "Anna Holm, Bürgermeisterin von Velby, hat den Ort für Autos gesperrt. Wir sprachen mit Anna Holm im Rathaus.",
        ("Warum haben Sie den Ort gesperrt?", "Was sagten Ihre Nachbarn dazu?", "Werden Sie ihn wieder öffnen?"),
        (
            "Ich konnte vor Lärm nicht mehr schlafen.",
            "Mein Bruder redete einen Monat lang nicht mit mir.",
            "Solange wir im Amt sind, bleibt es dabei.",
        ),
        ("Die Lage ist seit Jahren sehr schlecht.", "Der Rat stimmte im März dafür ab.", "Das Gericht wird es entscheiden müssen."),
    ),
    "fr": (
        "Anne Delorme, maire de Valmont, a fermé le bourg aux voitures. Entretien avec Anne Delorme.",
        ("Pourquoi avez-vous fermé le bourg ?", "Qu'ont dit vos voisins ?", "Allez-vous le rouvrir ?"),
        (
            "Je ne dormais plus à cause du bruit.",
            "Mon frère ne m'a pas parlé pendant un mois.",
            "Nous ne changerons rien avant la fin du mandat.",
        ),
        ("La situation est mauvaise depuis des années.", "Le conseil a voté la mesure en mars.", "Le tribunal devra trancher à l'automne."),
    ),
    "es": (
        "Ana Robles, alcaldesa de Valmar, cerró el pueblo a los coches. Entrevista con Ana Robles.",
        ("¿Por qué cerró usted el pueblo?", "¿Qué dijeron sus vecinos?", "¿Piensa usted abrirlo otra vez?"),
        (
            "Yo no podía dormir por el ruido.",
            "Mi hermano no habló conmigo durante un mes.",
            "Nosotros no vamos a cambiar nada este año.",
        ),
        ("La situación es mala desde hace años.", "El pleno aprobó la medida en marzo.", "El juez tendrá que decidir en otoño."),
    ),
    "pl": (
        "Anna Zielińska, burmistrzyni Welby, zamknęła miasto dla samochodów. Rozmowa z burmistrzynią.",
        ("Dlaczego pani zamknęła miasto?", "Co mówili pani sąsiedzi?", "Czy otworzy je pani znowu?"),
        (
            "Nie mogłam spać, bo dla mnie było za głośno.",
            "Mój brat nie rozmawiał ze mną przez miesiąc.",
            "My na pewno niczego już nie zmienimy.",
        ),
        ("Sytuacja jest zła od wielu lat.", "Rada głosowała nad tym w marcu.", "Sąd podejmie decyzję dopiero jesienią."),
    ),
    "ru": (
        "Анна Зимина, мэр Вельска, закрыла город для машин. Мы поговорили с мэром.",
        ("Почему вы закрыли город?", "Что сказали ваши соседи?", "Вы откроете его снова?"),
        (
            "Я не могла спать из-за шума.",
            "Мой брат месяц со мной не разговаривал.",
            "Мы ничего не будем менять до выборов.",
        ),
        ("Положение плохое уже много лет.", "Совет проголосовал за это в марте.", "Суд примет решение только осенью."),
    ),
    "uk": (
        "Анна Зимич, мерка Вільхова, закрила місто для машин. Ми поговорили з меркою.",
        ("Чому ви закрили місто?", "Що сказали ваші сусіди?", "Ви відкриєте його знову?"),
        (
            "Я не могла спати через цей шум.",
            "Мій брат місяць зі мною не розмовляв.",
            "Ми нічого не будемо міняти до виборів.",
        ),
        ("Становище погане вже багато років.", "Рада проголосувала за це в березні.", "Суд ухвалить рішення лише восени."),
    ),
}  # fmt: skip
NAMES = {
    "de": "Anna Holm", "fr": "Anne Delorme", "es": "Ana Robles", "pl": "Anna Zielińska", "ru": "Анна Зимина", "uk": "Анна Зимич",
}  # fmt: skip
LABELS = {
    "de": "Frage Antwort", "fr": "Q R", "es": "P R", "pl": "Pytanie Odpowiedź", "ru": "Вопрос Ответ", "uk": "П В",
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_interview_is_known_in_every_language(code):
    introduction, questions, answers, _ = LANGUAGES[code]
    assert said(an_interview(introduction, questions, answers), code) == [(NAMES[code], each) for each in answers]


@pytest.mark.parametrize("code", LANGUAGES)
def test_questions_that_a_reporter_answers_are_none(code):
    introduction, questions, _, facts = LANGUAGES[code]
    assert said(an_interview(introduction, questions, facts), code) == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("dash", ["– ", "— ", "- "])
def test_questions_and_answers_may_stand_behind_dashes(code, dash):
    introduction, questions, answers, facts = LANGUAGES[code]
    dashed = [[f"{dash}{line}" for line in lines] for lines in (questions, answers, facts)]
    assert said(an_interview(introduction, *dashed[:2]), code) == [(NAMES[code], each) for each in answers]
    assert said(an_interview(introduction, dashed[0], dashed[2]), code) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_questions_and_answers_may_have_labels_of_their_language(code):
    introduction, questions, answers, facts = LANGUAGES[code]
    asks, replies = LABELS[code].split()
    asked, told, reported = (
        [f"{label}: {line}" for line in lines]
        for label, lines in ((asks, questions), (replies, answers), (replies, facts))
    )
    assert said(an_interview(introduction, asked, told), code) == [(NAMES[code], each) for each in answers]
    assert [
        speaker for speaker, _ in said(an_interview(introduction, asked, reported), code) if speaker == NAMES[code]
    ] == []


@pytest.mark.parametrize("label", ["Holm", "HOLM", "Ann Holm", "AH", "A.H.", "Mayor Holm", "Ann"])
def test_a_label_names_whom_the_text_names_in_full(label):
    text = an_interview(answers=[f"{label}: {answer}" for answer in ANSWERS])
    assert said(text) == [("Ann Holm", answer) for answer in ANSWERS]
    assert sure(text) == {("Ann Holm", LABELLED)}


def test_the_paper_asks_behind_its_own_label():
    text = an_interview(
        questions=[f"Gazette: {question}" for question in QUESTIONS], answers=[f"Holm: {answer}" for answer in ANSWERS]
    )
    assert said(text) == [("Ann Holm", answer) for answer in ANSWERS]


def test_a_panel_names_each_of_its_people():
    text = (
        "Ann Holm and Bo Krug want to be mayor of Velby. The Gazette asked both.\n"
        + "\n".join(f"{question}\nHolm: I would say so myself.\nKrug: I would never say so." for question in QUESTIONS)
    )  # fmt: skip
    assert said(text) == [("Ann Holm", "I would say so myself."), ("Bo Krug", "I would never say so.")] * 3


def test_labels_that_nobody_is_known_by_answer_nothing():
    answers = [f"{ANSWERS[0]}\nSmith: I was against it from the very first day on." for _ in ANSWERS]
    assert {words for _, words in said(an_interview(answers=answers))} == {ANSWERS[0]}


def test_a_panel_in_which_somebody_speaks_once_is_left_alone():
    text = an_interview(
        "Ann Holm and Bo Krug want to be mayor of Velby. The Gazette asked both.",
        answers=[f"{who}: {answer}" for who, answer in zip(("Holm", "Holm", "Krug"), ANSWERS, strict=True)],
    )
    assert said(text) == []


def test_a_list_of_names_with_colons_is_no_panel():
    text = "The club has a new team under Ann Holm and Bo Krug.\n" + "\n".join(
        f"{question}\nHolm: Three goals in five matches this year." for question in QUESTIONS
    )
    assert "Ann Holm" not in {speaker for speaker, _ in said(text)}


def test_an_answer_is_cut_into_runs_of_whole_sentences():
    sentence = "I have said this to my neighbours a hundred times before."
    text = an_interview(answers=[" ".join([sentence] * 10), *ANSWERS[1:]])
    first = [words for _, words in said(text)][:-2]
    assert first == [" ".join([sentence] * 3)] * 3 + [sentence]
    assert max(map(count_words, first)) <= QUOTE_WORDS


def test_a_sentence_longer_than_a_quote_stays_whole():
    long = f"I counted {' '.join(['one and'] * 30)} another."
    assert (
        said(an_interview(answers=[f"I did it. {long} I am glad of it today.", *ANSWERS[1:]]))[0:3]
        == [("Ann Holm", long), ("Ann Holm", "I am glad of it today."), ("Ann Holm", ANSWERS[1])]
    )  # fmt: skip


def test_a_bare_yes_says_nothing_and_brackets_are_the_papers():
    text = an_interview(
        answers=["Yes, I did.", "My brother wept for days. (She laughs.) I did not care. (She is silent.)", ANSWERS[2]]
    )
    assert [words for _, words in said(text)] == ["My brother wept for days.", ANSWERS[2]]


def test_marks_within_an_answer_are_part_of_it():
    answers = ("My brother told me: “You have ruined the whole town for us.” I laughed.", *ANSWERS[1:])
    assert said(an_interview(answers=answers)) == [("Ann Holm", answer) for answer in answers]


def test_marks_before_the_first_question_are_read_as_ever():
    text = an_interview(f"{INTRODUCTION} “The street belongs to the people of Velby,” said Bo Krug, a shopkeeper.")
    assert said(text)[0] == ("Bo Krug", "The street belongs to the people of Velby")


def test_a_quotation_that_never_ends_gives_way_to_the_interview():
    text = an_interview(f"{INTRODUCTION}\n“The street belongs to us.", ["“" + QUESTIONS[0], *QUESTIONS[1:]])
    assert [words for _, words in said(text)] == [*ANSWERS]


def test_a_prompt_is_a_question():
    text = an_interview(
        questions=(QUESTIONS[0], "Tell us about the first day.", *QUESTIONS[1:]),
        answers=(ANSWERS[0], "I stood on the market place alone.", *ANSWERS[1:]),
    )
    assert [words for _, words in said(text)] == [ANSWERS[0], "I stood on the market place alone.", *ANSWERS[1:]]


def test_a_paragraph_of_an_answer_that_may_be_the_interviewers_is_left_out():
    follow_up = (
        "You were the only one who had asked the people of the old town and the harbour what they thought of it all."
    )
    own = (
        "I went from door to door for weeks, and nobody in the old town or at the harbour had a good word for the cars."
    )
    answers = (f"{ANSWERS[0]}\nThat sounds rather hard.\n{own}\n{follow_up}", *ANSWERS[1:])
    assert [words for _, words in said(an_interview(answers=answers))] == [ANSWERS[0], own, *ANSWERS[1:]]


@pytest.mark.parametrize(
    "end",
    [
        "Ann Holm has been the mayor since 2019.",
        "Interview: Bo Krug",
        "The town has four thousand people and lies on the coast.",
        "Read more",
    ],
)
def test_what_the_paper_adds_at_the_end_is_no_answer(end):
    assert [words for _, words in said(an_interview(end=end))] == [*ANSWERS]


def test_a_second_paragraph_of_the_last_answer_is_one_where_somebody_speaks():
    more = "And I would do the same tomorrow, whatever the court of this country may say to that."
    assert said(an_interview(end=more))[-1] == ("Ann Holm", more)


@pytest.mark.parametrize("dash", ["", "– "])
def test_an_answer_may_end_in_a_question(dash):
    answers = (ANSWERS[0], "My brother asked me that every day. And what should I have told him?", ANSWERS[2])
    text = an_interview(questions=[dash + each for each in QUESTIONS], answers=[dash + each for each in answers])
    assert said(text) == [("Ann Holm", answer) for answer in answers]


def test_a_question_of_two_paragraphs_is_one():
    questions = (f"Nine thousand cars a day came through. Was it so bad?\n{QUESTIONS[0]}", *QUESTIONS[1:])
    assert said(an_interview(questions=questions)) == [("Ann Holm", answer) for answer in ANSWERS]


def test_what_looks_like_a_name_and_is_a_place_is_nobody():
    text = an_interview("Ann Holm closed the town at Cape Velby to cars. The Gazette asked her why.")
    assert sure(text) == {("Ann Holm", ALONE)}


@pytest.mark.parametrize(("asks", "answers"), [("Q. ", "A. "), ("Q: ", "A: "), ("Question: ", "Answer: ")])
def test_labels_of_one_letter_may_have_a_stop(asks, answers):
    text = an_interview(questions=[asks + each for each in QUESTIONS], answers=[answers + each for each in ANSWERS])
    assert said(text) == [("Ann Holm", answer) for answer in ANSWERS]


def test_a_label_that_is_spelt_out_once_is_the_same_label():
    asked = ("Pregunta. ¿Por qué cerró usted el pueblo?", "P. ¿Qué dijeron sus vecinos?", "P. ¿Piensa usted abrirlo?")
    answers = (
        "Respuesta. Yo no podía dormir nunca.",
        "R. Mi hermano ya no habló conmigo.",
        "R. Nosotros no vamos a cambiar nada.",
    )
    text = an_interview("Ana Robles cerró el pueblo. Entrevista con Ana Robles.", asked, answers)
    assert said(text, "es") == [("Ana Robles", answer.partition(". ")[2]) for answer in answers]


def test_an_answer_of_a_letter_without_a_question_of_one_is_no_answer():
    text = an_interview("Ann Holm has a list.", answers=[f"A. {fact}" for fact in FACTS])
    assert said(text) == []


def test_a_teaser_in_front_is_no_question():
    text = an_interview(f"Can a town live without cars?\n{INTRODUCTION}")
    assert said(text) == [("Ann Holm", answer) for answer in ANSWERS]


# Who answers


def test_of_two_people_nobody_is_named_and_what_nobody_says_is_no_quote():
    text = an_interview("Ann Holm and Bo Krug closed the town to cars. The Gazette asked why.")
    assert said(text) == []


def test_of_two_people_the_one_whom_the_words_of_asking_name_is_a_choice():
    text = an_interview("Ann Holm followed Bo Krug as the mayor. The Gazette spoke to Holm about the cars.")
    assert sure(text) == {("Ann Holm", CHOSEN)}


def test_of_two_people_the_one_in_the_headline_is_a_choice():
    text = an_interview(
        "Ann Holm followed Bo Krug as the mayor. Here she is asked about cars.".replace("asked", "heard")
    )
    assert sure(text) == set()
    assert sure(text, "Mayor Holm: I sleep again") == {("Ann Holm", CHOSEN)}


def test_the_only_one_named_is_sure_where_asking_names_the_same_one():
    assert sure(an_interview()) == {("Ann Holm", ALONE)}
    assert sure(an_interview("Ann Holm is the mayor of Velby. The Gazette asked Holm about the cars.")) == {
        ("Ann Holm", ALONE)
    }
    assert sure(an_interview("A year ago Ann Holm left. We asked a neighbour.")) == {("Ann Holm", CHOSEN)}


def test_whom_a_question_addresses_is_the_one():
    questions = (f"Ms. Holm, {QUESTIONS[0].lower()}", *QUESTIONS[1:])
    text = an_interview("Ann Holm followed Bo Krug as the mayor. She spoke about the cars.", questions)
    assert sure(text) == {("Ann Holm", ALONE)}


def test_the_author_is_not_the_one():
    text = an_interview("Bo Krug asked Ann Holm about the cars.")
    assert said(text, byline="Bo Krug") == [("Ann Holm", answer) for answer in ANSWERS]
    assert said(text) == []


def test_the_headline_names_whom_the_text_does_not():
    text = an_interview("She closed the town to cars. The Gazette asked her why.")
    assert sure(text, "Ann Holm on a town without cars") == {("Ann Holm", CHOSEN)}
    assert sure(text, "A town without cars") == set()


# What is no interview


@pytest.mark.parametrize(
    "text",
    [
        an_interview(questions=QUESTIONS[:2], answers=ANSWERS[:2]),
        an_interview(answers=FACTS),
        an_interview(questions=("What did I do?", "What did I want?", "Where did I go?")),
        an_interview("Ann Holm is the mayor.", ("What happened?", "Who was there?", "What comes next?")),
        an_interview("A town has no cars.", QUESTIONS),
        an_interview(answers=[f"“{answer}”" for answer in FACTS]),
        an_interview(answers=[f"Holm said that we had to wait. {fact}" for fact in FACTS]),
        an_interview(answers=["\n".join([f"{answer} {' '.join(FACTS)}"] * 8) for answer in ANSWERS]),
        an_interview(answers=["A. Ann", "B. Bo", "C. Cy"]),
        an_interview(questions=[f"{' '.join(['one'] * 70)} you?" for _ in ANSWERS]),
    ],
    ids=["two", "facts", "essay", "report", "nobody", "marks", "reporter", "long", "quiz", "long questions"],
)
def test_what_may_be_something_else_is_no_interview(text):
    article = Article(Entry("gazette", "1", "", ""), text, language="en")
    assert ("interview",) not in [why for _, why in explain_quotes(article)]


def test_a_live_blog_and_an_unknown_language_have_none():
    assert said(an_interview(), kind="live") == []
    assert said(an_interview(), "sv") == []


def test_three_hundred_turns_are_three_hundred_answers():
    text = an_interview(questions=QUESTIONS * 100, answers=ANSWERS * 100)
    assert said(text) == [("Ann Holm", answer) for answer in ANSWERS * 100]


def test_a_brief_of_an_interview_has_only_answers():
    article = Article(Entry("gazette", "1", "", ""), an_interview(), language="en")
    assert {quote.words[0].text for quote in make_brief(article).quotes} == {*ANSWERS}

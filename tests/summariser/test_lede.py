"""The lede: where a story starts, and where to stop."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ArticleError
from digest.model import Article, Entry, Passage
from digest.summariser.dateline import skip_dateline
from digest.summariser.language import load_language
from digest.summariser.lede import LEDE_WORDS, LONGEST_RUN, LONGEST_SENTENCE, find_lede
from digest.summariser.prose import count_words, paragraphs, sentences

FIRST = (
    "A ferry with 214 people on board ran aground off Tern Island on Friday night after its radar failed in thick fog."
)
SECOND = "Nobody was hurt, the coast guard said, and all passengers were taken ashore in fishing boats before dawn."
THIRD = (
    "The captain, who has sailed the route for 30 years, was questioned by the police on Saturday and later released."
)
SAID = "“I saw the rocks and then I heard them,” said Bo Finn, 61, who was on deck with his dog when it struck."


def article(text: str, **fields: str) -> Article:
    entry = Entry("source", "guid", "https://paper.example/1", fields.pop("headline", "Ferry aground"))
    return Article(entry, text, language=fields.pop("language", "en"), **fields)  # type: ignore[arg-type]  # str fields only


def lede(text: str, **fields: str) -> str:
    return find_lede(article(text, **fields)).text


def words(number: int) -> str:
    return "Word " + "word " * (number - 2) + "end."


def test_a_lede_is_a_passage_of_the_article() -> None:
    text = f"By Ada Cole\n{FIRST}\n{SAID}"
    assert find_lede(article(text)) == Passage(FIRST, 12, 12 + len(FIRST))


def test_a_lede_runs_on_to_the_sentence_that_fills_it() -> None:
    assert lede(f"{FIRST} {SECOND} {THIRD}") == f"{FIRST} {SECOND}"


def test_a_lede_runs_on_over_the_break_of_a_short_paragraph() -> None:
    assert lede(f"{FIRST}\n{SECOND}\n{THIRD}") == f"{FIRST}\n{SECOND}"


def test_a_lede_ends_before_a_line_of_furniture() -> None:
    assert lede(f"{FIRST}\nAdvertisement\n{SECOND}\n{THIRD}") == FIRST


def test_a_lede_leaves_what_somebody_said_to_the_quotes() -> None:
    assert lede(f"{FIRST}\n{SAID}") == FIRST


def test_a_short_opening_takes_what_somebody_said() -> None:
    assert lede(f"The ferry ran aground at nine.\n{SAID}") == f"The ferry ran aground at nine.\n{SAID}"


def test_an_opening_without_company_stands_alone_from_twelve_words_on() -> None:
    opening = "The last boat of the season was full, and nobody worried about fog."
    assert lede(f"{opening}\nAdvertisement\n{FIRST}\n{SECOND}") == opening


def test_a_shorter_opening_without_company_gives_way_to_the_story() -> None:
    assert lede(f"It was a quiet night.\nAdvertisement\n{FIRST}") == FIRST


def test_a_paragraph_that_leans_on_one_before_it_gives_way() -> None:
    leaning = "But the ferry that ran aground with 214 people on board had been due for an overhaul since early spring."
    assert lede(f"It was a quiet night.\nAdvertisement\n{leaning}\nAdvertisement\n{FIRST}") == FIRST
    assert lede(f"It was a quiet night.\nAdvertisement\n{leaning}") == leaning


@pytest.mark.parametrize(
    "above",
    [
        "TERN ISLAND, May 3 (Agency) — ",
        "• ",
        "By Ada Cole, Coast Correspondent\n",
        "Editor’s note: The number of passengers was corrected on 4 May after the line gave a new count of them all.\n",
        "Passengers leave the ferry on Saturday. Photograph: Bo Finn/EPA\n",
        "8:12 p.m.\n",
        "Tern Island, 3 May (AP) — Correction: The ferry was built in 1998 and not in 1989, as we wrote in May.\n",
        "Ferry aground\n",
        "Share this story with your friends on the mainland and on all the islands today.\n",
    ],
)
def test_what_stands_before_the_story_is_skipped(above: str) -> None:
    assert lede(f"{above}{FIRST}\n{SAID}") == FIRST


def test_a_caption_that_the_next_paragraph_says_again_is_skipped() -> None:
    caption = "A ferry with 214 people ran aground off Tern Island."
    assert lede(f"{caption}\n{FIRST}\n{SAID}") == FIRST


def test_a_lede_never_ends_inside_a_quotation() -> None:
    quoted = "“The radar went dark. We had no time at all to turn,” the captain, Cy Hart, told the inquiry on Monday at noon."
    assert lede(f"{quoted} {words(60)}") == quoted
    assert lede(f"He (Hart. The captain.) came home late that night with two of the men. {words(70)}", headline="") == (
        "He (Hart. The captain.) came home late that night with two of the men."
    )


def test_a_lede_never_ends_inside_what_stands_between_single_marks() -> None:
    said = "Hart told the inquiry: 'The radar went dark. We had no time at all to turn the ship.' He then sat down."
    assert lede(f"{FIRST}\n{said}\n{SAID}") == f"{FIRST}\n{said}"
    assert lede(f"{FIRST}\nHart told the inquiry: 'The radar went dark.\n'We had no time.'") == FIRST


def test_a_quotation_that_never_closes_is_no_lede() -> None:
    assert lede(f"“The radar went dark. We had no time.\n{FIRST}") == FIRST


def test_a_sentence_alone_may_be_long_up_to_the_limit() -> None:
    assert lede(words(LONGEST_SENTENCE)) == words(LONGEST_SENTENCE)
    with pytest.raises(ArticleError, match="no sentence of the article can stand alone"):
        lede(words(LONGEST_SENTENCE + 1))


def test_only_the_first_paragraphs_are_asked_for_a_lede() -> None:
    endless = [words(LONGEST_SENTENCE + 1).replace("ord", f"ord{letter}") for letter in "abcdefgh"]
    assert lede("\n".join([*endless[:7], FIRST])) == FIRST
    with pytest.raises(ArticleError):
        lede("\n".join([*endless, FIRST]))


@pytest.mark.parametrize(
    ("first", "second", "runs_on"), [(34, 31, True), (34, 32, False), (35, 15, True), (35, 16, False)]
)
def test_a_full_lede_stops_at_fifty_words_and_a_short_one_at_sixty_five(first: int, second: int, runs_on: bool) -> None:
    text = f"{words(first)} {words(second).replace('W', 'O')}"
    assert lede(text) == (text if runs_on else words(first))


@pytest.mark.parametrize(
    "text", ["", "\n \n", "Share\nSave", "Fog.", "By Ada Cole", "Advertisement\n© 2024 The Paper."]
)
def test_an_article_without_a_sentence_has_no_lede(text: str) -> None:
    with pytest.raises(ArticleError):
        lede(text)


def test_a_text_without_stops_gives_its_first_long_line() -> None:
    assert lede(f"Menu\n{FIRST[:-1]}") == FIRST[:-1]


def test_a_live_blog_gives_its_standing_summary() -> None:
    point = "Ferry with 214 people aground off Tern Island, all of them safe, says the coast guard after a night at sea"
    text = f"21:40\n{SECOND}\nKey points\n{point}\n21:20\n{THIRD}"
    assert lede(text, kind="live") == point
    assert lede(text) == SECOND


def test_the_first_point_of_a_summary_is_enough_for_a_live_blog() -> None:
    point, rest = "Ferry with 214 people aground off Tern Island", f"• All of them are safe\n21:20\n{THIRD}"
    assert lede(f"21:40\n{SECOND}\nSummary\n• {point}\n{rest}", kind="live") == point
    assert lede(f"21:40\n{SECOND}\nSummary\n{point}\n{rest}", kind="live") == point


def test_the_time_of_an_entry_is_no_part_of_a_lede() -> None:
    assert lede(f"21:40 {FIRST}\n21:20 {SECOND}", kind="live") == FIRST
    assert lede(f"9.40 p.m. – {FIRST}\n9.20 p.m. – {SECOND}") == FIRST
    assert lede(f"21:40 hours passed before {FIRST}").startswith("21:40 hours")


def test_the_points_of_a_box_are_not_run_into_the_story() -> None:
    box = "What you need to know\n• A ferry with 214 people is aground.\n- Nobody was hurt, the coast guard says."
    assert lede(f"{box}\n{FIRST}\n{SECOND}") == f"{FIRST}\n{SECOND}"


def test_an_interview_gives_what_stands_above_the_first_question() -> None:
    intro = "Ann Li has led the coast guard for nine years and has seen three ferries run aground. She spoke of fog."
    answer = "I thought of the sixty children on board. The water had four degrees, and they had no coats with them."
    assert lede(f"{intro}\nWere you afraid?\n{answer}") == intro
    assert lede(f"The Paper: Were you afraid?\nAnn Li: {answer}\nThe Paper: Why?") == f"Ann Li: {answer}"


def test_a_long_question_that_opens_the_story_goes_with_its_answer() -> None:
    question = "What does a captain think when the radar goes dark and the fog comes down on the boat?"
    answer = "He thinks of the rocks, Cy Hart told the inquiry into the grounding of the ferry."
    assert lede(f"{question}\n{answer}\nAnd then?") == f"{question}\n{answer}"


def test_a_line_without_a_stop_is_not_run_into_the_next() -> None:
    assert lede(f"{FIRST[:-1]}\n{SECOND[:-1]}") == FIRST[:-1]


def test_a_live_blog_without_a_summary_gives_its_first_words() -> None:
    assert lede(f"{FIRST}\n21:40\n{SECOND}", kind="live") == FIRST


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "uk",
            "Пором із 214 людьми на борту сів на мілину біля острова Крячок у п'ятницю ввечері, повідомила берегова охорона країни.",
        ),
        (
            "ru",
            "Паром с 214 людьми на борту сел на мель у острова Крачка в пятницу вечером, сообщила береговая охрана этой страны.",
        ),
        (
            "de",
            "Eine Fähre mit 214 Menschen an Bord ist am 3. Mai vor der Insel Tern auf Grund gelaufen, teilte die Küstenwache mit.",
        ),
        (
            "fr",
            "Un ferry avec 214 personnes à bord s’est échoué vendredi soir au large de l’île de Tern, ont annoncé M. Le Goff et ses gardes.",
        ),
        (
            "es",
            "Un ferri con 214 personas a bordo encalló el viernes por la noche frente a la isla Tern, dijo la guardia costera.",
        ),
        (
            "pl",
            "Prom z 214 osobami na pokładzie osiadł w piątek 3. maja na mieliźnie koło wyspy Tern, podała w nocy straż przybrzeżna kraju.",
        ),
        (
            "ja",
            "乗客二百十四人を乗せたフェリーが金曜日の夜、霧の中で島の沖に座礁したと沿岸警備隊が発表した。全員が無事だった。",
        ),
    ],
)
def test_ledes_are_found_in_every_language(language: str, text: str) -> None:
    assert lede(f"Menu\n{text}\n", language=language) == text


def test_a_delayed_lede_runs_on_to_the_sentence_that_turns() -> None:
    scene = f"For three decades the evening boat had come in without a scratch. {words(36)}"
    turn = f"But on Friday it ran aground off Tern Island. {words(12)}"
    assert lede(f"{scene}\n{turn}") == f"{scene}\nBut on Friday it ran aground off Tern Island."
    assert lede(f"{scene}\n{turn}".replace("But", "So")) == scene
    assert lede(f"{scene} But {words(31)}") == f"{scene} But {words(31)}"
    assert lede(f"{scene} But {words(32)}") == scene


def test_a_lede_ends_with_a_paragraph_where_it_is_long_enough() -> None:
    half = (
        "Nobody was hurt. The tug came from Lisbon, the coast guard said, and the line will pay for all of it by May."
    )
    after = f"Nobody was hurt. {words(60)}"
    assert lede(f"{FIRST} {SECOND[:20]}.\n{after}") == f"{FIRST} {SECOND[:20]}."
    assert lede(f"{FIRST} {SECOND[:20]}.\n{half}") == f"{FIRST} {SECOND[:20]}.\n{half}"
    short = "The evening boat ran aground off Tern Island on Friday."
    assert lede(f"{short}\n{after}") == f"{short}\nNobody was hurt."


SCENE = "For three decades the evening boat has come in without a scratch on her white hull, whatever the weather was."


def test_the_headline_tells_which_of_two_paragraphs_has_the_news() -> None:
    headline = "Ferry with 214 people runs aground off Tern Island"
    assert lede(f"{SCENE}\n{FIRST}\n{SAID}", headline=headline) == FIRST
    assert lede(f"{SCENE}\n{FIRST}\n{SAID}", headline="A night at sea") == f"{SCENE}\n{FIRST}"


def test_behind_a_dateline_stands_the_news_whatever_the_headline_says() -> None:
    headline = "Ferry with 214 people runs aground off Tern Island"
    assert lede(f"LISBON (Agency) — {SCENE}\n{FIRST}", headline=headline) == f"{SCENE}\n{FIRST}"


@pytest.mark.parametrize(
    "second",
    [
        "Evening boat with 214 people ran aground off Tern Island.",
        f"But {FIRST[0].lower()}{FIRST[1:]}",
        f"“{FIRST}” said the mayor of the town, Ann Li, at noon.",
    ],
)
def test_a_second_paragraph_that_leans_on_the_first_leaves_it_in_place(second: str) -> None:
    headline = "Ferry with 214 people runs aground off Tern Island"
    assert lede(f"{SCENE}\n{second}", headline=headline).startswith(SCENE)


def test_a_short_opening_is_not_taken_for_a_caption() -> None:
    assert lede(f"Tern Island is angry.\nTern Island wants the angry truth. {THIRD}").startswith(
        "Tern Island is angry."
    )


PARTS = st.sampled_from(
    [
        FIRST,
        SECOND,
        SAID,
        "Fog.",
        "By Ada Cole",
        "KYIV, May 3 (AP) — ",
        "“Open ",
        "• ",
        "\n",
        " ",
        "(",
        "Key points\n",
        "But the fog rose. ",
        "Who saw it? ",
        "21:40 ",
        "He said: 'We saw. ",
        "乗客は全員無事だった。",
        "وصل الجميع سالمين. ",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u2028",
    ]
)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join), st.sampled_from(["news", "live"]))
def test_a_lede_is_the_articles_own_and_within_the_limits(text: str, kind: str) -> None:
    try:
        found = find_lede(article(text, kind=kind))
    except ArticleError:
        return
    assert found == article(text).lift(found.start, found.end)
    assert count_words(found.text) <= max(LONGEST_RUN, LONGEST_SENTENCE)
    assert found.text == found.text.strip()
    assert LEDE_WORDS[0] < LEDE_WORDS[1] < LONGEST_RUN


@settings(deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join) | st.text(max_size=200), st.sampled_from(["news", "live"]))
def test_a_lede_begins_with_a_paragraphs_words_and_ends_with_a_sentence(text: str, kind: str) -> None:
    with suppress(ArticleError):
        found = find_lede(article(text, kind=kind))
        language = load_language("en")
        assert found.start in {skip_dateline(text, span, "", language) for span in paragraphs(text)}
        assert found.end in {end for _, end in sentences(text, found.start, len(text), language)}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_lede_or_a_clear_error(text: str) -> None:
    with suppress(ArticleError):
        found = find_lede(article(text, language=""))
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "unit",
    [
        "“A. ",
        "(a) ",
        "A.\n",
        "'a' ",
        "Ab cd ef gh. ",
        "Fog came (again). “We go. ",
        ": 'A b. ",
        "【a",
        "10:30 A ",
        "A. 3 May ",
    ],
)
def test_a_million_characters_have_a_lede_or_none_in_one_pass(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    try:
        assert find_lede(article(text)).text in text
    except ArticleError:
        assert not unit.startswith("Ab")


def test_a_standfirst_above_the_dateline_is_not_the_story() -> None:
    text = f"It took nine hours and a tug.\nThe captain says the radar failed.\nTERN ISLAND (Agency) — {FIRST}\n{SAID}"
    assert lede(text) == FIRST
    far_down = "\n".join([FIRST, SECOND, THIRD, SAID, f"TERN ISLAND (Agency) — {SECOND}"])
    assert lede(far_down).startswith(FIRST)


@pytest.mark.parametrize("head", ["21:40 ", "WATCH: ", "• "])
def test_a_time_a_tag_and_a_bullet_are_no_dateline(head: str) -> None:
    assert lede(f"{FIRST}\nFog.\n{head}{THIRD}") == FIRST


@pytest.mark.parametrize("heading", ["The rescue", "What happened on the bridge?", "A NIGHT AT SEA", "* * *", "1998"])
def test_a_lede_never_runs_over_a_heading(heading: str) -> None:
    assert lede(f"{FIRST}\n{heading}\n{SECOND}") == FIRST


def test_a_standfirst_that_the_story_says_again_gives_way_and_another_is_part_of_it() -> None:
    again, other = "A ferry with 214 people ran aground off Tern Island.", "It took nine hours to bring them all home."
    assert lede(f"{again}\n{FIRST}\n{SAID}") == FIRST
    assert lede(f"{other}\n{FIRST}\n{SAID}") == f"{other}\n{FIRST}"

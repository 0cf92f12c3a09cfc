"""The stage as a whole: where an article ends, what is said twice, what only repeats the page's own account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.extract_outline import Block
from digest.collector.furniture import Known, without_furniture

FIRST = (
    "The harbour council approved a new ferry line on Tuesday, by eight votes to seven, after a debate of six hours."
)
SECOND = "The boat is to run every half hour from May, and a crossing takes eleven minutes, the harbour master said."
THIRD = "Fishermen on the north bank fear for their berths, and their cooperative has asked the council for a hearing."
HEADLINE = "Lock keepers strike for a second week"


def text(line: str, tag: str = "p") -> Block:
    return Block(0, tag, line, 0)


def link(line: str) -> Block:
    return Block(0, "p", line, len(line))


def read(*blocks: Block | str, known: Known = Known(language="en")) -> list[str]:  # noqa: B008  (it is frozen)
    return without_furniture([text(block) if isinstance(block, str) else block for block in blocks], known)


def test_links_and_furniture_are_left_out_and_the_rest_is_kept_in_order():
    assert read(FIRST, link(HEADLINE), "Advertisement", SECOND, "Photo: Lena Quist", THIRD) == [FIRST, SECOND, THIRD]


def test_a_heading_of_other_stories_ends_the_article():
    assert read(
        FIRST, SECOND, "More from City", link(HEADLINE), "The union says that its members will not give in."
    ) == [
        FIRST,
        SECOND,
    ]


def test_under_a_teaser_in_its_middle_the_article_goes_on():
    assert read(FIRST, "Related stories", link(HEADLINE), SECOND, THIRD) == [FIRST, SECOND, THIRD]


def test_after_a_label_that_is_no_heading_one_more_paragraph_is_enough():
    assert read(FIRST, "Read also", SECOND) == [FIRST, SECOND]
    assert read(FIRST, text("Why you can trust us", "h4"), SECOND) == [FIRST]


def test_after_the_heading_of_the_comments_nothing_goes_on():
    assert read(FIRST, "3 Comments", SECOND, THIRD) == [FIRST]


def test_a_link_to_the_comments_above_the_article_is_only_left_out():
    note = "The boat is ready, and has been so for a year, as its crew says."
    assert read(note, "Comments", FIRST, SECOND, THIRD) == [note, FIRST, SECOND, THIRD]


def test_a_heading_of_other_stories_before_the_article_is_only_left_out():
    assert read("Top stories", FIRST, SECOND) == [FIRST, SECOND]


def test_a_ticker_ends_the_article():
    ticker = (
        "8:08 PM",
        "Council halts the vote on the bypass.",
        SECOND,
        "7:21 PM  (Updated: )",
        "Two hurt in a crash.",
        THIRD,
    )
    assert read(FIRST, *ticker) == [FIRST]


def test_times_that_run_forward_tell_a_story():
    assert read(FIRST, "7:21 PM", SECOND, "8:08 PM", THIRD) == [FIRST, SECOND, THIRD]


def test_the_times_of_a_live_page_are_its_own():
    assert read("8:08 PM", FIRST, "7:21 PM", SECOND, known=Known(live=True)) == [FIRST, SECOND]


def test_the_headline_and_the_authors_are_not_repeated():
    known = Known("Ferry line wins", ("Ida Holm", "Tomas Reyl"), "en")
    assert read("Ferry Line Wins!", "Ida Holm", "Ida Holm | 10 March 2026 | 3 comments", FIRST, known=known) == [FIRST]


def test_what_is_said_of_an_author_behind_the_article_is_left_out():
    known = Known(authors=("Ida Holm",), language="en")
    portrait = (
        "Ida Holm is the Courier's city reporter. She has covered the harbour, its boats and its people since 2014."
    )
    assert read(f"Ida Holm, the councillor, voted against it. {FIRST}", SECOND, portrait, known=known)[1:] == [SECOND]


def test_an_article_that_is_about_its_author_is_kept():
    assert read(f"Ida Holm remembers. {FIRST}", known=Known(authors=("Ida Holm",))) == [f"Ida Holm remembers. {FIRST}"]


def test_a_pull_quote_is_not_said_twice():
    quote = "a new ferry line on Tuesday, by eight votes"
    assert read(f"“{quote}”", FIRST, quote, SECOND) == [FIRST, SECOND]


def test_a_paragraph_that_a_page_prints_twice_is_kept_once():
    assert read(FIRST, SECOND, FIRST, SECOND.upper()) == [FIRST, SECOND]


def test_who_is_quoted_in_a_pull_quote_goes_with_it():
    quote = text("a new ferry line on Tuesday, by eight votes", "p")
    assert read(FIRST, quote, text("Ida Holm, councillor", "blockquote"), SECOND) == [FIRST, SECOND]
    assert read(FIRST, text("Ida Holm, councillor", "blockquote"), SECOND) == [FIRST, "Ida Holm, councillor", SECOND]


def test_a_few_scraps_behind_the_running_text_are_left_out():
    foot = ("iho/with files", "Why we write")
    assert read(FIRST, "Who pays for it", SECOND, text("a third point", "li"), *foot) == [
        FIRST,
        "Who pays for it",
        SECOND,
        "a third point",
    ]


def test_many_scraps_behind_the_running_text_are_a_list():
    towns = ("Port Alba", "Sparrow", "Cutter Creek", "Dunstow")
    assert read(FIRST, SECOND, *towns) == [FIRST, SECOND, *towns]


def test_scraps_are_left_out_where_no_text_stands_in_such_elements():
    assert read(text("City", "div"), FIRST, text("Font size", "div"), SECOND) == [FIRST, SECOND]
    assert read(text("City", "p"), text(FIRST, "div"), text("Who pays for it", "div"), text(SECOND, "div")) == [
        "City",
        FIRST,
        "Who pays for it",
        SECOND,
    ]


def test_many_scraps_among_the_running_text_are_a_table_without_the_tags_of_one():
    figures = [text(figure, "div") for figure in ("Length: 2.4 miles", "Depth: 90 feet", "Trains: 40", "Opens: 2033")]
    assert read(FIRST, *figures, SECOND) == [FIRST, *(block.text for block in figures), SECOND]


def test_without_running_text_nothing_is_a_scrap():
    assert read("The boat", "It came.") == ["The boat", "It came."]


def test_where_to_reach_an_author_is_no_part_of_the_article():
    known = Known(authors=("Ida Holm", "Desk"), language="en")
    assert read(FIRST, "Reach Ida Holm at 555-0117.", SECOND, known=known) == [FIRST, SECOND]
    assert read(FIRST, "12 May 2026 by Ida Holm", SECOND, known=known) == [FIRST, SECOND]
    assert read(FIRST, "Ida Holm was there.", SECOND, known=known) == [FIRST, "Ida Holm was there.", SECOND]


def test_the_name_of_a_newsletter_goes_with_its_pitch():
    pitch = "Sign up, and our five best stories are in your inbox before breakfast."
    assert read(FIRST, text("The Morning Tide", "div"), pitch, SECOND) == [FIRST, SECOND]
    assert read(FIRST, text("Who pays for it", "h2"), "Advertisement", SECOND) == [FIRST, "Who pays for it", SECOND]


def test_short_lines_may_be_repeated():
    assert read("Yes, said one.", FIRST, "Yes, said one.", SECOND) == [
        "Yes, said one.",
        FIRST,
        "Yes, said one.",
        SECOND,
    ]


@pytest.mark.parametrize("language", ["en", "de", "uk", "xx", ""])
def test_an_article_without_furniture_is_left_alone(language):
    assert read(FIRST, SECOND, THIRD, known=Known(language=language)) == [FIRST, SECOND, THIRD]


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=12))
def test_no_word_is_ever_added(lines):
    given_words = {word for line in lines for word in line.split()}
    kept = without_furniture([text(" ".join(line.split())) for line in lines], Known())
    assert all(line == " ".join(line.split()) for line in kept)
    assert len(kept) <= len(lines)
    assert {word for line in kept for word in line.split()} <= given_words or any(
        not word.isprintable() for word in given_words
    )

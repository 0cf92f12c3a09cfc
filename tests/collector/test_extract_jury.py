import pytest
from lxml import html

from digest.collector.extract import article_blocks
from digest.collector.extract_jury import (
    agreement,
    hear,
    medoid,
    readability_blocks,
    resiliparse_text,
    shingles,
    trafilatura_blocks,
)

FIRST = "The harbour council approved a new ferry line on Tuesday, by eight votes to seven, after a long debate."
SECOND = "The boat is to run every half hour from May, and a crossing takes eleven minutes in fair weather."
PAGE = f"<html><body><article><h1>Ferry line wins</h1><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST[::-1]}.</p></article></body></html>"


def test_texts_agree_by_the_runs_of_words_that_they_share():
    assert agreement(shingles("one two three four five"), shingles("one two three four six")) == 0.5
    assert agreement(shingles("one two"), shingles("one two")) == 1.0
    assert agreement(shingles("one two"), shingles("")) == 0.0
    assert agreement(shingles(""), shingles("")) == 1.0


def test_the_medoid_agrees_most_with_the_others():
    readings = [shingles(text) for text in ("a b c d", "e f g h i", "e f g h j")]
    assert medoid(readings) == 1


@pytest.mark.parametrize("reader", [trafilatura_blocks, readability_blocks])
def test_another_reader_gives_paragraphs(reader):
    assert [text for text in (block.text for block in reader(PAGE)) if text in {FIRST, SECOND}] == [FIRST, SECOND]


@pytest.mark.parametrize("reader", [trafilatura_blocks, readability_blocks])
def test_a_reader_that_fails_has_no_voice(reader):
    assert hear(reader, "") == []


def test_the_second_opinion_is_plain_text():
    assert FIRST in resiliparse_text(PAGE)


STORY = [
    FIRST,
    SECOND,
    "Fishermen on the north bank fear for their berths, and their cooperative has asked for a hearing in April.",
    "The city pays four fifths of the cost and the port the rest, which one councillor called a hole with a boat on top.",
    "A crew of six has been living aboard at the winter berth since November, on half their pay, and waits.",
    "Nobody in the gallery believed that it would come down to a single hand, least of all the man who raised it.",
    "When the count was read out, an old pilot took off his cap, looked at the clock over the door and went home.",
]


def page_with(name: str, plain_paragraphs: int = 5) -> str:
    """A page whose paragraphs behind the first few stand in boxes of that class."""
    plain = "".join(f"<p>{text}</p>" for text in STORY[:plain_paragraphs])
    boxed = "".join(f"<div class='{name}'><p>{text}</p></div>" for text in STORY[plain_paragraphs:])
    return f"<html><body><div id='story'><h1>Ferry line wins</h1>{plain}{boxed}</div></body></html>"


def test_a_reading_that_is_confirmed_stands():
    assert [block.text for block in article_blocks(html.fromstring(page_with("box")))] == STORY


def test_a_reading_that_others_outvote_is_not_taken():
    taken = [block.text for block in article_blocks(html.fromstring(page_with("inset")))]
    assert taken == ["Ferry line wins", *STORY]


def test_two_readings_that_leave_out_the_same_outvote_ours():
    taken = [block.text for block in article_blocks(html.fromstring(page_with("next-post", 3)))]
    assert taken == ["Ferry line wins", *STORY[:3]]


def test_two_readings_that_take_in_the_same_do_not_outvote_ours_where_a_third_confirms_it():
    taken = [block.text for block in article_blocks(html.fromstring(page_with("pager", 3)))]
    assert taken == STORY[:3]

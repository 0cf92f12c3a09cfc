"""Choice: whatever is chosen, a brief keeps the very quotes that it had, and the rules on their order hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from making import an_entry
from oracle import SPEAKERS, TEXT

from digest.model import Article, Brief, Quote
from digest.summariser import make_brief, open_places, put_first

ARTICLE = Article(an_entry(), TEXT, language="en")
LETTERS = Article(an_entry(), "abcdefgh", language="en")


def a_brief(speakers: str) -> Brief:
    """A brief with a quote of one letter for each letter of `speakers`; a blank is nobody."""
    quotes = [Quote((LETTERS.lift(at, at + 1),), speaker.strip()) for at, speaker in enumerate(speakers)]
    return Brief(LETTERS.entry, None, tuple(quotes))


def words(brief: Brief) -> str:
    return "".join(quote.words[0].text for quote in brief.quotes)


def test_the_named_places_come_first_and_the_others_follow_as_they_stood():
    assert words(put_first(a_brief("VWXYZ"), range(5), (3, 1))) == "dbace"


def test_an_order_changes_nothing_of_the_brief_but_the_order():
    brief = make_brief(ARTICLE)
    assert [quote.speaker for quote in brief.quotes] == SPEAKERS
    assert put_first(brief, range(3), (2, 1, 0)) == replace(brief, quotes=brief.quotes[::-1])


def test_quotes_at_other_places_stay_where_they_are():
    assert words(put_first(a_brief("VWXYZ"), (1, 2, 4), (2, 1, 0))) == "aecdb"


def test_the_first_two_still_have_different_speakers():
    assert words(put_first(a_brief("VVVWZ"), range(5), (2, 1, 0, 3, 4))) == "cdbae"


def test_no_order_at_all_leaves_the_brief_as_it_is():
    brief = a_brief("VWX")
    assert put_first(brief, range(3), ()) == brief
    assert put_first(brief, (), (2, 1)) == brief


def test_indices_that_repeat_or_lead_nowhere_are_passed_over():
    assert words(put_first(a_brief("VWX"), range(3), (7, 2, 2, -1, 1))) == "cba"


@given(st.text("VWX ", max_size=8), st.sets(st.integers(0, 7)), st.lists(st.integers()))
def test_any_order_gives_the_same_quotes(speakers, places, order):
    brief = a_brief(speakers)
    free = sorted(place for place in places if place < len(speakers))
    moved = put_first(brief, free, order)
    assert sorted(words(moved)) == sorted(words(brief))
    for place in set(range(len(speakers))) - set(free):
        assert moved.quotes[place] == brief.quotes[place]


def test_every_quote_with_a_speaker_is_open_to_choice():
    assert open_places(ARTICLE, make_brief(ARTICLE)) == (0, 1, 2)


def test_a_quote_without_a_speaker_is_not():
    brief = make_brief(ARTICLE)
    anonymous = replace(brief.quotes[1], speaker="")
    assert open_places(ARTICLE, replace(brief, quotes=(brief.quotes[0], anonymous, brief.quotes[2]))) == (0, 2)


def test_a_quote_of_the_lede_is_not():
    brief = make_brief(ARTICLE)
    line = TEXT.split("\n")[1]
    lede = ARTICLE.lift(TEXT.index(line), TEXT.index(line) + len(line))
    assert open_places(ARTICLE, replace(brief, lede=lede)) == (1, 2)


def test_the_questions_of_an_interviewer_are_not_even_where_the_brief_keeps_too_few_to_tell_by():
    text = TEXT.split("\n")[0] + "".join(
        f"\nGAZETTE: Will the bridge number {number} open for us?\nLI: It will open in the month of May, I think."
        for number in range(7)
    )
    article = Article(an_entry(), text, language="en")
    brief = make_brief(article)
    assert [quote.speaker for quote in brief.quotes] == ["LI"] * 7 + ["GAZETTE"]
    assert open_places(article, brief) == tuple(range(7))

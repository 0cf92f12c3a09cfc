"""Whatever the text: no exception, no invented word, no passage twice, and time that grows with the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Article, Entry
from digest.summariser import tagging
from digest.summariser.marks import pair_marks
from digest.summariser.quotes import find_quotes
from digest.summariser.salience import rank_quotes

PIECES = (
    "“", "”", '"', "''", "'", "„", "«", "»", "「", "」", "‘", "’", "—", "–", "-", ".", "", "?", "!", ":", ";", "(", ")", "\n", " ",
    "> ", "said ", "says ", "saying ", "according to ", "he ", "she ", "they ", "Ann Li ", "Mr. Li ", "Li ", "LI: ", "the mayor ",
    "Mayor ", "of ", "the ", "who ", "and ", "that ", "to ", "was ", "by ", "answer ", "Ann Li's ", "her ", "U.S. ", "5 ", "a ", "quoted ",
    "We will open the bridge in May", "never", "\u200f", "\u202e", "\u200b", "\x02", "\x03", "é", "中文", "עברית ", "сказал ", "sagte ",
    "\nWhy did you go to Bern?\n", "\n— You went?\n", "\nQ: ", "\nA: ", "\nI went to see my brother there.\n", "We asked Ann Li.\n",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
LANGUAGES = st.sampled_from(("en", "de", "fr", "es", "pl", "ru", "uk", "sv", ""))


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_every_word_of_a_quote_is_the_articles_own(text, language):
    article = Article(Entry("gazette", "1", "", ""), text, language=language)
    quotes = find_quotes(article)
    end = 0
    for passage in (passage for quote in quotes for passage in quote.words):
        assert passage.text == text[passage.start : passage.end] != ""
        assert passage.start >= end
        end = passage.end
    for evidence in (each for quote in quotes for each in (quote.mention, quote.cue) if each):
        assert evidence.text == text[evidence.start : evidence.end]
    assert sorted(rank_quotes(article, quotes, None), key=quotes.index) == list(quotes)


INTERVIEWS = st.lists(
    st.sampled_from([piece for piece in PIECES if piece.startswith(("\n", "We", "“", "”", "he "))]), max_size=24
)


@settings(max_examples=300, deadline=None)
@given(INTERVIEWS)
def test_every_word_of_an_interview_is_quoted_once_at_most(pieces):
    text = f"Ann Li left Bern. We asked her. {''.join(pieces)}"
    spans = [
        (passage.start, passage.end)
        for quote in find_quotes(Article(Entry("gazette", "1", "", ""), text, language="en"))
        for passage in quote.words
    ]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
def test_a_speaker_is_always_words_of_the_article(text, language):
    for quote in find_quotes(Article(Entry("gazette", "1", "", ""), text, language=language)):
        assert quote.speaker in text
        assert quote.role in text
        assert (quote.confidence > 0) == bool(quote.speaker)
        assert 0.0 <= quote.confidence <= 1.0


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_stretches_are_in_order_and_never_touch(text):
    at = 0
    for stretch in pair_marks(text):
        assert at <= stretch.left <= stretch.start < stretch.end <= stretch.right
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        at = stretch.right


@pytest.mark.parametrize(
    "piece",
    [
        "“We will open it in May,” said Ann Li of Bern. She called it “a bad thing for the whole town.” ",
        "“We will open it in May,” said Ann Li of Bern.\n",
        "“We will open it in May,” said Ann Li, ",
        *("Why did you go?\nI went there.\n", "Q: Why?\nA: I went.\n", "— Why?\n", "A.B: I?\n", "Tell us.\n", "a?"),
        *(
            '"',
            "“",
            "”",
            "'",
            "„",
            "«",
            "「",
            "''",
            "“a",
            '"a',
            'a" ',
            "“\n",
            "‘a ",
            "a",
            "A",
            " ",
            "\n",
            ".",
            ",",
            "(",
            "-",
            "— a\n",
            "> a\n",
        ),
        *(
            "LI: a\n",
            "N. ",
            "Mr. ",
            "Ann Li ",
            "said ",
            "said Ann, ",
            "who , ",
            "to say ",
            "Ann's ",
            "of the ",
            "-- a ",
            ") (",
            "\x02",
            "\u202e",
        ),
    ],
)
def test_a_long_text_of_anything_is_read_in_one_go(piece):
    text = piece * (100_000 // len(piece))
    quotes = find_quotes(Article(Entry("gazette", "1", "", ""), text, language="en"))
    assert all(passage.text == text[passage.start : passage.end] for quote in quotes for passage in quote.words)


@pytest.mark.slow
def test_a_million_characters_of_marks_that_never_pair_are_read():
    text = "“we «go 'there " * 70_000
    assert find_quotes(Article(Entry("gazette", "1", "", ""), text, language="ru")) == ()


def test_three_hundred_turns_are_three_hundred_quotes():
    turns = [f"{('LI', 'XU')[turn % 2]}: This is the answer number {turn} of them all." for turn in range(300)]
    quotes = find_quotes(Article(Entry("gazette", "1", "", ""), "\n".join(turns), language="en"))
    assert [(quote.speaker, quote.words[0].text) for quote in quotes] == [tuple(turn.split(": ")) for turn in turns]


@pytest.mark.slow
def test_two_megabytes_of_quotes_all_have_their_speaker():
    piece = "“We will open it in May,” said Ann Li of Bern. She called it “a bad thing for the whole town.”\n"
    quotes = find_quotes(Article(Entry("gazette", "1", "", ""), piece * 21_000, language="en"))
    assert (len(quotes), {quote.speaker for quote in quotes}) == (42_000, {"Ann Li"})


def test_a_language_whose_memory_of_words_is_full_is_read_the_same(monkeypatch):
    text = "“We will open the bridge by and by,” said Ann Li. The whirligig whirred. “It whirrs no more,” she said."
    article = Article(Entry("gazette", "1", "", ""), text, language="en")
    quotes = find_quotes(article)
    monkeypatch.setattr(tagging, "KNOWN_WORDS", 0)
    tagging._known_words.cache_clear()
    assert find_quotes(article) == quotes

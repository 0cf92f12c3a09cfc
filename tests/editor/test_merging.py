"""Quotes of one event: each once, the fuller and surer one, under its own source, and never with a disputed speaker."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from making import NOON, an_entry

from digest.editor.doubles import Report
from digest.editor.merging import merge_quotes
from digest.model import Article, Brief, Candidate, Origin, Passage, Quote

TITLES = {"lantern": "The Harbour Lantern", "wire": "Coastline", "post": "The Tamber Post"}
BOAT = "We have waited ten years for this boat"
NIGHT = "The night line will pay for itself within two winters"


def a_report_of(number: int, source: str, *said: tuple[str, str, float]) -> Candidate:
    """A candidate whose article is nothing but quotations, each as (words, speaker, confidence)."""
    text = "\n".join(f"“{words}”" for words, _, _ in said) or "Nobody spoke."
    article = Article(an_entry(number, source=source), text)
    quotes = tuple(
        Quote((article.lift(text.index(words), text.index(words) + len(words)),), speaker, confidence=confidence)
        for words, speaker, confidence in said
    )
    return Candidate(number, article, Brief(article.entry, None, quotes), NOON)


def printed(lead: Candidate, *others: Candidate, confidence: float = 0.95) -> list[tuple[str, str, str]]:
    """What is printed: words, speaker and source ("": the lead's own)."""
    quotes = merge_quotes(Report(lead, others), TITLES, confidence)
    return [
        (" … ".join(p.text for p in quote.words), quote.speaker, quote.origin.source_title if quote.origin else "")
        for quote in quotes
    ]


def test_quotes_of_other_reports_follow_the_leads_own_each_with_its_origin():
    lead = a_report_of(1, "lantern", (BOAT, "Mara Venn", 0.99))
    wire = a_report_of(2, "wire", (NIGHT, "Joss Adder", 0.97))
    merged = merge_quotes(Report(lead, (wire,)), TITLES, 0.95)
    assert merged == (
        lead.brief.quotes[0],
        replace(wire.brief.quotes[0], origin=Origin(2, "Coastline", "https://lantern.example/story/2")),
    )


def test_the_same_words_in_other_typography_stand_once_and_the_first_report_keeps_them():
    lead = a_report_of(1, "lantern", (BOAT, "Mara Venn", 0.99))
    wire = a_report_of(2, "wire", ("We have waited TEN years, for this boat,", "Venn", 0.99))
    assert printed(lead, wire) == [(BOAT, "Mara Venn", "")]


def test_the_fuller_takes_the_place_of_what_it_contains():
    whole = f"{BOAT}. {NIGHT}."
    lead = a_report_of(1, "lantern", (BOAT, "Mara Venn", 0.99), ("No comment at all from the yard", "Joss Adder", 0.99))
    wire = a_report_of(2, "wire", (whole, "Mara Venn", 0.96))
    assert printed(lead, wire) == [
        (whole, "Mara Venn", "Coastline"),
        ("No comment at all from the yard", "Joss Adder", ""),
    ]


def test_the_whole_of_what_was_cut_in_two_takes_the_place_of_both():
    whole = f"{BOAT}. {NIGHT}."
    lead = a_report_of(1, "lantern", (BOAT, "Mara Venn", 0.99), (NIGHT, "Mara Venn", 0.99))
    assert printed(lead, a_report_of(2, "wire", (whole, "Mara Venn", 0.96))) == [(whole, "Mara Venn", "Coastline")]


def test_a_transcript_that_differs_in_a_word_is_the_same_and_the_surer_stands():
    lead = a_report_of(1, "lantern", ("We have waited for ten long years for this boat", "Mara Venn", 0.96))
    wire = a_report_of(2, "wire", ("We have waited for ten long years for that boat", "Mara Venn", 0.99))
    assert printed(lead, wire) == [("We have waited for ten long years for that boat", "Mara Venn", "Coastline")]


def test_words_that_two_reports_give_to_different_people_are_nobodys():
    lead = a_report_of(1, "lantern", (BOAT, "Mara Venn", 0.99), (NIGHT, "Mara Venn", 0.99))
    wire = a_report_of(2, "wire", (BOAT, "Joss Adder", 0.99))
    agreeing = a_report_of(3, "post", (BOAT, "Mara Venn", 0.99))
    assert printed(lead, wire, agreeing) == [(NIGHT, "Mara Venn", "")]


def test_a_few_common_words_may_be_said_by_two_people():
    lead = a_report_of(1, "lantern", ("We are shocked", "Mara Venn", 0.99))
    wire = a_report_of(2, "wire", ("We are shocked", "Joss Adder", 0.99), ("We are shocked", "M. Venn", 0.99))
    assert printed(lead, wire) == [("We are shocked", "Mara Venn", ""), ("We are shocked", "Joss Adder", "Coastline")]


def test_two_short_names_are_one_persons_only_where_they_are_equal():
    lead = a_report_of(1, "lantern", (BOAT, "Bo", 0.99), (NIGHT, "Bo", 0.99))
    wire = a_report_of(2, "wire", (BOAT, "Al", 0.99), (NIGHT, "bo", 0.99))
    assert printed(lead, wire) == [(NIGHT, "Bo", "")]


def test_unsure_and_unnamed_quotes_are_taken_from_no_report():
    lead = a_report_of(1, "lantern", (BOAT, "", 0.99))
    wire = a_report_of(2, "wire", (NIGHT, "Joss Adder", 0.94))
    assert printed(lead, wire) == []
    assert printed(lead, wire, confidence=0.9) == [(NIGHT, "Joss Adder", "Coastline")]


SPOKEN = st.tuples(
    st.lists(
        st.sampled_from(["we", "have", "waited", "ten", "years", "for", "this", "boat", "to", "sail"]),
        min_size=1,
        max_size=9,
    ).map(" ".join),
    st.sampled_from(["Mara Venn", "Joss Adder", "Venn", ""]),
    st.sampled_from([0.5, 0.95, 1.0]),
)


@given(st.lists(st.lists(SPOKEN, max_size=4), min_size=1, max_size=4))
def test_every_merged_quote_is_the_words_of_the_article_that_it_names(reports):
    candidates = [a_report_of(n, "wire", *said) for n, said in enumerate(reports, start=1)]
    by_key = {candidate.key: candidate for candidate in candidates}
    merged = merge_quotes(Report(candidates[0], tuple(candidates[1:])), TITLES, 0.95)
    for quote in merged:
        article = by_key[quote.origin.article if quote.origin else 1].article
        assert [Passage(article.text[p.start : p.end], p.start, p.end) for p in quote.words] == list(quote.words)
        assert quote.speaker
        assert quote.confidence >= 0.95

"""The evidence: every mark where the words are, every quote with what became of it, every candidate accounted for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TEXT, a_brief, a_candidate, a_newsletter, an_article
from world import a_message, a_proof

from digest.editor import choose
from digest.jobs.preview import preview
from digest.model import Quote
from digest.ports import Arrival
from digest.renderer.budget import NAME_MOST, QUOTE_MOST
from digest.web.why import OVERRULED, Mark, Stretch, evidence, judge_quotes, mark_text


def a_quote(**changes):
    article = an_article()
    return replace(Quote((article.lift(0, 10),), "Mara Venn", confidence=0.99), **changes)


def test_an_article_is_marked_where_the_lede_the_quote_the_name_and_the_cue_stand(town):
    town.publish(1)
    found = evidence(preview(a_newsletter(), town.room, a_message), 1)
    lede, quoted, last = found.paragraphs
    assert [(stretch.text, stretch.kinds) for stretch in quoted] == [
        ("“", ()),
        ("We have waited ten years for this boat,", ("quote",)),
        ("” ", ()),
        ("said", ("cue",)),
        (" ", ()),
        ("Mara Venn", ("mention",)),
        (", the harbour master.", ()),
    ]
    assert [stretch.kinds for stretch in lede] == [("lede",)]
    assert last == (Stretch("The first crossing is planned for May."),)
    assert (found.section, found.story.topic, found.left_out) == ("top", "All stories", None)


def test_what_is_left_out_has_its_evidence_and_its_reason(town):
    newsletter = replace(a_newsletter(), sections=a_newsletter().sections[:1])
    town.publish(1, 2)
    found = evidence(preview(newsletter, town.room, a_message), 2)
    assert (found.story, found.left_out.reason) == (None, "no room: ranked below the 1 that run")
    assert evidence(preview(newsletter, town.room, a_message), 3) is None


def test_what_the_size_budget_took_out_is_named(town):
    town.publish(1, 2)
    town.room = replace(town.room, prove=lambda issue: replace(a_proof(issue), trimmed=1))
    sheet = preview(a_newsletter(), town.room, a_message)
    assert [evidence(sheet, key).trimmed for key in (1, 2)] == [False, True]


def test_a_story_points_to_the_reports_that_its_other_quotes_are_from(town):
    fuller = "We have waited ten years for this boat, and longer"
    text = TEXT.replace("We have waited ten years for this boat,", fuller)
    article = an_article(2, text=text)
    first, second = a_candidate(1, fingerprint="same"), a_candidate(2, article=article, fingerprint="same")
    sheet = preview(a_newsletter(), town.room, a_message)
    choice = choose(sheet.draft.edition, (), [first, second])
    sheet = replace(sheet, draft=replace(sheet.draft, choice=choice, candidates=(first, second)))
    (borrowed,) = evidence(sheet, 1).borrowed
    assert (borrowed.origin.article, borrowed.words[0].text) == (2, fuller)
    assert [verdict.refused for verdict in evidence(sheet, 1).verdicts] == [OVERRULED]
    assert evidence(sheet, 2).left_out.reason == "the same words as “Council approves ferry line 1”"


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        (a_quote(), ""),
        (a_quote(speaker=""), "nobody, or two people, could have said it: a speaker is never guessed"),
        (a_quote(confidence=0.5), "the speaker's confidence, 0.500, is below the newsletter's 0.9"),
        (a_quote(speaker="x" * (NAME_MOST + 1)), "the speaker's name is too long to print"),
        (
            a_quote(words=(replace(a_quote().words[0], text="x" * (QUOTE_MOST + 1)),)),
            "it has 701 letters, and a mail prints 700 at most",
        ),
    ],
)
def test_a_quote_that_is_not_printed_has_its_reason(quote, told):
    assert [verdict.refused for verdict in judge_quotes([quote], a_newsletter(confidence=0.9))] == [told]


def test_only_quotes_that_could_be_printed_count_against_the_limit():
    quotes = [a_quote(speaker=""), a_quote(), a_quote(), a_quote()]
    verdicts = list(judge_quotes(quotes, a_newsletter(quotes=2)))
    assert [bool(verdict.refused) for verdict in verdicts] == [True, False, False, True]
    assert verdicts[3].refused == "the 2 before it fill the newsletter's limit of quotes a story"


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


@given(st.lists(st.tuples(st.sampled_from(["lede", "quote", "mention", "cue"]), SPANS), max_size=8))
def test_however_marks_overlap_the_paragraphs_joined_are_the_text(spans):
    marks = [Mark(kind, *span, number) for number, (kind, span) in enumerate(spans) if span[0] < span[1]]
    paragraphs = list(mark_text(TEXT, marks))
    assert "\n".join("".join(stretch.text for stretch in paragraph) for paragraph in paragraphs) == TEXT
    for mark in marks:
        marked = [stretch.text for paragraph in paragraphs for stretch in paragraph if mark.kind in stretch.kinds]
        assert TEXT[mark.start : mark.end].replace("\n", "") in "".join(marked) + TEXT
        assert sum(map(len, marked)) >= len(TEXT[mark.start : mark.end].replace("\n", ""))


def test_an_empty_paragraph_stays_one():
    assert list(mark_text("a\n\nb", [])) == [(Stretch("a"),), (), (Stretch("b"),)]


def test_a_brief_without_lede_or_quote_marks_nothing(town):
    article = replace(an_article(1), text="No words.")
    arrival = Arrival(article, replace(a_brief(article), lede=None, quotes=()), article.entry.url, "i", "p")
    town.database.articles.record_article(arrival, town.clock.now())
    found = evidence(preview(a_newsletter(), town.room, a_message), 1)
    assert (found.paragraphs, found.verdicts) == (((Stretch("No words."),),), ())

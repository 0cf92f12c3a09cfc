"""Events: reports of one event are one group, in any order, without chains; the labelled stories are told apart."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from events import ANEW, FIRE, MAYOR, told
from hypothesis import given
from hypothesis import strategies as st
from making import NOON, a_candidate, an_article, an_entry

from digest.editor import clusters
from digest.editor.clusters import group_events
from digest.editor.doubles import fold_events
from digest.editor.kinship import SURE, Kinship, kinship, rarity
from digest.editor.profile import make_profile
from digest.model import Brief, Candidate


def keys(groups) -> list[list[int]]:
    return [[member.key for member in group.members] for group in groups]


def test_reports_of_one_event_are_one_group_and_others_stay_alone():
    stories = [
        told(1, FIRE, "Fire on night ferry off Tamber"),
        told(2, MAYOR, "Mayor of Combe resigns"),
        told(3, ANEW, "Lifeboats rescue 214 from ferry"),
    ]
    assert keys(group_events(stories)) == [[1, 3], [2]]


def test_a_report_says_what_it_shares_with_the_one_that_leads():
    stories = [told(1, FIRE, "Fire on night ferry off Tamber"), told(3, ANEW, "Lifeboats rescue 214 from ferry")]
    (report,) = fold_events(stories)
    assert report.lead.key == 1
    assert report.reasons == ("the same event (Alder, Brindle, Harrow, 1998, 214, a quotation; score 4.0)",)


def test_the_order_in_which_stories_come_in_changes_no_group():
    stories = [told(1, FIRE, "Fire"), told(2, MAYOR, "Mayor"), told(3, ANEW, "Rescue"), told(4, FIRE, "Again")]
    found = {frozenset(map(frozenset, keys(group_events(order)))) for order in permutations(stories)}
    assert found == {frozenset({frozenset({1, 3, 4}), frozenset({2})})}


def test_stories_in_two_languages_are_two_events():
    german = told(2, FIRE, "Brand", article=an_article(2, entry=an_entry(2, source="b"), text=FIRE, language="de-AT"))
    assert keys(group_events([told(1, FIRE, "Fire"), german])) == [[1], [2]]


def test_equal_prints_are_one_group_whatever_their_languages_say():
    german = told(2, FIRE, "Brand", article=an_article(2, entry=an_entry(2, source="b"), text=FIRE, language="de"))
    stories = [replace(each, fingerprint="same") for each in (told(1, FIRE, "Fire"), german)]
    assert keys(group_events(stories)) == [[1, 2]]


def test_one_form_filled_in_on_two_days_is_two_stories():
    monday = (
        "Shares closed at 4,312 points, up 12 from 4,300. Banks led the list again, and traders in Port Alder were content. "
        "The report on the market appears on every working day after the close, with the prices of all the firms that are "
        "listed, and what the desk has heard from those who buy and sell. All prices are without guarantee."
    )
    tuesday = monday.replace("4,312", "4,287").replace("12 ", "25 ").replace("4,300", "4,312")
    assert keys(group_events([told(1, monday, "Market close"), told(2, tuesday, "Market close")])) == [[1], [2]]


def test_a_copy_without_any_number_is_a_copy():
    assert keys(group_events([told(1, MAYOR, "Mayor goes"), told(2, MAYOR[:-20], "Brisk resigns")])) == [[1, 2]]


def test_a_text_of_two_words_belongs_to_nobody():
    assert keys(
        group_events([told(1, "Whatever whatsoever words", "One"), told(2, "Nothing-much there indeed", "Two")])
    ) == [[1], [2]]


def test_what_resembles_only_the_end_of_a_chain_stays_outside(monkeypatch):
    speaks = {(1, 2): 1.0, (2, 3): 0.5, (1, 3): -SURE}
    monkeypatch.setattr(clusters, "kinship", lambda one, other, _: Kinship(speaks[one.key, other.key], ""))
    assert keys(group_events([told(n, FIRE, "Fire") for n in (1, 2, 3)])) == [[1, 2], [3]]


def test_copies_of_one_text_have_one_voice(monkeypatch):
    speaks = {(1, 2): Kinship(1.0, ""), (1, 3): Kinship(-2.0, ""), (2, 3): Kinship(SURE, "", copy=True)}
    monkeypatch.setattr(clusters, "kinship", lambda one, other, _: speaks[one.key, other.key])
    assert keys(group_events([told(n, FIRE, "Fire") for n in (1, 2, 3)])) == [[1, 2, 3]]


def test_a_group_has_its_limit(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_REPORTS", 2)
    assert [len(group.members) for group in group_events([told(n, FIRE, "Fire") for n in (1, 2, 3)])] == [2, 1]


def test_beyond_what_is_compared_only_equal_prints_are_one_group(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_COMPARED", 2)
    marks = ("a", "a", "", "", "")
    stories = [told(n, FIRE, "Fire", fingerprint=mark) for n, mark in enumerate(marks, start=1)]
    assert keys(group_events(stories)) == [[1, 2], [3], [4, 5]]


def test_what_was_not_compared_speaks_against_a_group(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_COMPARED", 2)
    stories = [told(n, FIRE, "Fire", fingerprint=mark) for n, mark in enumerate(("a", "a", ""), start=1)]
    assert keys(group_events(stories)) == [[1, 2], [3]]


def test_kin_speak_one_language():
    english, german = (make_profile(told(n, FIRE, "Fire")) for n in (1, 2))
    german = replace(german, language="de")
    assert kinship(english, german, rarity([english, german])) == Kinship(-SURE, "another language")


def test_of_a_sources_own_versions_the_newest_leads():
    first, second = (a_candidate(n, fingerprint="same", first_seen=NOON + timedelta(hours=n)) for n in (1, 2))
    assert [report.lead for report in fold_events([first, second])] == [second]


STORIES = st.lists(st.sampled_from([FIRE, ANEW, MAYOR, "", "one two three four"]), max_size=7)


@given(STORIES, st.lists(st.sampled_from(["", "a", "b"]), min_size=7, max_size=7))
def test_every_candidate_is_in_exactly_one_group(texts, marks):
    stories = [
        Candidate(n, an_article(n, text=text), Brief(an_entry(n), None), NOON, fingerprint=marks[n])
        for n, text in enumerate(texts)
    ]
    assert sorted(key for group in keys(group_events(stories)) for key in group) == list(range(len(texts)))


@pytest.mark.parametrize(
    "text", ["", "a", "\n\n", "۱۲۳ " * 9, "字" * 4000, "1,2.3:4 " * 500, "“" * 300, "É́ \u202e" * 50]
)
def test_any_text_is_taken(text):
    stories = [replace(told(n, FIRE, "Fire"), article=an_article(n, text=text)) for n in (1, 2)]
    assert sorted(key for group in keys(group_events(stories)) for key in group) == [1, 2]

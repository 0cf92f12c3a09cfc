"""The issue: sections filled in order, every candidate accounted for once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import KYIV, NOON, a_candidate, a_newsletter, a_picture, an_article, an_entry

from digest.editor import Edition, choose, make_issue
from digest.model import Account, Brief, LeftOut, Newsletter, Origin, Part, Pick, Section, SectionKind, Topic


def an_edition(**changes: object) -> Edition:
    newsletter: Newsletter = a_newsletter(**changes)
    titles = {"lantern": "The Harbour Lantern", "wire": "Coastline"}
    return Edition(newsletter, "2026-03-10T14:00", 3, NOON.astimezone(KYIV), NOON - timedelta(hours=24), NOON, titles)


def keys(choice) -> dict[SectionKind, list[int]]:
    return {section.kind: [story.key for story in section.stories] for section in choice.sections}


def test_sections_take_the_best_first_and_the_news_feed_takes_the_rest_newest_first():
    candidates = [a_candidate(n) for n in range(8, 0, -1)]
    choice = choose(an_edition(), [], candidates)
    assert keys(choice) == {SectionKind.TOP: [1], SectionKind.MORE: [2, 3], SectionKind.NEWS_FEED: [4, 5, 6]}
    assert [(out.key, out.reason) for out in choice.left_out] == [
        (7, "no room: ranked below the 6 that run"),
        (8, "no room: ranked below the 6 that run"),
    ]


def test_picks_choose_before_the_top_story_and_print_where_the_newsletter_says():
    url, category, source = (
        a_candidate(1),
        a_candidate(2, article=an_article(entry=an_entry(2, categories=("Essay",)))),
        a_candidate(3, article=an_article(entry=an_entry(3, source="wire"))),
    )
    picks = (Pick(url=url.article.entry.url), Pick(category="essay"), Pick(source="wire"))
    choice = choose(an_edition(picks=picks), [], [url, category, source, a_candidate(4)])
    assert keys(choice) == {SectionKind.TOP: [3], SectionKind.MORE: [4], SectionKind.PICKS: [1, 2]}


def test_a_pick_runs_even_where_no_topic_asks_for_it():
    sport = Topic("sport", "Sport", include=("football",))
    edition = an_edition(picks=(Pick(url=an_entry(1).url),))
    choice = choose(edition, [sport], [a_candidate(1), a_candidate(2)])
    assert keys(choice) == {SectionKind.PICKS: [1]}
    assert choice.sections[0].stories[0].reason == "Picked: by URL, 1 min old, a quote with its speaker (score 1.249)"
    assert choice.left_out == (
        LeftOut(
            2,
            an_entry(2).headline,
            an_entry(2).url,
            "The Harbour Lantern",
            "belongs to none of the newsletter's topics",
        ),
    )


def test_a_story_without_a_lede_is_left_out_with_the_reason():
    bare = a_candidate(1)
    bare = replace(bare, brief=Brief(bare.article.entry, None))
    assert choose(an_edition(), [], [bare]).left_out[0].reason == "no sentence of it can stand as a lede"


def test_coverage_pictures_quotes_and_topics_move_a_story_up():
    harbour, rest = Topic("h", "Harbour", include=("ferry",)), Topic("r", "Rest")
    far = a_candidate(1, article=an_article(entry=an_entry(1, headline="Trams", dek=""), text="Trams run."))
    near = a_candidate(2)
    pictured = a_candidate(3, article=an_article(3, image=a_picture()))
    doubled = a_candidate(4, fingerprint="same")
    echo = a_candidate(5, article=an_article(entry=an_entry(5, source="wire")), fingerprint="same")
    choice = choose(an_edition(), [harbour, rest], [far, near, pictured, doubled, echo])
    assert keys(choice) == {SectionKind.TOP: [4], SectionKind.MORE: [3, 2], SectionKind.NEWS_FEED: [1]}
    top = choice.sections[0].stories[0]
    assert top.also == (("Coastline", an_entry(5).url),)
    assert (
        top.reason == "Harbour: “ferry” in the headline, 2 sources, 4 min old, a quote with its speaker (score 2.296)"
    )
    assert top.topic == "Harbour"


def test_every_part_of_a_score_is_told_with_its_points_in_the_issue_or_out_of_it():
    edition = an_edition(sections=(Section(SectionKind.TOP, 1),))
    old = an_article(entry=an_entry(2, published=NOON - timedelta(hours=18)), image=a_picture())
    choice = choose(edition, [], [a_candidate(1), a_candidate(2, article=old)])
    assert choice.sections[0].stories[0].account == Account(
        (
            Part("topic", 0.0, "All stories: everything"),
            Part("freshness", 0.999, "1 min old"),
            Part("quotes", 0.25, "a quote with its speaker"),
        )
    )
    (out,) = choice.left_out
    assert (out.account.score, out.account.sentence) == (
        0.854,
        "All stories: everything, 18 h old, a quote with its speaker, a picture (score 0.854)",
    )


def test_times_are_told_in_the_newsletters_zone_and_updates_only_after_five_minutes():
    typing = an_article(entry=an_entry(1, updated=NOON + timedelta(minutes=4)))
    later = an_article(entry=an_entry(2, updated=NOON + timedelta(minutes=30)))
    revised = a_candidate(3, revised=NOON + timedelta(hours=1))
    choice = choose(an_edition(), [], [a_candidate(1, article=typing), a_candidate(2, article=later), revised])
    stories = [story for section in choice.sections for story in section.stories]
    assert [str(story.published)[11:] for story in stories] == ["13:59:00+02:00", "13:58:00+02:00", "13:57:00+02:00"]
    assert [story.updated and str(story.updated)[11:16] for story in stories] == [None, "14:30", "15:00"]


def test_a_date_in_the_future_never_outlives_the_moment_it_was_seen():
    future = an_article(entry=an_entry(1, published=NOON + timedelta(days=300)))
    undated = an_article(entry=an_entry(2, published=None))
    choice = choose(
        an_edition(),
        [],
        [a_candidate(1, article=future, first_seen=NOON), a_candidate(2, article=undated, first_seen=NOON)],
    )
    assert {story.published for section in choice.sections for story in section.stories} == {NOON}


def test_a_quote_is_printed_only_where_its_speaker_is_sure():
    candidate = a_candidate(1)
    (quote,) = candidate.brief.quotes
    nobody, unsure = replace(quote, speaker=""), replace(quote, confidence=0.89)
    candidate = replace(candidate, brief=replace(candidate.brief, quotes=(nobody, unsure, quote)))
    for confidence, printed in ((0.9, (quote,)), (0.5, (unsure, quote)), (1.0, ())):
        choice = choose(an_edition(confidence=confidence), [], [candidate])
        assert choice.sections[0].stories[0].brief.quotes == printed


def test_an_issue_carries_its_subject_and_what_was_left_out():
    edition = an_edition(
        sections=(Section(SectionKind.NEWS_FEED, 1), Section(SectionKind.TOP, 1)), preheader="{{ count }} stories"
    )
    candidates = [a_candidate(1), a_candidate(2), a_candidate(3)]
    issue = make_issue(edition, choose(edition, [], candidates))
    assert (issue.id, issue.number, issue.subject, issue.preheader) == (
        "morning@2026-03-10T14:00",
        3,
        "Council approves ferry line 1",
        "2 stories",
    )
    assert [section.kind for section in issue.sections] == [SectionKind.NEWS_FEED, SectionKind.TOP]
    assert [story.key for story in issue.stories] == [2, 1]
    assert [out.key for out in issue.left_out] == [3]


def test_nothing_to_run_makes_no_issue():
    edition = an_edition()
    assert make_issue(edition, choose(edition, [], [])) is None


def test_a_window_of_no_length_ranks_all_the_same():
    edition = replace(an_edition(), since=NOON)
    assert keys(choose(edition, [], [a_candidate(1)])) == {SectionKind.TOP: [1]}


SECTIONS = st.lists(st.builds(Section, st.sampled_from(SectionKind), st.integers(1, 4)), min_size=1, max_size=6)
PRINTS = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=12)


@given(SECTIONS, PRINTS)
def test_every_candidate_is_accounted_for_exactly_once(sections, prints):
    candidates = [a_candidate(n, fingerprint=mark) for n, mark in enumerate(prints, start=1)]
    choice = choose(an_edition(sections=tuple(sections), picks=(Pick(category="harbour"),)), [], candidates)
    stories = [story for section in choice.sections for story in section.stories]
    told = [story.key for story in stories] + [out.key for out in choice.left_out]
    assert sorted(told) == [candidate.key for candidate in candidates]


def from_source(number, source):
    return a_candidate(number, article=an_article(entry=an_entry(number, source=source)), fingerprint="same")


def test_other_sources_are_named_once_each_and_never_the_leads_own():
    reports = [from_source(1, "lantern"), from_source(2, "wire"), from_source(3, "lantern"), from_source(4, "wire")]
    choice = choose(an_edition(), [], reports)
    assert choice.sections[0].stories[0].also == (("Coastline", an_entry(2).url),)
    assert {(out.key, out.reason) for out in choice.left_out} == {
        (number, "the same words as “Council approves ferry line 1”") for number in (2, 3, 4)
    }


def test_a_newsletter_may_keep_to_the_quotes_of_the_report_that_leads():
    lead, wire = from_source(1, "lantern"), from_source(2, "wire")
    other = replace(wire.brief.quotes[0], words=(wire.article.lift(0, 30),))
    wire = replace(wire, brief=replace(wire.brief, quotes=(other,)))
    own = lead.brief.quotes[0]
    borrowed = replace(other, origin=Origin(2, "Coastline", an_entry(2).url))
    for merge, printed in ((True, (own, borrowed)), (False, (own,))):
        choice = choose(an_edition(merge_quotes=merge), [], [lead, wire])
        assert choice.sections[0].stories[0].brief.quotes == printed


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_stories_came_in_changes_nothing(order):
    candidates = [a_candidate(n) for n in range(1, 9)][::order]
    assert keys(choose(an_edition(), [], candidates))[SectionKind.MORE] == [2, 3]


def test_a_byline_that_only_repeats_the_source_is_not_printed():
    candidate = a_candidate(1, article=an_article(1, byline="The Harbour Lantern"))
    assert choose(an_edition(), [], [candidate]).sections[0].stories[0].byline == ""


def test_reports_of_one_event_share_one_place_unless_the_newsletter_says_otherwise():
    one, other = (
        a_candidate(n, article=an_article(entry=an_entry(n, source=s))) for n, s in ((1, "lantern"), (2, "wire"))
    )
    for same_event, stories in ((True, [1]), (False, [1, 2])):
        choice = choose(an_edition(same_event=same_event), [], [one, other])
        assert [story.key for section in choice.sections for story in section.stories] == stories

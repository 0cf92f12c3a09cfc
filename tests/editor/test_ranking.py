"""Ranking: plain reasons that add up, the editor's word above them, and variety below them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import KYIV, NOON, a_candidate, a_newsletter, a_picture, an_article, an_entry

from digest.editor import Choice, Edition, choose
from digest.model import Boost, Brief, Candidate, Part, Pick, Pin, PinPlace, Ranking, Section, SectionKind, Topic

TOP, MORE = SectionKind.TOP, SectionKind.MORE


def an_edition(weights: dict[str, float] | None = None, **changes: object) -> Edition:
    newsletter = a_newsletter(**{"sections": (Section(TOP, 20),), **changes})
    since = NOON - timedelta(hours=24)
    return Edition(newsletter, "2026-03-10T14:00", 3, NOON.astimezone(KYIV), since, NOON, {}, weights or {})


def told(number: int, *, headline: str = "Boats", source: str = "lantern", **changes: object) -> Candidate:
    entry = an_entry(number, headline=headline, source=source, dek="", categories=())
    return a_candidate(
        number, article=an_article(entry=entry, **{"text": "A plain sentence about nothing.", **changes})
    )


def order(choice: Choice) -> list[list[int]]:
    return [[story.key for story in section.stories] for section in choice.sections]


def flat(choice: Choice) -> list[int]:
    return [key for keys in order(choice) for key in keys]


def parts_of(edition: Edition, candidate: Candidate, topics: tuple[Topic, ...] = ()) -> dict[str, Part]:
    (story,) = choose(edition, topics, [candidate]).sections[0].stories
    return {part.name: part for part in story.account.parts}


@pytest.mark.parametrize(
    ("edition", "changes", "part"),
    [
        (an_edition({"lantern": 1.5}), {}, Part("source", 0.5, "a source of weight 1.5")),
        (an_edition(), {"image": a_picture()}, Part("picture", 0.25, "a picture")),
        (an_edition(), {"kind": "opinion"}, Part("kind", -0.5, "opinion")),
        (an_edition(), {"paywalled": True}, Part("paywall", -0.25, "behind a paywall")),
        (an_edition(ranking=Ranking(paywalled=-2)), {"paywalled": True}, Part("paywall", -2, "behind a paywall")),
        (an_edition(), {}, Part("freshness", 0.999, "1 min old")),
        (an_edition(ranking=Ranking(half_life_hours=1 / 60)), {}, Part("freshness", 0.5, "1 min old")),
        (an_edition(), {}, Part("topic", 0.0, "All stories: everything")),
    ],
)
def test_each_reason_has_its_points(edition, changes, part):
    assert parts_of(edition, told(1, **changes))[part.name] == part


@pytest.mark.parametrize(
    ("boost", "words"),
    [
        (Boost(2, source="lantern"), "source lantern"),
        (Boost(2, category="Sea"), "category Sea"),
        (Boost(2, author="ida"), "author ida"),
        (Boost(2, kind="news"), "kind news"),
        (Boost(2, url=an_entry(1).url), "address"),
        (Boost(2, topic="boats"), "topic boats"),
    ],
)
def test_a_boost_gives_its_points_to_what_it_names_and_to_nothing_else(boost, words):
    topics = (Topic("boats", "Boats", include=("boat",)), Topic("rest", "Rest"))
    edition = an_edition(boosts=(boost,))
    candidate = told(1, section="sea")
    assert parts_of(edition, candidate, topics)["boost"] == Part("boost", 2, f"the editor's boost for its {words}")
    other = told(2, source="wire", headline="Trams", byline="Tom Bray", kind="live")
    assert "boost" not in parts_of(edition, other, topics)


def test_opinion_costs_nothing_where_the_topic_asks_for_it():
    columns = (Topic("columns", "Columns", kinds=("opinion",)),)
    assert "kind" not in parts_of(an_edition(), told(1, kind="opinion"), columns)


def test_a_stronger_match_and_an_earlier_topic_count_more():
    harbour, trams = Topic("h", "Harbour", include=("ferry",)), Topic("t", "Trams", include=("tram",))
    edition = an_edition(topics=("h", "t"))
    strong, weak = told(1, headline="Ferry"), told(2, text="The ferry sails.")
    late = told(3, headline="Tram")
    points = [parts_of(edition, each, (harbour, trams))["topic"].points for each in (strong, weak, late)]
    assert points == [0.25, 0.083, 0.05]


def test_the_second_story_of_a_source_pays_for_it_and_the_account_says_so():
    first, second, other = told(1), told(2), told(9, source="wire")
    choice = choose(an_edition(), [], [first, second, other])
    assert order(choice) == [[1, 9, 2]]
    assert choice.sections[0].stories[2].account.parts[-1] == Part("variety", -0.1, "1 of its source before it")


def test_what_is_left_out_tells_what_its_likeness_cost_it():
    choice = choose(an_edition(sections=(Section(TOP, 2),)), [], [told(1), told(2), told(9, source="wire")])
    (out,) = choice.left_out
    assert (out.key, out.account.parts[-1]) == (2, Part("variety", -0.1, "1 of its source before it"))


def test_sources_and_topics_that_all_stories_share_make_none_of_them_dull():
    choice = choose(an_edition(), [], [told(1), told(2)])
    assert [part.name for part in choice.sections[0].stories[1].account.parts] == ["topic", "freshness"]


def test_pins_run_first_in_the_order_of_the_editors_list_and_a_later_pin_overrides_an_earlier_one():
    pins = [Pin(Pick(url=an_entry(number).url)) for number in (3, 2, 4)]
    drop = Pin(Pick(url=an_entry(4).url), PinPlace.NEVER)
    choice = choose(an_edition(pins=(pins[0],)), [], [told(n) for n in range(1, 5)], [*pins[1:], drop])
    assert order(choice) == [[3, 2, 1]]
    assert choice.sections[0].stories[0].account.parts[0] == Part("pin", 0.0, "pinned by the editor")
    assert [(out.key, out.reason) for out in choice.left_out] == [(4, "dropped by the editor")]


def test_a_pin_runs_in_its_section_before_the_rest_or_in_the_one_that_chooses_first():
    sections = (Section(TOP, 1), Section(MORE, 2))
    run = Pin(Pick(url=an_entry(3).url), PinPlace.RUN, MORE)
    assert order(choose(an_edition(sections=sections), [], [told(1), told(2), told(3)], [run])) == [[1], [3, 2]]
    assert order(choose(an_edition(sections=sections), [], [told(1), told(3)], [replace(run, section=None)])) == [
        [3],
        [1],
    ]


def test_pins_for_which_their_section_has_no_room_compete_for_the_next():
    sections = (Section(TOP, 1), Section(MORE, 1))
    pins = [Pin(Pick(url=an_entry(number).url)) for number in (3, 2)]
    assert order(choose(an_edition(sections=sections), [], [told(1), told(2), told(3)], pins)) == [[3], [1]]


def test_a_pin_runs_whatever_its_topic():
    choice = choose(an_edition(), [Topic("x", "X", include=("nowhere",))], [told(1)], [Pin(Pick(url=an_entry(1).url))])
    (story,) = choice.sections[0].stories
    assert (story.topic, story.reason.split(", ")[:2]) == ("Picked", ["pinned by the editor", "Picked: by hand"])


def test_a_section_that_is_bound_to_a_topic_chooses_first_of_its_kind_and_runs_only_that():
    sport, all_news = Topic("sport", "Sport", include=("cup",)), Topic("all", "All")
    sections = (Section(TOP, 1), Section(MORE, 3), Section(MORE, 2, "Sport", ("sport",)))
    cups = [told(number, headline="Cup") for number in (2, 3, 4)]
    choice = choose(
        an_edition(sections=sections, topics=("all", "sport")), [all_news, sport], [told(1), *cups, told(5)]
    )
    assert order(choice) == [[1], [4, 5], [2, 3]]
    assert [story.topic for story in choice.sections[2].stories] == ["Sport", "Sport"]


KINDS = st.sampled_from(["news", "opinion", "live"])
CANDIDATES = st.lists(
    st.tuples(
        st.sampled_from(["lantern", "wire", "post"]),
        st.sampled_from(["Ferry", "Tram", "Ferry cup", "Nothing"]),
        KINDS,
        st.booleans(),
        st.sampled_from(["", "same", "twin"]),
        st.integers(0, 3000),
    ),
    max_size=10,
).map(
    lambda rows: [
        replace(
            told(n, headline=headline, source=source, kind=kind, paywalled=paid),
            fingerprint=mark,
            first_seen=NOON - timedelta(minutes=age),
        )
        for n, (source, headline, kind, paid, mark, age) in enumerate(rows, start=1)
    ]
)
PLACES = st.sampled_from(PinPlace)
PINS = st.lists(st.builds(Pin, st.integers(1, 10).map(lambda n: Pick(url=an_entry(n).url)), PLACES), max_size=3)
BOOSTS = st.lists(st.builds(Boost, st.floats(-3, 3), source=st.sampled_from(["lantern", "wire"])), max_size=2).map(
    tuple
)
SECTIONS = st.lists(
    st.builds(Section, st.sampled_from(SectionKind), st.integers(1, 4), st.just(""), st.sampled_from([(), ("ferry",)])),
    min_size=1,
    max_size=4,
).map(tuple)
TOPICS = (Topic("ferry", "Ferry", include=("ferry",)), Topic("tram", "Tram", include=("tram",)))


@given(CANDIDATES, SECTIONS, PINS, BOOSTS, st.randoms(use_true_random=False))
def test_every_candidate_is_accounted_for_once_and_the_order_they_came_in_changes_nothing(
    found, sections, pins, boosts, rng
):
    edition = an_edition(sections=sections, boosts=boosts, topics=("ferry", "tram"), picks=(Pick(source="post"),))
    found = [replace(each, brief=Brief(each.article.entry, None)) if each.key == 7 else each for each in found]
    choice = choose(edition, TOPICS, found, pins)
    stories = [story for section in choice.sections for story in section.stories]
    urls = [story.brief.entry.url for story in stories] + [url for story in stories for _, url in story.also]
    assert sorted(urls + [out.url for out in choice.left_out]) == sorted(each.article.entry.url for each in found)
    assert all(story.reason.endswith(f"(score {story.account.score:g})") for story in stories)
    shuffled = list(found)
    rng.shuffle(shuffled)
    assert choose(edition, TOPICS, shuffled, pins) == choice


@given(CANDIDATES, st.floats(0, 5))
def test_variety_never_takes_the_place_of_the_top_story(found, variety):
    editions = [an_edition(ranking=Ranking(variety=points)) for points in (0.0, variety)]
    plain, varied = (order(choose(edition, [], found)) for edition in editions)
    assert [keys[:1] for keys in plain] == [keys[:1] for keys in varied]


@given(CANDIDATES.filter(bool), st.floats(0, 5), st.floats(0, 5), st.data())
def test_more_points_never_bring_a_story_a_later_place(found, variety, points, data):
    found = [replace(each, fingerprint="") for each in found]
    chosen = data.draw(st.sampled_from(found)).key
    sections = (Section(TOP, 2), Section(MORE, 2), Section(MORE, 9))
    plain = an_edition(sections=sections, ranking=Ranking(variety=variety))
    boosted = an_edition(
        sections=sections, ranking=Ranking(variety=variety), boosts=(Boost(points, url=an_entry(chosen).url),)
    )
    before, after = (flat(choose(edition, [], found)).index(chosen) for edition in (plain, boosted))
    assert after <= before

"""Picks and pins where many tell of one event, or where the words ran already: what the editor asked for is never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from events import FIRE, told
from making import KYIV, NOON, a_candidate, a_newsletter, an_article, an_entry

from digest.editor import Edition, choose
from digest.model import Brief, Part, Pick, Pin, PinPlace, Ran

EARLIER = Ran(told(7, FIRE, "Fire on night ferry"), 12)
ALREADY = "already ran in No. 12 as “Fire on night ferry”"
ADDRESS, CATEGORY, SOURCE = Pick(url=an_entry(2).url), Pick(category="Sponsored"), Pick(source="wire")
EACH_WAY = pytest.mark.parametrize("pick", [ADDRESS, CATEGORY, SOURCE])


def an_edition(ran: tuple[Ran, ...] = (), weights: dict[str, float] | None = None, **changes: object) -> Edition:
    window = NOON - timedelta(hours=24), NOON
    return Edition(a_newsletter(**changes), "slot", 13, NOON.astimezone(KYIV), *window, {}, weights or {}, ran)


def version(number: int, source: str, text: str = "", **changes: object):
    """A version of one event: the lantern's is the fuller, the wire's is sponsored."""
    categories = ("Sponsored",) if source == "wire" else ()
    entry = replace(an_entry(number, source=source), categories=categories)
    article = an_article(number, entry=entry, **({"text": text} if text else {}))
    return replace(a_candidate(number, article=article, fingerprint="same"), **changes)


FULLER = version(1, "lantern", "The council met at noon in the town hall. " * 40)
WIRE = version(2, "wire")


def leads(choice) -> list[int]:
    return [story.key for section in choice.sections for story in section.stories]


def reasons(choice) -> dict[int, str]:
    return {out.key: out.reason for out in choice.left_out}


def test_the_fuller_version_leads_where_the_editor_asks_for_none():
    assert leads(choose(an_edition(), [], [FULLER, WIRE])) == [1]


@EACH_WAY
def test_a_version_that_is_pinned_leads_its_event(pick):
    choice = choose(an_edition(), [], [FULLER, WIRE], [Pin(pick)])
    assert leads(choice) == [2]
    assert choice.sections[0].stories[0].account.parts[0] == Part("pin", 0.0, "pinned by the editor")
    assert reasons(choice) == {1: f"the same words as “{WIRE.article.entry.headline}”"}


@EACH_WAY
def test_a_version_that_is_picked_leads_its_event(pick):
    assert leads(choose(an_edition(picks=(pick,)), [], [FULLER, WIRE])) == [2]


def test_of_two_pins_on_one_event_the_later_counts():
    pins = [Pin(Pick(url=an_entry(1).url)), Pin(ADDRESS, PinPlace.RUN)]
    choice = choose(an_edition(), [], [FULLER, WIRE], pins)
    assert (leads(choice), choice.sections[0].stories[0].account.parts[0].words) == ([2], "picked by the editor")


def test_a_pin_on_a_version_without_a_lede_holds_for_its_event_and_another_leads():
    bare = replace(WIRE, brief=Brief(WIRE.article.entry, None))
    choice = choose(an_edition(), [], [FULLER, bare], [Pin(ADDRESS)])
    assert (leads(choice), choice.sections[0].stories[0].account.parts[0].name) == ([1], "pin")


@EACH_WAY
def test_never_drops_a_version_and_not_its_event(pick):
    choice = choose(an_edition(), [], [FULLER, WIRE], [Pin(pick, PinPlace.NEVER)])
    assert (leads(choice), reasons(choice)) == ([1], {2: "dropped by the editor"})


def test_a_pin_by_its_address_runs_again_what_ran_and_says_so():
    copy = told(2, FIRE, "Ferry burns")
    choice = choose(an_edition((EARLIER,)), [], [copy], [Pin(ADDRESS)])
    (story,) = choice.sections[0].stories
    assert story.account.parts[0] == Part("pin", 0.0, f"pinned by the editor, although it {ALREADY}")


def test_a_pick_by_its_address_runs_again_what_ran_and_says_so():
    choice = choose(an_edition((EARLIER,), picks=(ADDRESS,)), [], [told(2, FIRE, "Ferry burns")])
    (story,) = choice.sections[0].stories
    assert story.account.parts[0] == Part("pin", 0.0, f"picked by URL, although it {ALREADY}")


def test_a_pin_that_is_not_by_its_address_runs_nothing_again_and_says_so():
    copy = told(2, FIRE, "Ferry burns")
    for pins, picks in (([Pin(Pick(source="desk-2"))], ()), ([], (Pick(source="desk-2"),))):
        choice = choose(an_edition((EARLIER,), picks=picks), [], [copy], pins)
        assert (leads(choice), reasons(choice)) == ([], {2: f"{ALREADY}; only its own address runs it again"})


def test_a_source_of_more_weight_leads_before_a_fuller_version():
    assert leads(choose(an_edition(weights={"wire": 1.5}), [], [FULLER, WIRE])) == [2]
    assert leads(choose(an_edition(weights={"lantern": 1.5, "wire": 1.5}), [], [FULLER, WIRE])) == [1]


def test_an_edition_says_how_many_stories_it_compared_by_equal_texts_only(monkeypatch):
    monkeypatch.setattr("digest.editor.issue.MOST_COMPARED", 2)
    stories = [a_candidate(number) for number in (1, 2, 3)]
    kept_out = Pin(Pick(url=an_entry(1).url), PinPlace.NEVER)
    assert choose(an_edition(same_event=True), [], stories).uncompared == 1
    assert choose(an_edition(same_event=True), [], stories, [kept_out]).uncompared == 0
    assert choose(an_edition(same_event=False), [], stories).uncompared == 0


def test_what_is_old_runs_only_where_the_editor_asks_for_it():
    entry = replace(an_entry(2), published=NOON - timedelta(days=9))
    old = a_candidate(2, article=an_article(2, entry=entry))
    edition = an_edition()
    assert reasons(choose(edition, [], [old])) == {2: "old: published 2026-03-01, long before this issue's window"}
    assert leads(choose(edition, [], [old], [Pin(ADDRESS)])) == [2]

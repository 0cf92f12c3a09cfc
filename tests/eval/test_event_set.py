"""The labelled events: they are as many and as mixed as they claim, and grouping reaches the floors on both halves."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from event_set import KINDS, pairs, read_stories, score
from score_events import ours

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["events"]
PAIRS = {half: list(pairs(read_stories(half))) for half in ("dev", "held")}


def test_the_halves_hold_more_than_four_hundred_pairs_of_every_kind_and_language():
    every = [pair for half in PAIRS.values() for pair in half]
    assert len(every) >= 400
    assert {pair.kind for pair in every} == set(KINDS)
    for half in PAIRS.values():
        assert {pair.language for pair in half} == {"de", "en", "es", "fr", "pl", "ru", "uk"}
        assert Counter(pair.same for pair in half)[True] >= 60


def test_no_event_is_in_both_halves():
    families = [{(story.family, story.text) for story in read_stories(half)} for half in PAIRS]
    assert not families[0] & families[1]
    shared = {family for family, _ in families[0]} & {family for family, _ in families[1]}
    assert not shared


@pytest.mark.parametrize("half", FLOORS)
def test_grouping_reaches_the_floors(half):
    result = score(ours, half)
    assert result.strangers == 0
    assert result.whole.precision >= FLOORS[half]["precision"]
    assert result.whole.recall >= FLOORS[half]["recall"]

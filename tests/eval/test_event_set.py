"""The labelled events: they are as many and as mixed as they claim, and grouping reaches the floors on every part."""

import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from event_set import KINDS, pairs, read_stories, score
from score_events import ours

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["events"]
PAIRS = {half: list(pairs(read_stories(half))) for half in ("dev", "held", "third", "unseen", "aside")}


def test_the_parts_hold_some_thousand_pairs_of_every_kind_and_language():
    every = [pair for half in PAIRS.values() for pair in half]
    assert len(every) >= 990
    assert {pair.kind for pair in every} == set(KINDS)
    for name, half in PAIRS.items():
        assert {pair.language for pair in half} == {"de", "en", "es", "fr", "pl", "ru", "uk"}
        assert Counter(pair.same for pair in half)[True] >= (50 if name in ("unseen", "aside") else 60)


@pytest.mark.parametrize(("one", "other"), list(combinations(PAIRS, 2)))
def test_no_event_is_in_two_parts(one, other):
    assert not {story.family for story in read_stories(one)} & {story.family for story in read_stories(other)}
    assert not {story.text for story in read_stories(one)} & {story.text for story in read_stories(other)}


@pytest.mark.parametrize("half", FLOORS)
def test_grouping_reaches_the_floors(half):
    result = score(ours, half)
    assert result.strangers == 0
    assert result.whole.precision >= FLOORS[half]["precision"]
    assert result.whole.recall >= FLOORS[half]["recall"]


def test_a_half_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(ValueError, match="'nosuch': there are aside, dev, held, third, unseen"):
        read_stories("nosuch")

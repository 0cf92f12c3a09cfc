"""Ranking against an editor's own top three, over invented windows."""

import pytest
from score_ranking import former, most_covered, newest, ours, overlap, read_windows

FLOORS = {"dev": 0.94, "held": 0.94}


@pytest.mark.parametrize("half", FLOORS)
def test_the_top_three_are_mostly_an_editors_own(half):
    windows = [window for window in read_windows() if window.half == half]
    assert len(windows) == 6
    assert overlap(ours, windows) >= FLOORS[half]
    assert overlap(ours, windows) > max(overlap(former, windows), overlap(newest, windows))
    assert overlap(most_covered, windows) < 1

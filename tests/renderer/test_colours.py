"""Colours: whatever accent a brand picks, text can be read by day and by night."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Theme
from digest.renderer.colours import ACCENT, RATIO, contrast, mix, palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)]
)
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@settings(deadline=None)
@given(COLOURS, st.sampled_from(Theme))
def test_every_text_can_be_read_on_every_ground(accent, theme):
    for ground in (palette(accent, theme).light, palette(accent, theme).dark):
        for text in (ground.text, ground.muted, ground.accent):
            assert min(contrast(text, below) for below in (ground.page, ground.card, ground.panel)) >= RATIO


def test_an_accent_that_can_be_read_is_kept():
    assert (palette("#A3312B").light.accent, palette("#a3312b").dark.accent) == ("#a3312b", "#d56660")


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#0b57d0;background:url(x)", "#0b57d0\n", "\ud800"])
def test_what_is_no_colour_counts_as_the_default(accent):
    assert palette(accent) == palette(ACCENT)


def test_mixing_meets_both_ends():
    assert [mix("#000000", "#ff8040", share) for share in (0.0, 0.5, 1.0)] == ["#000000", "#804020", "#ff8040"]

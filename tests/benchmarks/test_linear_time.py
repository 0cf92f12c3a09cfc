"""The measure of growth runs on every shape, and tells linear from quadratic."""

import pytest
from linear_time import SHAPES, STAGES, exponent, main


def test_every_stage_is_measured_on_every_shape(capsys):
    assert main(["400", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 1 + len(SHAPES) * len(STAGES)


@pytest.mark.parametrize(("times", "grown"), [((1, 2, 4), 1.0), ((1, 4, 16), 2.0), ((0.001, 0.01), 0.0)])
def test_growth_is_the_power_of_the_size(times, grown):
    assert exponent(times) == pytest.approx(grown)

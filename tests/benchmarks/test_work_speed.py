"""The benchmark of the sign-up form's puzzle: what it prints, and that it runs the program's own script."""

import json

import pytest
import work_speed
from chromium import CHROMIUM


def test_a_puzzle_takes_two_to_the_bits_hashes_on_average():
    assert work_speed.seconds(18, 2**18) == {"half_under": 0.693, "mean": 1.0, "one_in_20_over": 3.0}


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
def test_it_prints_a_browsers_and_pythons_figures(capsys):
    work_speed.main(["--bits", "14", "18", "--puzzles", "2"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["where"], each.get("bits")) for each in told] == [
        (where, bits) for where in ("chromium", "python") for bits in (None, 14, 18)
    ]
    assert min(each["hashes_a_second"] for each in told if "bits" not in each) > 0

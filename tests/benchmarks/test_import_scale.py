"""The benchmark of lists takes in what it wrote, and sees a reader that is lost."""

import json

import import_scale
import pytest
from import_scale import main, measure


def test_each_way_reads_every_sound_row(tmp_path):
    costs = dict(measure(tmp_path, 2_500))
    assert {way: cost.sound for way, cost in costs.items()} == {
        "csv.DictReader": 2_498,
        "dry run": 2_498,
        "import": 2_498,
    }
    assert all(cost.memory > 1_000 and cost.seconds > 0 for cost in costs.values())


def test_a_reader_that_is_lost_ends_it(tmp_path, monkeypatch):
    write = import_scale.write_list
    monkeypatch.setattr(import_scale, "write_list", lambda path, rows: write(path, rows) + 1)
    with pytest.raises(SystemExit, match="10 of 11 sound rows"):
        list(measure(tmp_path, 10))


def test_figures_are_told_against_the_first_size_and_reading_alone(capsys):
    main(["--rows", "50"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["way"] for each in told] == ["csv.DictReader", "dry run", "import"]
    assert (told[0]["time_to_reading_alone"], {each["memory_to_first"] for each in told}) == (1.0, {1.0})

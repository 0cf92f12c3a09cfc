"""The benchmark of the ledger settles what it claims, and sees a queue that is too short."""

import json

import pytest
from ledger_cost import main


def test_a_message_costs_something_and_is_told_against_the_first_size(capsys):
    main(["--readers", "20", "40", "--batches", "5", "--messages", "10", "--databases", "sqlite"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["readers"], each["batch"]) for each in told] == [(20, 5), (40, 5)]
    assert told[0]["cpu_to_first"] == told[0]["claim_to_first"] == 1.0
    assert all(each["cpu_us"] > 0 and each["wall_us"] >= each["claim_us"] > 0 for each in told)


def test_a_queue_that_is_too_short_ends_it():
    with pytest.raises(SystemExit, match="the queue was empty after 5 of 10 messages"):
        main(["--readers", "10", "--batches", "5", "--messages", "10", "--databases", "sqlite"])

"""The benchmark of delivering sends what it says, from a queue that adds up."""

import json
import shutil

import deliver_speed
import pytest

HAS_POSTFIX = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin") is not None


@pytest.mark.skipif(not HAS_POSTFIX, reason="Debian's package postfix is not installed")
def test_the_ledger_is_told_beside_the_same_messages_without_one(capsys):
    deliver_speed.main(["--messages", "40", "--rounds", "1", "--connections", "2", "--databases", "sqlite"])
    bare, ledger = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (bare["database"], ledger["database"]) == ("none", "sqlite")
    assert 0 < ledger["commits_to_message"] <= 2
    assert ledger["cpu_us"] > 0

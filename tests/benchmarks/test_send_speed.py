"""The benchmark of sending sends what it says, to servers that are real."""

import shutil

import pytest
import send_speed

HAS_POSTFIX = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin") is not None


@pytest.mark.skipif(not HAS_POSTFIX, reason="Debian's package postfix is not installed")
def test_every_way_of_sending_is_told_beside_the_others(capsys):
    send_speed.main(["--messages", "40", "--rounds", "1", "--only", "smtp-source,unsigned,signed"])
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["smtp-source", "unsigned", "signed"]


def test_a_message_to_a_late_server_costs_one_round_trip_and_not_four(capsys):
    send_speed.main(["--replies-ms", "1", "--messages", "5"])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["smtplib", "unsigned"]

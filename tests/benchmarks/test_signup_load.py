"""The load test sends what it says through both doors, and sees a sign-up that is lost."""

import pytest
import signup_load
from signup_load import Load, Measured, main, request, run


def test_every_sign_up_of_both_doors_is_kept_once_with_one_letter(tmp_path):
    measured, rows = run(tmp_path, Load(40, 4, rate=200))
    assert measured.statuses == {202: 20, 303: 20}
    assert rows == {"requests": 40, "asking addresses": 40, "letters": 40, "written addresses": 40}
    assert (len(measured.waits), measured.seconds >= 39 / 200, measured.server_cpu > 0) == (40, True, True)


def test_a_sign_up_that_is_lost_ends_it(monkeypatch):
    monkeypatch.setattr(signup_load, "request", lambda number: request(max(1, number)))
    with pytest.raises(SystemExit, match="lost or doubled"):
        main(["--signups", "3", "--connections", "1"])


def test_a_share_of_the_waits_is_counted_from_the_shortest():
    measured = Measured({}, [float(each) for each in range(100)], 1.0, 0.0, 0.0)
    assert [measured.wait(share) for share in (0.0, 0.5, 0.99, 1.0)] == [0.0, 50.0, 99.0, 99.0]

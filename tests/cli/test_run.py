"""`digest run` as a process: it starts, works, and stops when it is told to."""

import signal
import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_run_works_until_it_is_told_to_stop(folder):
    command = [sys.executable, "-u", "-m", "digest", "run", "--seconds", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "Running 1 newsletters. Ctrl+C ends it.\n"
        assert "Sources" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")

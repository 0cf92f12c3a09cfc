"""`digest serve` as a process: it answers, does its turns, and stops when it is told to."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

import digest
from digest.cli.app import app

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")


HERE = os.environ | {"PYTHONPATH": str(Path(digest.__file__).parents[1])}
"""The program under test stands in the process's own path, wherever the process is started."""


def serve(*options: str) -> subprocess.Popen[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "digest", "serve", "--port", str(port), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=HERE)


def address(process: subprocess.Popen[str]) -> str:
    return re.search(r"http://\S+/", process.stderr.readline())[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_pages_and_runs_the_schedule_until_it_is_told_to_stop(folder, number):
    with serve("--seconds", "1") as process:
        url = address(process)
        assert "Sources" in process.stdout.readline()
        assert [httpx.get(url + path, trust_env=False).status_code for path in ("healthz", "readyz")] == [200, 200]
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert re.findall(r"INFO digest\.web \w{16} (.*) \d+ms", errors) == ["GET /healthz 200", "GET /readyz 200"]


def test_it_can_leave_the_schedule_to_another_process(folder):
    with serve("--web-only") as process:
        assert httpx.get(address(process) + "readyz", trust_env=False).text == "ok\n"
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "")


def test_an_address_that_is_taken_is_a_clear_error(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "digest", "serve", "--web-only", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=HERE)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"cannot listen at 127.0.0.1 port {port}: Address already in use" in ended.stderr


def test_the_help_shows_an_example():
    assert "digest serve --web-only" in CliRunner().invoke(app, ["serve", "--help"], env={"COLUMNS": "200"}).stdout

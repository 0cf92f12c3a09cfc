"""Print how many sign-ups a second `digest serve` takes, how long each waits, and that none is lost or doubled.

python benchmarks/signup_load.py [--signups 3000] [--connections 16] [--rate 0] [--folder DIR]

The server is the program itself in a process of its own, over a new SQLite file that waits for the disk at each commit, with every
cap on (wide enough that none bites: each is still looked up, counted and locked). The client is one process with some
connections that are kept open; every sign-up is an address of its own, every other one by the form as it stands on the house's own site, the rest by the API.
`--rate` sends so many a second at even steps, whether or not earlier ones were answered: a wait is then counted from
the moment at which a sign-up was due, so that a server that stands still is not flattered. The figures are of one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

SETTINGS = """\
site: {title: The Harbour Lantern, url: "https://lantern.example/", language: en, zone: Europe/Kyiv, postal_address: 1 Quay Street}
sources: [{id: saved, title: The Lantern, saved: "pages/*.html"}]
newsletters:
  - {id: morning, title: Morning Light, from: "Lantern <morning@lantern.example>", cadence: {cron: "30 7 * * *"}}
  - {id: tide, title: The Long Tide, from: "Lantern <tide@lantern.example>", cadence: {cron: "0 9 * * sat"}}
database: digest.db
readers: {url: "https://lantern.example/mail", key_file: digest.key, fill_seconds: 0,
  caps: {network_hour: 100000, domain_hour: 1000000, total_hour: 1000000}}
"""
OPEN_SECONDS = 60
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent: how many sign-ups, over how many connections, and how many a second (0: as fast as answers come)."""

    signups: int
    connections: int
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it: answers by status, seconds that each took, and seconds of the whole and of either process's CPU."""

    statuses: dict[int, int]
    waits: list[float]
    seconds: float
    server_cpu: float
    client_cpu: float

    def wait(self, share: float) -> float:
        """Return the seconds within which a share of the sign-ups was answered."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """Run `digest serve` over a new database in a folder; give its port and its process id."""
    (folder / "digest.yaml").write_text(SETTINGS, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "digest",
        "serve",
        "--web-only",
        "--port",
        str(port),
        "-c",
        str(folder / "digest.yaml"),
    ]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(port, server, folder)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"the server did not come up: {(folder / 'serve.log').read_text('utf-8')[-2000:]}")


def request(number: int) -> bytes:
    """Return the request of a sign-up: the form for even numbers, the API for odd ones."""
    email = f"reader-{number}@post-{number % 500}.example"
    if number % 2:
        path, kind = "/api/subscriptions", "application/json"
        body = json.dumps({"email": email, "newsletters": [{"id": "morning"}, {"id": "tide"}]}).encode()
    else:
        path, kind = "/subscribe?lang=en", "application/x-www-form-urlencoded"
        body = urlencode({"email": email, "newsletter": "morning", "zone": "Europe/Kyiv", "language": "en"}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: lantern.example\r\nOrigin: https://lantern.example\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
    await reader.readexactly(int(length))
    return int(head.split()[1])


async def _connection(port: int, numbers: Iterator[int], begun: float, load: Load) -> list[tuple[int, float]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    told: list[tuple[int, float]] = []
    for number in numbers:
        due = begun + number / load.rate if load.rate else time.perf_counter()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(request(number))
        told.append((await _answer(reader), time.perf_counter() - due))
    writer.close()
    return told


async def _send(port: int, load: Load) -> list[tuple[int, float]]:
    numbers, begun = iter(range(load.signups)), time.perf_counter()
    lines = [_connection(port, numbers, begun, load) for _ in range(load.connections)]
    return [each for told in await asyncio.gather(*lines) for each in told]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def measure(port: int, pid: int, load: Load) -> Measured:
    """Send a load at a server and return what came of it."""
    cpu, own, begun = _cpu(pid), resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    told = asyncio.run(_send(port, load))
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    statuses = {status: sum(each == status for each, _ in told) for status in sorted({status for status, _ in told})}
    client = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
    return Measured(statuses, [wait for _, wait in told], seconds, _cpu(pid) - cpu, client)


def kept(folder: Path) -> dict[str, int]:
    """Return how many requests and letters the database holds, and of how many addresses."""
    with sqlite3.connect(folder / "digest.db") as database:
        return {
            what: database.execute(f"SELECT {count} FROM {table}").fetchone()[0]
            for what, count, table in (
                ("requests", "count(*)", "signups"),
                ("asking addresses", "count(DISTINCT email_norm)", "signups"),
                ("letters", "count(*)", "letters WHERE kind = 'confirm'"),
                ("written addresses", "count(DISTINCT recipient_norm)", "letters WHERE kind = 'confirm'"),
            )
        }


def run(folder: Path, load: Load) -> tuple[Measured, dict[str, int]]:
    """Serve in a folder, send a load, and return what was measured and what was kept."""
    with serving(folder) as (port, pid):
        measured = measure(port, pid, load)
    return measured, kept(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures; the exit status says whether none was lost and none doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--signups", type=int, default=3000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args(arguments)
    load = Load(told.signups, told.connections, told.rate)
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        measured, rows = run(Path(folder), load)
    print(
        f"{load.signups / measured.seconds:.0f} sign-ups/s over {load.connections} connections; answers {measured.statuses}"
    )
    print("  ".join(f"p{share * 100:g} {measured.wait(share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99, 1.0)))
    print(
        f"CPU a sign-up: server {measured.server_cpu / load.signups * 1e6:.0f} us, client {measured.client_cpu / load.signups * 1e6:.0f} us"
        f" (of {measured.seconds / load.signups * 1e6:.0f} us)"
    )
    print("  ".join(f"{what} {count}" for what, count in rows.items()), f"of {load.signups}")
    if set(rows.values()) != {load.signups}:
        raise SystemExit("lost or doubled")


if __name__ == "__main__":
    main()

"""Print what a conditional GET costs: our fetcher against a plain `httpx.AsyncClient`, in the same run, on loopback.

python benchmarks/fetch_speed.py [--feeds 200 1000 5000] [--rounds 3]

Every feed has a host of its own (127.x.y.z) and has not changed: each request carries a validator and is answered 304. The
server is a process of its own, and so is each client of each round; they take turns. The plain client has as many
workers on one iterator as ours, `max_connections` of that number, no connection kept (each host is asked once),
`trust_env=False` and one TLS context. The figures are microseconds of CPU and of wall time a request, each the best of
its rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

ETAG = '"7d3a-5f1c"'
WORKERS = 32
ANSWER = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\nConnection: close\r\n\r\n".encode()


def host(number: int) -> str:
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


class Unchanged(asyncio.Protocol):
    """Answers 304 to whatever carries the validator, and hangs up; another request gets 500."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen to one client."""
        self.transport, self.heard = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer when the headers have come."""
        self.heard += data
        if b"\r\n\r\n" in self.heard:
            known = f"if-none-match: {ETAG}".encode() in self.heard.lower()
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(ANSWER if known else b"HTTP/1.1 500 No Validator\r\nConnection: close\r\n\r\n")
            self.transport.close()


async def serve(feeds: int) -> None:
    """Serve on one port of every host until standard input ends; the port is printed once all listen."""
    loop = asyncio.get_running_loop()
    first = await loop.create_server(Unchanged, host(0), 0, backlog=128)
    port = first.sockets[0].getsockname()[1]
    servers = [first, *[await loop.create_server(Unchanged, host(number), port) for number in range(1, feeds)]]
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for server in servers:
        server.close()


def get_ours(urls: Sequence[str]) -> int:
    # Imported here, because it tunes httpcore for the whole process, and the plain client shall stay plain.
    from digest.adapters.http import HttpFetcher, Limits  # noqa: PLC0415
    from digest.ports import Fetched, Request  # noqa: PLC0415

    fetcher = HttpFetcher(Limits(workers=WORKERS), allow_private=True)
    requests = (Request(str(number), url, etag=ETAG) for number, url in enumerate(urls))
    return sum(isinstance(answer, Fetched) and answer.status == 304 for _, answer in fetcher.fetch(requests))


def get_plain(urls: Sequence[str]) -> int:
    return asyncio.run(_get_plain(iter(urls)))


async def _get_plain(urls: Iterator[str]) -> int:
    limits = httpx.Limits(max_connections=WORKERS, max_keepalive_connections=0)
    timeout = httpx.Timeout(20, connect=5, pool=None)
    context = httpx.create_ssl_context(trust_env=False)
    unchanged = 0

    async def work() -> None:
        nonlocal unchanged
        for url in urls:
            answer = await client.get(url, headers={"If-None-Match": ETAG})
            unchanged += answer.status_code == 304

    async with httpx.AsyncClient(
        limits=limits, timeout=timeout, trust_env=False, verify=context, follow_redirects=True
    ) as client:
        await asyncio.gather(*(work() for _ in range(WORKERS)))
    return unchanged


CLIENTS = {"ours": get_ours, "plain": get_plain}


def run_client(name: str, port: int, feeds: int) -> None:
    """Make the requests and print the CPU and the wall seconds that they took. Imports are not counted."""
    urls = [f"http://{host(number)}:{port}/feed.xml" for number in range(feeds)]
    CLIENTS[name](urls[:20])
    cpu, wall = time.process_time(), time.perf_counter()
    unchanged = CLIENTS[name](urls)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if unchanged != feeds:
        raise SystemExit(f"{name}: {unchanged} of {feeds} requests were answered 304")
    print(json.dumps([cpu, wall]))


@contextmanager
def serving(feeds: int) -> Iterator[int]:
    command = [sys.executable, __file__, "serve", "--feeds", str(feeds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


def measure(name: str, port: int, feeds: int) -> tuple[float, float]:
    command = [sys.executable, __file__, name, "--port", str(port), "--feeds", str(feeds)]
    cpu, wall = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return cpu, wall


def compare(feeds: Sequence[int], rounds: int) -> None:
    print(
        f"{'feeds':>6} {'plain CPU':>10} {'ours CPU':>10} {'ratio':>6} {'plain wall':>11} {'ours wall':>10} {'ratio':>6}"
    )
    with serving(max(feeds)) as port:
        for count in feeds:
            turns = [{name: measure(name, port, count) for name in CLIENTS} for _ in range(rounds)]
            best = {
                name: [min(turn[name][kind] for turn in turns) / count * 1e6 for kind in (0, 1)] for name in CLIENTS
            }
            (cpu, wall), (plain_cpu, plain_wall) = best["ours"], best["plain"]
            print(
                f"{count:>6} {plain_cpu:>8.0f}us {cpu:>8.0f}us {cpu / plain_cpu:>6.2f} "
                f"{plain_wall:>9.0f}us {wall:>8.0f}us {wall / plain_wall:>6.2f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="What a conditional GET costs, ours against a plain httpx client.")
    parser.add_argument("doing", nargs="?", default="compare", choices=["compare", "serve", *CLIENTS])
    parser.add_argument("--feeds", type=int, nargs="+", default=[200, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    if options.doing == "serve":
        asyncio.run(serve(options.feeds[0]))
    elif options.doing == "compare":
        compare(options.feeds, options.rounds)
    else:
        run_client(options.doing, options.port, options.feeds[0])


if __name__ == "__main__":
    main()

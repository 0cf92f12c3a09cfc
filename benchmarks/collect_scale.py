"""Print what collecting costs as the articles grow: memory, computing on both cores, and what a second run asks for.

    python benchmarks/collect_scale.py [--articles 1000 10000] [--feeds 2000]

A site of invented articles on loopback, in a process of its own: 25 to a feed, each feed on a host of its own (127.x.y.z),
each page of 60 to 100 KB in one of four languages, made when it is asked for. Each run is a process of its own, over
settings and a database of its own, and does all that `digest collect` does. Memory is the high-water mark of resident
memory, of the process that collects and of the largest of its readers; cores are CPU seconds over wall seconds. One
issue is pressed from the whole window afterwards, in a process of its own. `--feeds` collects so many feeds of one story
twice, and tells what the site was asked for by each run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar

PER_FEED = 25
PATHS = re.compile(rb"GET /(?:(feed)/(\d+)/(\d+)|story/(\d+)|(seen)) ")
WORDS = {
    "en": "the council said that a new bridge over the harbour will open before summer and its costs are known to nobody in town",
    "de": "der Rat hat gesagt dass eine neue Brücke über den Hafen vor dem Sommer öffnen wird und die Kosten noch niemand kennt",
    "fr": "le conseil a dit que le nouveau pont sur le port ouvrira avant la fin de cet été et que ses coûts restent inconnus",
    "es": "el consejo dijo que un nuevo puente sobre el puerto abrirá antes del verano y que nadie conoce los costes de la obra",
}
QUOTES = {
    "en": "“We will be ready on day {0},” said Mara {1}, who leads the works.",
    "de": "„Wir werden am Tag {0} bereit sein“, sagte Mara {1}, die den Bau leitet.",
    "fr": "« Nous serons prêts le jour {0} », a déclaré Mara {1}, qui dirige les travaux.",
    "es": "«Estaremos listos el día {0}», dijo Mara {1}, que dirige las obras.",
}


def a_name(source: random.Random) -> str:
    return "".join(source.choice("bdfklmnprst") + source.choice("aeiou") for _ in range(3)).title()


def a_story(number: int) -> str:
    """A page with words of its own, a quote, and around them what a site puts there."""
    own = random.Random(number)
    language = list(WORDS)[number % len(WORDS)]
    words = WORDS[language].split()
    paragraphs = []
    for _ in range(own.randint(8, 20)):
        told = [own.choice(words) if own.random() < 0.7 else a_name(own).lower() for _ in range(40)]
        paragraphs.append(f"{' '.join(told).capitalize()}.")
    paragraphs.insert(2, QUOTES[language].format(number, a_name(own)))
    headline = f"{a_name(own)} {' '.join(own.sample(words, 5))} {number}"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    picture = f'<meta property="og:image" content="/{number}.jpg"><meta property="og:title" content="{headline}">'
    return (
        f'<!doctype html><html lang="{language}"><head><title>{headline}</title>{picture}{furniture(number % 7)}'
        f"<main><article><h1>{headline}</h1><p class=byline>{a_name(own)} {a_name(own)}</p>{body}</article></main>"
        f"<aside>{furniture(7 + number % 5) * (1 + number % 2)}</aside></body></html>"
    )


@cache
def furniture(kind: int) -> str:
    """Menus, styles, scripts and teasers: most of what a page weighs."""
    own = random.Random(-1 - kind)
    style = "".join(f".{a_name(own)}-{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(300))
    data = json.dumps({a_name(own): [own.random() for _ in range(8)] for _ in range(70)})
    links = "".join(f'<li><a href="/{a_name(own)}">{a_name(own)} {a_name(own)}</a></li>' for _ in range(140))
    return f"<style>{style}</style><script>var data={data}</script></head><body><nav><ul>{links}</ul></nav>"


def a_feed(first: int, stories: int) -> str:
    items = "".join(
        f"<item><title>Story {n}</title><link>/story/{n}</link><guid>{n}</guid></item>"
        for n in range(first, first + stories)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><language>en</language>{items}</channel></rss>'


class Site(asyncio.Protocol):
    """One client's request: a feed with its validator, a story, or what was asked for since this was last asked."""

    seen: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen to one client."""
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.heard = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer when the headers have come."""
        self.heard += data
        if b"\r\n\r\n" in self.heard:
            self.transport.write(self.answer())
            self.transport.close()

    def answer(self) -> bytes:
        """Return the whole answer, and remember what it was."""
        found = PATHS.match(self.heard)
        if found is None:
            return self.told("404 Not Found", "", "other")
        if found[5]:
            answer = self.told("200 OK", json.dumps(self.seen), "")
            self.seen.clear()
            return answer
        if found[1] and b"if-none-match:" in self.heard.lower():
            return self.told("304 Not Modified", "", "unchanged")
        if found[1]:
            return self.told("200 OK", a_feed(int(found[2]), int(found[3])), "feeds")
        return self.told("200 OK", a_story(int(found[4])), "stories")

    def told(self, status: str, words: str, kind: str) -> bytes:
        """Return an answer of so many words."""
        self.seen[kind] += 1
        body = words.encode()
        head = f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n'
        return head.encode() + body


async def serve() -> None:
    """Serve on one port of all addresses of this machine until standard input ends; the port is printed first."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Site, "127.0.0.1" if sys.platform != "linux" else "0.0.0.0", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


@contextmanager
def serving() -> Iterator[int]:
    command = [sys.executable, __file__, "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


def settings_of(port: int, articles: int, per_feed: int, processes: int) -> str:
    feeds = "".join(
        f"  - {{id: paper-{n}, feed: 'http://127.{1 + n // 250}.{n % 250}.1:{port}/feed/{n * per_feed}/{per_feed}'}}\n"
        for n in range(articles // per_feed)
    )
    return (
        "site: {title: Scale, url: https://scale.example/, language: en, zone: UTC, postal_address: 1 Quay}\n"
        "database: digest.db\n"
        f"collect: {{processes: {processes}, allow_private: [127.0.0.0/8]}}\n"
        f"sources:\n{feeds}"
        "newsletters:\n  - {id: all, title: All, from: All <all@scale.example>, cadence: {cron: 0 6 * * *},"
        " same_event: true, sections: [{kind: top, limit: 3}, {kind: feed, limit: 20}]}\n"
    )


def high_water(process: int | str) -> float:
    """Return the most memory that a process had, in MB; 0.0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def watch(most: dict[int, float], over: Event) -> None:
    """Keep the high-water mark of each reader while it lives."""
    while not over.wait(0.25):
        for child in multiprocessing.active_children():
            most[child.pid or 0] = high_water(child.pid or 0)


def run_collect(folder: Path) -> dict[str, Any]:
    from digest.jobs.collect import collect  # noqa: PLC0415  a run is a process of its own
    from digest.wiring import open_newsroom, read_settings  # noqa: PLC0415

    told: Counter[str] = Counter()
    readers: dict[int, float] = {}
    over = Event()
    with open_newsroom(read_settings(folder / "digest.yaml", os.environ)) as room:
        Thread(target=watch, args=(readers, over), daemon=True).start()
        cpu, wall = time.process_time(), time.perf_counter()
        visits = collect(list(room.plan.sources.values()), room.desk, lambda doing, _done, _total: told.update([doing]))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        over.set()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "new": sum(visit.new for visit in visits),
        "unchanged": sum(visit.unchanged for visit in visits),
        "problems": sum(len(visit.problems) + bool(visit.error) for visit in visits),
        "told": told["Reading articles"],
        "main": high_water("self"),
        "reader": max(readers.values(), default=0.0),
        "wall": wall,
        "cpu": cpu,
        "readers_cpu": children.ru_utime + children.ru_stime,
    }


def run_press(folder: Path) -> dict[str, Any]:
    from digest.jobs.press import draft  # noqa: PLC0415  a run is a process of its own
    from digest.wiring import open_newsroom, read_settings  # noqa: PLC0415

    with open_newsroom(read_settings(folder / "digest.yaml", os.environ)) as room:
        wall = time.perf_counter()
        drawn = draft(room.plan.newsletters["all"], room.pressroom)
        wall = time.perf_counter() - wall
    return {"candidates": len(drawn.candidates), "wall": wall, "main": high_water("self")}


RUNS = {"collect": run_collect, "press": run_press}


def apart(doing: str, folder: Path) -> dict[str, Any]:
    """Do a run in a process of its own, and return what it measured."""
    command = [sys.executable, __file__, doing, "--folder", str(folder)]
    measured: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return measured


def tell(count: int, processes: int, ran: dict[str, Any]) -> None:
    cores = (ran["cpu"] + ran["readers_cpu"]) / ran["wall"]
    print(
        f"{count:>6} articles, {processes} processes: {ran['new']} new, {ran['problems']} problems, told {ran['told']} times; "
        f"main {ran['main']:.0f} MB, reader {ran['reader']:.0f} MB; {ran['new'] / ran['wall']:.1f} articles/s, "
        f"main {ran['cpu'] / ran['wall']:.2f} + readers {ran['readers_cpu'] / ran['wall']:.2f} = {cores:.2f} cores",
        flush=True,
    )


def grow(port: int, counts: Sequence[int]) -> None:
    """Collect the smallest number with one process and with two, then each further one with two."""
    runs: dict[tuple[int, int], dict[str, Any]] = {}
    for count, processes in [(counts[0], 1), *((count, 2) for count in counts)]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "digest.yaml").write_text(settings_of(port, count, PER_FEED, processes), encoding="utf-8")
            runs[count, processes] = ran = apart("collect", folder)
            tell(count, processes, ran)
            if processes == 2:
                pressed = apart("press", folder)
                print(
                    f"       press of {pressed['candidates']}: {pressed['wall']:.1f} s, {pressed['main']:.0f} MB",
                    flush=True,
                )
    first, last = runs[counts[0], 2], runs[counts[-1], 2]
    rates = [ran["new"] / ran["wall"] for ran in (last, runs[counts[0], 1])]
    print(
        f"memory {counts[-1]} : {counts[0]}: main {last['main'] / first['main']:.2f}x, reader {last['reader'] / first['reader']:.2f}x"
    )
    print(f"articles/s with two processes: {rates[0] / rates[1]:.2f}x those with one")


def twice(port: int, feeds: int) -> None:
    """Collect so many feeds of one story two times, and tell what the site was asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "digest.yaml").write_text(settings_of(port, feeds, 1, 2), encoding="utf-8")
        seen(port)
        for which in ("first", "second"):
            ran = apart("collect", folder)
            print(f"{feeds} feeds, {which} run: {ran['new']} new, {ran['unchanged']} unchanged, {ran['problems']} problems, "
                  f"{ran['wall']:.1f} s, main {ran['main']:.0f} MB; the site was asked for {seen(port)}", flush=True)  # fmt: skip


def seen(port: int) -> dict[str, int]:
    import httpx  # noqa: PLC0415  the site is served without it

    counts: dict[str, int] = httpx.get(f"http://127.0.0.1:{port}/seen", trust_env=False).json()
    return {kind: count for kind, count in counts.items() if kind}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("doing", nargs="?", default="grow", choices=["grow", "serve", *RUNS])
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--feeds", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    if options.doing == "serve":
        asyncio.run(serve())
    elif options.doing in RUNS:
        print(json.dumps(RUNS[options.doing](options.folder)))
    else:
        with serving() as port:
            grow(port, options.articles)
            twice(port, options.feeds)


if __name__ == "__main__":
    main()

"""Print what collecting costs as the articles grow: memory, computing on both cores, and what a second run asks for.

    python benchmarks/collect_scale.py [--articles 1000 10000] [--feeds 2000]

The site is that of `collect_site`, 25 articles to a feed. Each run is a process of its own, over settings and a database of
its own, and does all that `digest collect` does; the smallest number of articles is collected by one process and by two.
One issue is drafted from the whole window afterwards, in a process of its own. `--feeds` collects so many feeds of one
story twice, and tells what the site was asked for by each run.

Memory is the high-water mark of resident memory. Cores are CPU seconds over wall seconds; beside them stand the cores that
were wanted, with the seconds in which a process could have run and waited for its turn (Linux's schedstat): what a machine
with nothing else to do would have given.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from collect_site import feed_url, seen, serving

PER_FEED = 25


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run of collecting brought and cost: MB of memory, seconds of CPU and of waiting for a core."""

    new: int
    unchanged: int
    problems: int
    told: int
    main: float
    reader: float
    wall: float
    cpu: float
    readers_cpu: float
    waited: float
    readers_waited: float

    @property
    def cores(self) -> float:
        """Cores that were busy."""
        return (self.cpu + self.readers_cpu) / self.wall

    @property
    def wanted(self) -> float:
        """Cores that would have been busy, had nobody else been."""
        return self.cores + (self.waited + self.readers_waited) / self.wall


def settings_of(port: int, articles: int, per_feed: int, processes: int) -> str:
    feeds = "".join(
        f"  - {{id: paper-{n}, feed: '{feed_url(port, n, per_feed)}'}}\n" for n in range(articles // per_feed)
    )
    return (
        "site: {title: Scale, url: https://scale.example/, language: en, zone: UTC, postal_address: 1 Quay}\n"
        "database: digest.db\n"
        f"collect: {{processes: {processes}, host_delay_ms: 0, allow_private: [127.0.0.0/8]}}\n"
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


def waited(process: int | str) -> float:
    """Return the seconds that the threads of a process could have run in and had no core; 0.0 where it has ended."""
    total = 0
    for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            total += int(thread.read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):  # it ended, or the system does not tell
            continue
    return total / 1e9


@dataclass(slots=True)
class Watch:
    """The high-water mark of each reader, and what it waited for a core, as long as it lives."""

    memory: Counter[int]
    waiting: Counter[int]

    def look(self, over: Event) -> None:
        """Look at all readers, until it is over."""
        while not over.wait(0.1):
            for child in multiprocessing.active_children():
                key = child.pid or 0
                self.memory[key] = max(self.memory[key], high_water(key))
                self.waiting[key] = max(self.waiting[key], waited(key))


def run_collect(folder: Path) -> dict[str, Any]:
    from digest.jobs.collect import collect  # noqa: PLC0415  a run is a process of its own
    from digest.wiring import open_newsroom, read_settings  # noqa: PLC0415

    told: Counter[str] = Counter()
    watch, over = Watch(Counter(), Counter()), Event()
    with open_newsroom(read_settings(folder / "digest.yaml", os.environ)) as room:
        Thread(target=watch.look, args=(over,), daemon=True).start()
        before, cpu, wall = waited("self"), time.process_time(), time.perf_counter()
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
        "reader": max(watch.memory.values(), default=0.0),
        "wall": wall,
        "cpu": cpu,
        "readers_cpu": children.ru_utime + children.ru_stime,
        "waited": waited("self") - before,
        "readers_waited": watch.waiting.total(),
    }


def run_press(folder: Path) -> dict[str, Any]:
    from digest.jobs.press import draft  # noqa: PLC0415  a run is a process of its own
    from digest.wiring import open_newsroom, read_settings  # noqa: PLC0415

    with open_newsroom(read_settings(folder / "digest.yaml", os.environ)) as room:
        bare, wall, cpu = high_water("self"), time.perf_counter(), time.process_time()
        drawn = draft(room.plan.newsletters["all"], room.pressroom)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"candidates": len(drawn.candidates), "wall": wall, "cpu": cpu, "main": high_water("self"), "bare": bare}


RUNS = {"collect": run_collect, "press": run_press}


def apart(doing: str, folder: Path) -> dict[str, Any]:
    """Do a run in a process of its own, and return what it measured."""
    command = [sys.executable, __file__, doing, "--folder", str(folder)]
    measured: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return measured


def tell(count: int, processes: int, ran: Ran) -> None:
    busy = f"main {ran.cpu / ran.wall:.2f} + readers {ran.readers_cpu / ran.wall:.2f} = {ran.cores:.2f} cores"
    print(
        f"{count:>6} articles, {processes} processes: {ran.new} new, {ran.problems} problems, told {ran.told} times; "
        f"main {ran.main:.0f} MB, reader {ran.reader:.0f} MB; {ran.wall:.1f} s, {ran.new / ran.wall:.1f} articles/s, "
        f"{busy} ({ran.wanted:.2f} wanted)",
        flush=True,
    )


def collected(port: int, count: int, processes: int) -> Ran:
    """Collect so many articles into a new database, draft one issue from them, and tell what both cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "digest.yaml").write_text(settings_of(port, count, PER_FEED, processes), encoding="utf-8")
        ran = Ran(**apart("collect", folder))
        tell(count, processes, ran)
        if processes > 1:
            pressed = apart("press", folder)
            print(f"       draft of {pressed['candidates']}: {pressed['wall']:.1f} s, CPU {pressed['cpu']:.1f} s, "
                  f"{pressed['main']:.0f} MB, of which {pressed['bare']:.0f} before it began", flush=True)  # fmt: skip
    return ran


def grow(port: int, counts: Sequence[int]) -> None:
    """Collect each number of articles with two processes, and before that the smallest with one."""
    alone = collected(port, counts[0], 1)
    runs = [collected(port, count, 2) for count in counts]
    first, last = runs[0], runs[-1]
    print(
        f"memory {counts[-1]} : {counts[0]}: main {last.main / first.main:.2f}x, reader {last.reader / first.reader:.2f}x"
    )
    print(
        f"wall time of {counts[0]}: two processes {first.wall / alone.wall:.2f}x one, {first.wanted:.2f} cores wanted"
    )


def twice(port: int, feeds: int) -> list[tuple[Ran, dict[str, int]]]:
    """Collect so many feeds of one story two times, and tell what the site was asked for."""
    told = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "digest.yaml").write_text(settings_of(port, feeds, 1, 2), encoding="utf-8")
        seen(port)
        for which in ("first", "second"):
            ran = Ran(**apart("collect", folder))
            asked = seen(port)
            told.append((ran, asked))
            print(f"{feeds} feeds, {which} run: {ran.new} new, {ran.unchanged} unchanged, {ran.problems} problems, "
                  f"{ran.wall:.1f} s, main {ran.main:.0f} MB; the site was asked for {asked}", flush=True)  # fmt: skip
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("doing", nargs="?", default="grow", choices=["grow", *RUNS])
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--feeds", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    if options.doing in RUNS:
        print(json.dumps(RUNS[options.doing](options.folder)))
        return
    with serving() as port:
        if options.articles:
            grow(port, options.articles)
        if options.feeds:
            twice(port, options.feeds)


if __name__ == "__main__":
    main()

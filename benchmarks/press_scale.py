"""Print what pressing an issue costs as its audience grows: seconds, against the smallest audience and a plain insert, and memory.

    python benchmarks/press_scale.py [--readers 1000 1000000] [--databases sqlite postgresql] [--folder DIR]

Each press is a process of its own over a new database (SQLite in a file that waits for the disk at each commit; PostgreSQL
with its own settings, in a folder of the run), with the ledger that the program has: proof, issue and one queued delivery
for each reader in one transaction. Memory is the high-water mark of that process's resident memory. Afterwards the
deliveries are counted: one for each reader, no more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from crowd import gather, plan_one, press_one
from own_postgres import create, own_postgres
from sqlalchemy import text

from digest.adapters.database import open_database


@dataclass(frozen=True, slots=True)
class Cost:
    """What a press took: deliveries, seconds, and the most memory in KiB."""

    deliveries: int
    seconds: float
    memory: int


def most_memory() -> int:
    """Return the most resident memory that this process ever had, in KiB."""
    # Not ru_maxrss: a process is given its parent's there.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    if found is None:
        raise SystemExit("this system does not tell the most memory that a process had")
    return int(found[1])


def _press(told: Connection, url: str) -> None:
    database = open_database(url)
    planned = plan_one(database)
    begun = time.perf_counter()
    deliveries = press_one(database, planned)
    told.send(Cost(deliveries or 0, time.perf_counter() - begun, most_memory()))
    database.close()


def press(url: str, readers: int) -> Cost:
    """Return what pressing for so many readers costs, in a process of its own and a database made for it.

    Raises:
        SystemExit: a reader has no delivery, or two.
    """
    database = open_database(url)
    database.upgrade()
    gather(database, readers)
    spawning = multiprocessing.get_context("spawn")
    heard, told = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_press, args=(told, url))
    process.start()
    told.close()
    try:
        cost: Cost = heard.recv()
    except EOFError:
        raise SystemExit("the press ended with an error, see above") from None
    finally:
        process.join()
    counted = text("SELECT count(*), count(DISTINCT subscriber) FROM deliveries WHERE state = 'queued'")
    with database.engine.connect() as connection:
        found = tuple(connection.execute(counted).one())
    database.close()
    if (cost.deliveries, *found) != (readers, readers, readers):
        raise SystemExit(f"{readers} readers, but {cost.deliveries} were told of and {found} are in the database")
    return cost


def measure(
    databases: Sequence[str], sizes: Sequence[int], folder: Path | None = None
) -> Iterator[tuple[str, int, Cost]]:
    """Yield the cost of a press for each database and each number of readers."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        server = stack.enter_context(own_postgres(folder=folder)) if "postgresql" in databases else ""
        for kind in databases:
            for readers in sizes:
                url = str(home / f"{readers}.db") if kind == "sqlite" else create(server, f"press_{readers}")
                yield kind, readers, press(url, readers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args(arguments)
    least: dict[str, Cost] = {}
    for kind, readers, cost in measure(told.databases, told.readers, told.folder):
        first = least.setdefault(kind, cost)
        figures = {
            "database": kind,
            "readers": readers,
            "seconds": round(cost.seconds, 2),
            "microseconds_a_reader": round(1e6 * cost.seconds / readers, 1),
            "memory_mb": round(cost.memory / 1024),
            "memory_to_first": round(cost.memory / first.memory, 2),
        }
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()

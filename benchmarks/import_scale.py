"""Print what importing a list of readers costs as it grows: memory, and time against reading the file alone.

    python benchmarks/import_scale.py [--rows 10000 1000000] [--folder DIR]

A CSV file of invented readers is written, on one newsletter or two, one row in a thousand faulty. Each run is a process of its own over a
new SQLite file that waits for the disk at each commit: a dry run, then the import, with the job and the register that
`digest readers import` has. Memory is the high-water mark of resident memory; time is counted against `csv.DictReader`
over the same file in a process of its own. Every row that is sound must be in the database afterwards.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from digest.adapters.clock import SystemClock
from digest.adapters.database import open_database
from digest.jobs.readers import RosterFile, import_readers
from digest.model import Frequency
from digest.signup import RosterRules

RULES = RosterRules(dict.fromkeys(("morning", "tide"), tuple(Frequency)), "morning", "told")
CHUNK = 1 << 18
"""Bytes that are read at once, as the command does."""
FAULTY_EACH = 1000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: rows that were sound, seconds, and the most memory in KiB."""

    sound: int
    seconds: float
    memory: int


def write_list(path: Path, rows: int) -> int:
    """Write a list of invented readers and return how many of its rows are sound."""
    zones, faulty = ("Europe/Kyiv", "Europe/Berlin", ""), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("email", "newsletters", "language", "zone", "hour"))
        for number in range(rows):
            email = f"reader-{number * 7919 % 9999991}@post-{number % 500}.example"
            if number % FAULTY_EACH == FAULTY_EACH - 1:
                email, faulty = f"nobody {number}", faulty + 1
            on = "morning tide" if number % 3 else ""
            writer.writerow((email, on, ("en", "de", "uk", "")[number % 4], zones[number % 3], number % 24))
    return rows - faulty


def read_plainly(path: Path) -> int:
    """Read a list with the standard library alone; return how many rows have an @."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum("@" in row["email"] for row in csv.DictReader(file))


def take_in(path: Path, *, dry_run: bool) -> int:
    """Import a list into the database beside it; return how many of its rows were sound."""
    database = open_database(str(path.with_suffix(".db")))
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(CHUNK), b"")
        for report in import_readers(RosterFile(chunks, RULES), database.register, SystemClock(), dry_run=dry_run):
            last = report
    database.close()
    return last.tally.readers


def _memory() -> int:
    # Not ru_maxrss: a process is given its parent's there.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    if found is None:
        raise SystemExit("this system does not tell the most memory that a process had")
    return int(found[1])


def _run(told: Connection, work: Callable[..., int], path: Path, options: dict[str, bool]) -> None:
    begun = time.perf_counter()
    sound = work(path, **options)
    told.send(Cost(sound, time.perf_counter() - begun, _memory()))


def cost(work: Callable[..., int], path: Path, **options: bool) -> Cost:
    """Return what a piece of work over a list costs, in a process of its own."""
    spawning = multiprocessing.get_context("spawn")
    heard, told = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_run, args=(told, work, path, options))
    process.start()
    told.close()
    try:
        result: Cost = heard.recv()
    except EOFError:
        raise SystemExit("a run ended with an error, see above") from None
    finally:
        process.join()
    return result


def measure(folder: Path, rows: int) -> Iterator[tuple[str, Cost]]:
    """Yield what each way of reading a list of so many rows costs, by name: alone, as a dry run, as an import.

    Raises:
        SystemExit: a reader was lost or doubled.
    """
    path = folder / f"readers-{rows}.csv"
    sound = write_list(path, rows)
    database = open_database(str(path.with_suffix(".db")))
    database.upgrade()
    database.close()
    yield "csv.DictReader", cost(read_plainly, path)
    yield "dry run", _whole(cost(take_in, path, dry_run=True), sound)
    yield "import", _whole(cost(take_in, path, dry_run=False), sound)
    with sqlite3.connect(path.with_suffix(".db")) as kept:
        if kept.execute("SELECT count(*), count(DISTINCT email_norm) FROM subscribers").fetchone() != (sound, sound):
            raise SystemExit("lost or doubled")


def _whole(measured: Cost, sound: int) -> Cost:
    if measured.sound != sound:
        raise SystemExit(f"{measured.sound} of {sound} sound rows were taken in")
    return measured


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args(arguments)
    least: dict[str, int] = {}
    for rows in told.rows:
        alone = 0.0
        with tempfile.TemporaryDirectory(dir=told.folder) as folder:
            for way, measured in measure(Path(folder), rows):
                alone = alone or measured.seconds
                figures = {
                    "way": way,
                    "rows": rows,
                    "rows_a_second": round(rows / measured.seconds),
                    "time_to_reading_alone": round(measured.seconds / alone, 1),
                    "memory_mb": round(measured.memory / 1024),
                    "memory_to_first": round(measured.memory / least.setdefault(way, measured.memory), 2),
                }
                print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()

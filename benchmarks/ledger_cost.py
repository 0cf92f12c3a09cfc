"""Print what the ledger costs a message, claim and outcome together, as the queue grows and as more are written down at once.

    python benchmarks/ledger_cost.py [--readers 2500 1000000] [--batches 5 50] [--messages 1000] [--databases sqlite postgresql]

An issue is pressed for so many readers; then deliveries are claimed and settled as sent, a batch in two transactions, as the
program does it. `cpu` is this process's own processor time (on SQLite the database's too), `wall` has the waiting for the disk
in it: SQLite in a file that waits at each commit, PostgreSQL with its own settings. `to_first` is against the first
size with the same batch. Everything is counted afterwards.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crowd import NOON, gather, plan_one, press_one
from own_postgres import create, own_postgres

from digest.adapters.database import Database, open_database
from digest.model import DeliveryState, Outcome, Receipt, Settlement

SENT = Receipt(Outcome.ACCEPTED, 250, "2.0.0 queued as 4F1C2D")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a message took: microseconds of the processor and of the clock, of them for its claim."""

    cpu: float
    wall: float
    claim: float


def drain(database: Database, messages: int, batch: int) -> Cost:
    """Claim and settle so many deliveries; return what each took.

    Raises:
        SystemExit: there were too few.
    """
    ledger, until = database.ledger, NOON + timedelta(minutes=15)
    claiming, done = 0.0, 0
    cpu, wall = time.process_time(), time.perf_counter()
    while done < messages:
        begun = time.perf_counter()
        claimed = ledger.claim(batch, "bench", NOON, until)
        claiming += time.perf_counter() - begun
        if not claimed:
            raise SystemExit(f"the queue was empty after {done} of {messages} messages")
        ledger.settle("bench", [Settlement(one.key, DeliveryState.SENT, SENT) for one in claimed])
        done += len(claimed)
    took = time.process_time() - cpu, time.perf_counter() - wall, claiming
    return Cost(*(1e6 * seconds / done for seconds in took))


def measure(
    databases: Sequence[str], sizes: Sequence[int], batches: Sequence[int], messages: int
) -> Iterator[tuple[str, int, int, Cost]]:
    """Yield what a message takes for each database, size of the queue and batch."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(own_postgres()) if "postgresql" in databases else ""
        for kind in databases:
            for readers in sizes:
                database = open_database(
                    str(home / f"{readers}.db") if kind == "sqlite" else create(server, f"q{readers}")
                )
                database.upgrade()
                gather(database, readers)
                planned = plan_one(database)
                press_one(database, planned)
                for batch in batches:
                    drain(database, batch, batch)  # so that no statement is compiled in what is measured
                    yield kind, readers, batch, drain(database, messages, batch)
                balance = database.ledger.balance(planned.key)
                if balance.missing or balance.tally["sent"] < messages * len(batches):
                    raise SystemExit(f"it does not add up: {balance}")
                database.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, nargs="+", default=[2_500, 1_000_000])
    parser.add_argument("--batches", type=int, nargs="+", default=[5, 50])
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = parser.parse_args(arguments)
    least: dict[tuple[str, int], Cost] = {}
    for kind, readers, batch, cost in measure(told.databases, told.readers, told.batches, told.messages):
        first = least.setdefault((kind, batch), cost)
        figures = {
            "database": kind,
            "readers": readers,
            "batch": batch,
            "cpu_us": round(cost.cpu),
            "wall_us": round(cost.wall),
            "claim_us": round(cost.claim),
            "cpu_to_first": round(cost.cpu / first.cpu, 2),
            "claim_to_first": round(cost.claim / first.claim, 2),
        }
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()

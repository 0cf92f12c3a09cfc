"""Print what the ledger adds to sending: the job that `digest deliver` runs, beside the same messages without a database.

    python benchmarks/deliver_speed.py [--messages 3000] [--rounds 3] [--connections 1 5] [--databases sqlite postgresql]

Both send the same personal messages of 47 KB over the same lines to one smtp-sink (Debian's package postfix) on loopback, and
take turns. With a database the deliveries of an issue are claimed, sent, and settled as the program does it; SQLite is a file
that waits for the disk at each commit, PostgreSQL has its own settings. `cpu_us` is this process's own processor time for a
message (on SQLite the database's too), `share` what the ledger adds to it, against the time without; the best round of
each counts. `batch` is how many outcomes a transaction wrote down. Afterwards everything is counted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from crowd import NOON, gather, plan_one, press_one
from own_postgres import create, own_postgres
from send_speed import HOST, a_letter, running, send_all, smtp_sink
from sqlalchemy import event

from digest.adapters.database import Database, open_database
from digest.adapters.lines import TransportLines
from digest.adapters.smtp import SmtpRelay
from digest.jobs.deliver import PostOffice, deliver
from digest.mailer import Letter
from digest.model import Delivery, Message, QueuedLetter, Subscriber


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of a message: of this process's processor, and of the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class RunningClock:
    """The time since the issue was due, at the pace of the real clock: what is older leaves no more."""

    begun: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Return the moment in UTC."""
        return NOON + timedelta(seconds=time.monotonic() - self.begun)


@dataclass(slots=True)
class Queue:
    """A database with an issue under way, which each round sends so many messages of."""

    database: Database
    letter: Letter
    issue: int
    sent: int = 0
    commits: int = field(default=0)

    def send(self, port: int, messages: int, connections: int) -> None:
        """Deliver so many messages.

        Raises:
            SystemExit: fewer were sent, or the issue does not add up.
        """
        relays = [SmtpRelay(HOST, port, security="none", max_per_connection=100_000) for _ in range(connections)]
        lines: TransportLines[Delivery | QueuedLetter] = TransportLines(relays)
        report = deliver(PostOffice(self.database.ledger, lines, RunningClock(), "bench", self._write), most=messages)
        self.sent += messages
        balance = self.database.ledger.balance(self.issue)
        if report.sent != messages or balance.missing or balance.tally["sent"] != self.sent:
            raise SystemExit(f"{report.sent} of {messages} messages were sent: {report.replies}, {balance}")

    def _write(self, _issue: int, reader: Subscriber) -> Message:
        return self.letter.to(reader)


def measured(messages: int, work: Callable[[], None]) -> Cost:
    """Return what a message took."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(*(1e6 * took / messages for took in (time.process_time() - cpu, time.perf_counter() - wall)))


def queue_in(url: str, letter: Letter, readers: int) -> Queue:
    """Return a new database with an issue pressed for so many readers; it counts its commits."""
    database = open_database(url)
    database.upgrade()
    gather(database, readers)
    planned = plan_one(database)
    press_one(database, planned)
    queue = Queue(database, letter, planned.key)

    def count(_connection: object) -> None:
        queue.commits += 1

    event.listen(database.engine, "commit", count)
    return queue


def measure(kinds: Sequence[str], lines: Sequence[int], messages: int, rounds: int) -> Iterator[dict[str, object]]:
    """Yield the figures for each number of connections, without a database and with each kind."""
    letter, command = a_letter(), smtp_sink()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(own_postgres()) if "postgresql" in kinds else ""
        port = stack.enter_context(running(command, int(command[-2].rpartition(":")[2])))
        readers = (messages * rounds + 100) * len(lines)
        places = {kind: str(home / "queue.db") if kind == "sqlite" else create(server, "queue") for kind in kinds}
        queues = {kind: queue_in(place, letter, readers) for kind, place in places.items()}
        for connections in lines:
            yield from _compare(queues, letter, (port, messages, connections), rounds)
        for queue in queues.values():
            queue.database.close()


def _compare(
    queues: dict[str, Queue], letter: Letter, told: tuple[int, int, int], rounds: int
) -> Iterator[dict[str, object]]:
    port, messages, connections = told
    ways = {"none": partial(send_all, letter, *told)} | {kind: partial(q.send, *told) for kind, q in queues.items()}
    for queue in queues.values():  # so that no statement is compiled in what is measured
        queue.send(port, 100, connections)
        queue.commits = 0
    costs = {kind: [measured(messages, ways[kind]) for _ in range(rounds)] for kind in ways}
    bare = min(cost.cpu for cost in costs["none"]), min(cost.wall for cost in costs["none"])
    for kind, taken in costs.items():
        cpu, wall = min(cost.cpu for cost in taken), min(cost.wall for cost in taken)
        figures: dict[str, object] = {"connections": connections, "database": kind}
        figures |= {"cpu_us": round(cpu), "wall_us": round(wall)}
        if kind in queues:
            figures["commits_to_message"] = round(queues[kind].commits / (messages * rounds), 3)
            figures |= {"share": round(cpu / bare[0] - 1, 2), "share_of_wall": round(wall / bare[1] - 1, 2)}
        yield figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = parser.parse_args(arguments)
    for figures in measure(told.databases, told.connections, told.messages, told.rounds):
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()

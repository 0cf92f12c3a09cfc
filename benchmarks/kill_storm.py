"""Print what a storm of kills does to an issue that is going out: who was lost, who got it twice, and whether that was named.

    python benchmarks/kill_storm.py [--kills 200] [--seed N] [--databases sqlite postgresql] [--ambiguous resend hold]

Two processes run `digest deliver` at once, over five connections each, to a mail server that misbehaves by chance
(benchmarks/faulty_sink.py) and counts what it takes. Again and again one of them is killed (SIGKILL) at a random moment
and another one started. Time is not waited for: what is deferred is made due, and the leases of the dead are ended, in
the database. Afterwards all that is left goes out, and each delivery is held against what the server took.

A copy too many is named where its delivery was in a killed sender's hands, or its reply was lost.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

from crowd import NEWSLETTER, gather
from faulty_log import Faults, Sink, SinkLog, faulty_sink
from own_postgres import create, own_postgres
from sqlalchemy import and_, not_, select, update

from digest.__main__ import main as digest
from digest.adapters.clock import SystemClock
from digest.adapters.database import Database, open_database
from digest.adapters.database.schema import deliveries, subscribers
from digest.adapters.lines import DEPTH, TOGETHER
from digest.model import Issue, Proof, Token
from digest.ports import Slot

CONNECTIONS = 5
SENDERS = 2
MOST_IN_HAND = CONNECTIONS * (DEPTH + TOGETHER)
"""Deliveries that one sender holds at most (docs/decisions/0006): so many are in doubt after a kill."""
READERS_A_KILL = 100
"""How many readers there are for each kill, so that there is something to do until the last."""
AT_WORK = 0.8
"""The share of kills that wait for work to be seen; the others come at any moment, mostly while a sender begins."""
PATIENCE = 20.0
"""Seconds in which a sender that has begun sends something, on a machine that is busy with other work."""
ROUNDS = 60
"""How often what is left is tried at the end; each delivery fails after 21 attempts."""
SETTINGS = """\
site:
  title: The Harbour Post
  url: https://harbour.example/
  language: en
  zone: Europe/Kyiv
  postal_address: 1 Quay, Harbour
database: {database}
sources: [{{id: post, title: Post, feed: "https://harbour.example/feed"}}]
newsletters:
  - id: morning
    title: The Morning
    from: The Harbour Post <news@harbour.example>
    cadence: {{cron: "0 7 * * *"}}
mail:
  transport: smtp
  smtp: {{host: 127.0.0.1, port: {port}, security: none, connections: {connections}}}
delivery:
  retries: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  ambiguous: {ambiguous}
"""


@dataclass(slots=True)
class Storm:
    """What a storm did. `doubted`: how often a reader's delivery was in the hands of a sender when that was killed."""

    readers: int
    kills: int = 0
    kills_at_work: int = 0
    most_in_hand: int = 0
    doubted: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    """The exit statuses of the senders that were not killed."""
    states: dict[str, str] = field(default_factory=dict)
    """What became of each reader's delivery."""
    missing: int = 0
    log: SinkLog = field(default_factory=SinkLog)

    @property
    def lost(self) -> list[str]:
        """Who is told to have got it and did not, or is told nothing that would explain why not."""
        reasons: dict[str, Counter[str]] = {
            "sent": self.log.taken,
            "failed": self.log.refused,
            "suppressed": self.log.refused,
            "unknown": self.doubted + self.log.untold + self.log.cut + self.log.muddled,
        }
        return [email for email, state in self.states.items() if not reasons.get(state, Counter[str]())[email]]

    @property
    def copies(self) -> Counter[str]:
        """Who got how many copies too many."""
        return Counter({email: number - 1 for email, number in self.log.taken.items() if number > 1})

    @property
    def unnamed(self) -> Counter[str]:
        """Copies too many that neither a kill nor a lost reply explains."""
        return self.copies - (self.doubted + self.log.untold)


def _deliver(settings: str, told: str) -> None:
    """Run `digest deliver` in this process, which is the sender's own; what it prints goes to a file."""
    paper = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(paper, 1)
    os.dup2(paper, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    digest(["deliver", "--json", "--config", settings])


class Crew:
    """The senders. They are forked from a process that has loaded the program, so that most of a second is not startup."""

    def __init__(self, settings: Path, database: Database, storm: Storm) -> None:
        self._forking = multiprocessing.get_context("forkserver")
        self._forking.set_forkserver_preload(["kill_storm"])
        self._settings, self._database, self._storm = settings, database, storm
        self.alive: list[multiprocessing.process.BaseProcess] = []

    def fill(self) -> None:
        """Take leave of those who have ended, and start others in their place."""
        self._part([each for each in self.alive if not each.is_alive()])
        while len(self.alive) < SENDERS:
            self._let_time_pass()
            sender = self._forking.Process(target=_deliver, args=(str(self._settings), f"{self._settings}.log"))
            sender.start()
            self.alive.append(sender)

    def kill(self, sender: multiprocessing.process.BaseProcess) -> None:
        """Kill one, unless it has ended, and write down what it had in its hands."""
        sender.kill()
        self._part([sender])

    def wait(self, sink: Sink) -> None:
        """Wait until all have ended. The server is listened to meanwhile: it stops when nobody takes what it tells."""
        while any(each.is_alive() for each in self.alive):
            sink.listen(1_000, 0.05)
        self._part(list(self.alive))

    def stop(self) -> None:
        """Kill whoever is left."""
        for sender in self.alive:
            sender.kill()
            sender.join()

    def _part(self, senders: Sequence[multiprocessing.process.BaseProcess]) -> None:
        for sender in senders:
            sender.join()
            self.alive.remove(sender)
            held = self._end_leases()
            if sender.exitcode == -9:
                self._storm.kills += 1
                self._storm.kills_at_work += bool(held)
                self._storm.most_in_hand = max(self._storm.most_in_hand, len(held))
            else:
                self._storm.statuses[sender.exitcode or 0] += 1
            self._storm.doubted.update(held)

    def _end_leases(self) -> list[str]:
        """End the leases of all who are dead; return whose deliveries they are."""
        now = SystemClock().now()
        living = [deliveries.c.lease_owner.like(f"{each.pid}-%") for each in self.alive]
        dead = and_(deliveries.c.state == "leased", deliveries.c.lease_until > now, *map(not_, living))
        with self._database.engine.begin() as connection:
            ended = update(deliveries).where(dead).values(lease_until=now).returning(deliveries.c.subscriber)
            held = connection.scalars(ended).all()
            return list(connection.scalars(select(subscribers.c.email).where(subscribers.c.id.in_(held))))

    def _let_time_pass(self) -> None:
        """Make due what waits for its next attempt."""
        now = SystemClock().now()
        waiting = and_(deliveries.c.state.in_(["queued", "deferred"]), deliveries.c.due > now)
        with self._database.engine.begin() as connection:
            connection.execute(update(deliveries).where(waiting).values(due=now))


def press(database: Database, readers: int) -> None:
    """Press an issue for so many readers, due now."""
    gather(database, readers)
    now, slot = SystemClock().now(), "2026-03-02T09:00"
    database.ledger.plan("morning", [Slot(slot, now)], now, now)
    (planned,) = database.ledger.planned()
    issue = Issue(NEWSLETTER, slot, planned.number, now, "No. 1", "", ())
    html = f"<p>{'The ferry sails again. ' * 400}<a href='{Token.UNSUBSCRIBE.mark}'>Leave</a></p>"
    proof = Proof(issue.id, issue.subject, html, f"The ferry sails again. {Token.EMAIL.mark}")
    database.ledger.press(planned, issue, proof, window_end=now, now=now)


def storm(url: str, folder: Path, seed: int, *, kills: int, ambiguous: str = "resend") -> Storm:
    """Send an issue in a storm of so many kills over the database at `url`, which is made; return what came of it."""
    chance, told = Random(seed), Storm(kills * READERS_A_KILL)
    with ExitStack() as stack:
        sink = stack.enter_context(faulty_sink(seed, Faults(), told.log))
        settings = folder / "digest.yaml"
        values = {"database": url, "port": sink.port, "connections": CONNECTIONS, "ambiguous": ambiguous}
        settings.write_text(SETTINGS.format_map(values), "utf-8")
        database = open_database(url)
        stack.callback(database.close)
        database.upgrade()
        press(database, told.readers)
        crew = Crew(settings, database, told)
        stack.callback(crew.stop)
        while told.kills < kills:
            crew.fill()
            crew.kill(_victim(crew, sink, chance))
        _send_the_rest(crew, sink, database)
        sink.listen_to_the_end()
        _count(database, told)
    return told


def _victim(crew: Crew, sink: Sink, chance: Random) -> multiprocessing.process.BaseProcess:
    """Wait for a moment to kill, and choose whom: mostly the one who is there longer, in the middle of its work."""
    if chance.random() >= AT_WORK:
        sink.listen(chance.randrange(30), chance.uniform(0, 1))
        return chance.choice(crew.alive)
    events, end = chance.randrange(1, 30), time.monotonic() + PATIENCE
    while events > 0 and time.monotonic() < end and all(each.is_alive() for each in crew.alive):
        events -= sink.listen(events, 0.05)
    return crew.alive[0]


def _send_the_rest(crew: Crew, sink: Sink, database: Database) -> None:
    for _ in range(ROUNDS):
        crew.wait(sink)
        (row,) = database.ledger.issues(1)
        if not row.balance.ready and "leased" not in row.tally:
            return
        crew.fill()


def _count(database: Database, told: Storm) -> None:
    found = select(subscribers.c.email, deliveries.c.state).join_from(deliveries, subscribers)
    with database.engine.connect() as connection:
        rows = connection.execute(found).all()
    told.states = {row.email: row.state for row in rows}
    (issue,) = database.ledger.issues(1)
    told.missing = abs(issue.balance.missing) + abs(told.readers - len(rows)) + len(rows) - len(told.states)


def figures(told: Storm) -> dict[str, object]:
    """Return the figures of a storm for people to read."""
    copies = told.copies.total()
    return {
        "readers": told.readers,
        "kills": told.kills,
        "kills_at_work": told.kills_at_work,
        "states": dict(Counter(told.states.values())),
        "lost": len(told.lost),
        "missing": told.missing,
        "copies_too_many": copies,
        "of_them_by_lost_replies": (told.copies & told.log.untold).total(),
        "copies_a_kill": round((copies - (told.copies & told.log.untold).total()) / told.kills, 2),
        "unnamed": told.unnamed.total(),
        "most_in_hand": told.most_in_hand,
        "bound_in_hand": MOST_IN_HAND,
        "readers_with_different_copies": len(told.log.different),
        "statuses": dict(told.statuses),
    }


@contextmanager
def _urls(databases: Sequence[str]) -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"sqlite": f"{folder}/%s.db"}
        if "postgresql" in databases:
            urls["postgresql"] = stack.enter_context(own_postgres())
        yield urls


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a JSON object a line; end with status 1 where somebody was lost, or got a copy that nothing names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--ambiguous", nargs="+", default=["resend", "hold"])
    asked = parser.parse_args(arguments)
    clean = True
    with _urls(asked.databases) as urls:
        for kind, ambiguous in product(asked.databases, asked.ambiguous):
            name = f"storm_{ambiguous}"
            url = create(urls[kind], name) if kind == "postgresql" else urls[kind] % name
            begun = time.perf_counter()
            with tempfile.TemporaryDirectory() as folder:
                told = storm(url, Path(folder), asked.seed, kills=asked.kills, ambiguous=ambiguous)
            head = {"database": kind, "ambiguous": ambiguous, "seed": asked.seed}
            seconds = round(time.perf_counter() - begun)
            print(json.dumps(head | figures(told) | {"seconds": seconds}), flush=True)
            clean = clean and not (told.lost or told.missing or told.unnamed)
    sys.exit(not clean)


if __name__ == "__main__":
    main()

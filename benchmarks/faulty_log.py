"""The faulty mail server as a process of its own, and what it told."""

from __future__ import annotations

import selectors
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import faulty_sink as server
from faulty_sink import Faults

__all__ = ["Faults", "Sink", "SinkLog", "faulty_sink"]

QUIET = 0.5
"""Seconds in which a server tells nothing, with no sender left, until it has told all."""


@dataclass(slots=True)
class SinkLog:
    """What a mail server did, by recipient."""

    taken: Counter[str] = field(default_factory=Counter)
    """Whole messages that it took, whether it said so or not."""
    untold: Counter[str] = field(default_factory=Counter)
    """Those of them of which it never told the sender."""
    refused: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    """Messages in which the server hung up: a sender that had written to the end cannot tell this from a lost reply."""
    later: Counter[str] = field(default_factory=Counter)
    muddled: Counter[str] = field(default_factory=Counter)
    """Whole messages that it did not take, and hung up after an answer that does not say so."""
    contents: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Message-ID and hash of what each got."""

    @property
    def different(self) -> list[str]:
        """Who got copies that are not the same, and who shares a Message-ID with somebody else."""
        owners = Counter(name for each in self.contents.values() for name in {name for name, _ in each})
        return [email for email, each in self.contents.items() if len(each) > 1 or owners[next(iter(each))[0]] > 1]

    def note(self, line: str) -> None:
        """Count what a line tells."""
        word, recipient, *about = line.split()
        match word:
            case "taken" | "untold":
                self.taken[recipient] += 1
                self.untold[recipient] += word == "untold"
                self.contents.setdefault(recipient, set()).add((about[0], about[1]))
            case "refused":
                self.refused[recipient] += 1
            case "cut":
                self.cut[recipient] += 1
            case "muddled":
                self.muddled[recipient] += 1
            case _:
                self.later[recipient] += 1


class Sink:
    """A running server. What it tells is read as it comes, so that somebody can act at a moment of its work."""

    def __init__(self, process: subprocess.Popen[bytes], log: SinkLog) -> None:
        self._process, self._log, self._rest = process, log, b""
        assert process.stdout is not None
        self._told = process.stdout
        self.port = int(self._told.readline())
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._told, selectors.EVENT_READ)

    def listen(self, events: int, seconds: float) -> int:
        """Return after so many events, or so many seconds, whatever is first; tell how many came."""
        end, heard = monotonic() + seconds, 0
        while heard < events and (left := end - monotonic()) > 0 and self._selector.select(left):
            heard += self._read()
        return heard

    def listen_to_the_end(self) -> None:
        """Return when it has been quiet for QUIET seconds."""
        while self._selector.select(QUIET):
            self._read()

    def _read(self) -> int:
        heard = self._told.read1(65_536)
        if not heard:
            raise EOFError("the mail server has ended")
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._log.note(line.decode())
        return len(lines)


@contextmanager
def faulty_sink(seed: int, faults: Faults, log: SinkLog) -> Iterator[Sink]:
    """Start a server whose misdeeds follow from the seed; what it tells goes into the log."""
    command = [sys.executable, str(Path(server.__file__)), str(seed), *faults.options()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield Sink(process, log)
        finally:
            process.kill()

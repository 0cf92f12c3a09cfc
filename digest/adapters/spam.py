"""Asking SpamAssassin, where it is installed, what it makes of a mail."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from shutil import which

from digest.model import SpamRule, SpamScore

SECONDS = 60.0
"""How long one answer may take: without its daemon SpamAssassin reads all its rules first, some 5 seconds."""

DAEMON = ("spamc", "-d", "127.0.0.1", "--connect-retries=1", "-x", "-R", "-s", "2000000")
"""The client of spamd on this machine. `-x`: without a daemon it fails, where it else would pass the mail on unread."""
PROGRAM = ("spamassassin", "-L", "-t")
"""The program itself. `-L`: no test that asks the network; `-t`: with a report."""

_POINTS = re.compile(r"\(\s*(-?\d+\.\d+) points")
_RULE = re.compile(r"^ *(-?\d+(?:\.\d+)?) ([A-Z][A-Z0-9_]+) +(.*)$", re.MULTILINE)
_RUN_ON = re.compile(r"\s*\n {8,}(?=\S)")  # what a rule is about goes on in lines that are indented


class SpamAssassin:
    """Scores mail by SpamAssassin: by its daemon where that answers, else by the program."""

    def __init__(self, commands: Sequence[Sequence[str]] = (DAEMON, PROGRAM), seconds: float = SECONDS) -> None:
        self._commands, self._seconds = commands, seconds

    def score(self, raw: bytes) -> SpamScore | None:
        """Return what SpamAssassin makes of a message; None where it is not installed or does not answer in time."""
        return next(filter(None, (self._asked(command, raw) for command in self._commands)), None)

    def _asked(self, command: Sequence[str], raw: bytes) -> SpamScore | None:
        program = which(command[0])
        if not program:
            return None
        plain = {**os.environ, "LC_ALL": "C"}  # the report in English
        try:
            run = subprocess.run(  # noqa: S603  a fixed command; the mail goes in by stdin
                [program, *command[1:]], input=raw, capture_output=True, timeout=self._seconds, check=True, env=plain
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return read_report(run.stdout.decode("utf-8", "replace"))


def read_report(report: str) -> SpamScore | None:
    """Return the score that a report of SpamAssassin tells, its heaviest rules first; None where it tells none.

    Rules of no weight are left out. A report may follow the mail itself, so the last one in the text counts.
    """
    found = list(_POINTS.finditer(report))
    if not found:
        return None
    table = _RUN_ON.sub(" ", report[found[-1].end() :])
    rules = [
        SpamRule(name, float(points), about.strip()) for points, name, about in _RULE.findall(table) if float(points)
    ]
    return SpamScore(float(found[-1][1]), tuple(sorted(rules, key=lambda rule: -abs(rule.points))))

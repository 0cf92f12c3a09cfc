"""Where things stand in a settings file, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from digest.errors import ConfigError, Fault

Path = tuple[str | int, ...]
"""The way to a value from the top: keys of mappings and 0-based places in lists."""

Value = object
"""Plain data: dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something begins in the file, 1-based."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault by its path; its place is looked up among the keys where it is about the key, else among the values."""

    path: Path
    message: str
    of_key: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A settings file as read: its data, where each path's key and value stand, and what is wrong so far."""

    file: str
    data: Value
    keys: dict[Path, Place]
    values: dict[Path, Place]
    findings: tuple[Finding, ...]

    def place(self, finding: Finding) -> Place:
        """Return where a finding is to be seen: its own place, or that of the nearest thing above it that has one."""
        if finding.place:
            return finding.place
        first, second = (self.keys, self.values) if finding.of_key else (self.values, self.keys)
        for length in range(len(finding.path), 0, -1):
            path = finding.path[:length]
            if place := first.get(path) or second.get(path):
                return place
        return self.values.get((), Place(1, 1))

    def error(self, findings: tuple[Finding, ...]) -> ConfigError:
        """Return the error that tells all findings, in the order of the file."""
        placed = sorted(((self.place(f), f) for f in dict.fromkeys(findings)), key=lambda pair: pair[0])
        return ConfigError(
            [Fault(self.file, place.line, place.column, path_text(f.path), f.message) for place, f in placed]
        )


def path_text(path: Path) -> str:
    """Return a path as people write it: `newsletters[0].cadence.cron`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")

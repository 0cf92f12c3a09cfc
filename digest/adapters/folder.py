"""A folder that is kept in step with what belongs in it, and in which nothing of anybody else is touched."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import StoreError

MANIFEST = ".digest-files.json"
"""Names every file that was put here: only those are ever taken away."""


@dataclass
class KeptFolder:
    """Files are written only where they differ. `dry` writes nothing and tells what would be."""

    path: Path
    dry: bool = False
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    _put: set[str] = field(default_factory=set)

    def put(self, name: str, body: bytes) -> None:
        """Write a file, whole or not at all; one that holds these bytes is left alone.

        Raises:
            StoreError: it cannot be written.
        """
        self._put.add(name)
        file = self.path / name
        try:
            if file.is_file() and file.read_bytes() == body:
                self.unchanged += 1
                return
            self.written.append(name)
            if not self.dry:
                _write(file, body)
        except OSError as error:
            raise StoreError(f"{file} cannot be written: {error.strerror}") from error

    def finish(self, *, prune: bool) -> list[str]:
        """Take away files that were put here earlier and not this time (with `prune`), and return their names.

        Raises:
            StoreError: one cannot be taken away, or the list of files not be written.
        """
        before = self._known()
        gone = sorted(before - self._put) if prune else []
        if self.dry:
            return gone
        try:
            for name in gone:
                (self.path / name).unlink(missing_ok=True)
            kept = sorted((before | self._put) - set(gone))
            _write(self.path / MANIFEST, json.dumps(kept, indent=0).encode())
        except OSError as error:
            raise StoreError(f"{self.path} cannot be tidied: {error.strerror}") from error
        return gone

    def _known(self) -> set[str]:
        """The names of the list, but for those that lead out of the folder."""
        try:
            names = json.loads((self.path / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return set()
        root = self.path.resolve()
        told = {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()
        return {name for name in told if (root / name).resolve().is_relative_to(root) and not (root / name).is_dir()}


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.part")
    half.write_bytes(body)
    half.replace(file)

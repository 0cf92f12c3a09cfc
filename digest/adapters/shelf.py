"""Saved pages on disk."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from digest.errors import SourceError
from digest.ports import SavedPage

MAX_PAGE = 20_000_000
"""Bytes of the largest file that is read."""


class FolderShelf:
    """Reads the files that a glob names: `~` is the home folder, `**` any depth of folders."""

    def pages(self, pattern: str) -> Iterator[SavedPage | SourceError]:
        """Yield the files by path, folders left out; one that cannot be read is a SourceError in its place."""
        for name in sorted(glob.glob(str(Path(pattern).expanduser()), recursive=True)):  # noqa: PTH207  Path.glob takes no absolute pattern
            path = Path(name).absolute()
            if not path.is_dir():
                yield _read(path)


def _read(path: Path) -> SavedPage | SourceError:
    try:
        # A pipe would wait for a writer, and may take the place of a file at any moment: so it is opened without waiting.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return SourceError(f"{path}: not a file")
            body = file.read(MAX_PAGE + 1)
    except OSError as error:
        return SourceError(f"{path}: {error.strerror}")
    if len(body) > MAX_PAGE:
        return SourceError(f"{path}: larger than {MAX_PAGE // 1_000_000} MB")
    return SavedPage(path.as_uri(), body, datetime.fromtimestamp(status.st_mtime, UTC))

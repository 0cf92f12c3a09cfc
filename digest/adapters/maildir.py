"""A maildir (https://cr.yp.to/proto/maildir.html): mail waits in `new`, and lies in `cur` once it was seen to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digest.errors import DigestError

SEEN = ":2,S"
"""What the name of a mail ends with that somebody has read."""


@dataclass(frozen=True, slots=True)
class Maildir:
    """A folder with `new` and `cur` in it."""

    folder: Path

    def waiting(self, most: int) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the first `most` bytes of every mail in `new`, the oldest first; links are passed over.

        Raises:
            DigestError: the folder is no maildir, or cannot be read.
        """
        try:
            new = self.folder / "new"
            for path in sorted(each for each in new.iterdir() if each.is_file() and not each.is_symlink()):
                yield from _head(path, most)
        except OSError as error:
            raise DigestError(f"{self.folder} is no maildir that can be read: {error.strerror}") from error

    def put_away(self, name: str) -> None:
        """Move a mail to `cur`; one that another process took meanwhile is none of ours any more.

        Raises:
            DigestError: the folder cannot be written.
        """
        cur = self.folder / "cur"
        try:
            cur.mkdir(exist_ok=True)
            (self.folder / "new" / name).rename(cur / f"{name.partition(':')[0]}{SEEN}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise DigestError(f"{cur} cannot be written: {error.strerror}") from error


def _head(path: Path, most: int) -> Iterator[tuple[str, bytes]]:
    with suppress(FileNotFoundError):  # another process took it
        with path.open("rb") as file:
            head = file.read(most)
        yield path.name, head

"""A mailbox file (RFC 4155): mails in a row, each after a line that begins with `From `."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from digest.errors import DigestError


def read_mbox(path: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield the number and the first `most` bytes of every mail; the file is not changed.

    Raises:
        DigestError: it cannot be read.
    """
    try:
        with path.open("rb"), closing(mailbox.mbox(path, create=False)) as box:
            for key in box.iterkeys():
                yield str(key), box.get_file(key).read(most)
    except (OSError, mailbox.NoSuchMailboxError) as error:
        raise DigestError(
            f"{path} is no mailbox that can be read: {getattr(error, 'strerror', '') or error}"
        ) from error

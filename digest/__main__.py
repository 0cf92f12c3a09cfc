"""Runs the `digest` command: `python -m digest` does the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from digest.cli.app import app
from digest.cli.console import err, status_of
from digest.errors import DigestError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (the process's own arguments where none are given) and end with its exit status.

    An error that a person can act on is printed as clear lines; a bug keeps its traceback.
    """
    try:
        app(arguments)
    except DigestError as error:
        for line in str(error).splitlines():
            err.print(line, style="red", markup=False, soft_wrap=True)
        sys.exit(status_of(error))


if __name__ == "__main__":
    main()

"""Refreshing what mail programs understand: `python -m digest.cli.caniemail FILE` with caniemail's newest data.

FILE is https://www.caniemail.com/api/data.json, or `data/caniemail.json` of the npm package `caniemail`.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from digest.proofreader.clients import trim
from digest.proofreader.features import known_features


def refreshed(path: Path) -> str:
    """Return the text of the package's copy, trimmed from a whole file.

    Raises:
        ValueError: the file is not caniemail's data, or lacks a feature that is looked for.
        OSError: it cannot be read.
    """
    trimmed = trim(json.loads(path.read_text(encoding="utf-8")), [feature.slug for feature in known_features()])
    return json.dumps(trimmed, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (whole,) = sys.argv[1:]
    Path(str(files("digest.proofreader").joinpath("caniemail.json"))).write_text(
        refreshed(Path(whole)), encoding="utf-8"
    )

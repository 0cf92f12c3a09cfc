"""The settings of verbs that can do without: looking at a stranger's site needs none."""

from __future__ import annotations

import os
from pathlib import Path

from digest.cli.console import settings_file
from digest.config import Settings
from digest.wiring import read_settings


def settings_if_any(config: Path | None) -> Settings | None:
    """Return the settings where a file is named or found, else None."""
    file = settings_file(config)
    return read_settings(file, os.environ) if config or file.is_file() else None

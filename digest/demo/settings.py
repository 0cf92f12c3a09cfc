"""The demonstration's settings: config/digest.yaml, with its sources moved to where the newspaper is served."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from digest.config import Settings, example_yaml, load_settings
from digest.demo.pages import saved_page
from digest.demo.server import DEMO_PORT

DEMO_ADDRESS = f"http://127.0.0.1:{DEMO_PORT}"
DEMO_FOLDER = Path("var/demo")


def demo_settings(base_url: str, folder: Path = DEMO_FOLDER) -> Settings:
    """Return the example settings with the newspaper at `base_url`; database, outbox and saved pages lie in `folder`."""
    text = example_yaml().replace(DEMO_ADDRESS, base_url.rstrip("/"))
    return load_settings(text, str(folder / "digest.yaml"), {})


def save_pages(folder: Path, now: datetime) -> Path:
    """Write the page that the `saved` source of the example reads, as saved three hours before `now`; return its path."""
    path = folder / "saved" / "rescue-drill.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(saved_page(now), encoding="utf-8")
    saved = now.timestamp() - 3 * 3600
    os.utime(path, (saved, saved))
    return path

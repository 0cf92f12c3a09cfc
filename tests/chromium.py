"""A real browser for tests, and what axe has against a page."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 20_000
"""Milliseconds until what a page is expected to show must stand there: a limit for a loaded machine, no measure."""
AXE = Path(os.environ.get("EMAIL_TOOLS", "")) / "node_modules" / "axe-core" / "axe.min.js"

expect.set_options(timeout=PATIENCE)


def violations(page: Page) -> list[str]:
    """What axe has against our page by WCAG and best practice."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false})")
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]

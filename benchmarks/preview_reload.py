"""How soon the preview shows what was saved: from the write on disk to the change in a browser's page, in milliseconds.

    python benchmarks/preview_reload.py [ROUNDS]

Serves the demo's newspaper and its preview on loopback, opens the page in Chromium, and writes in turn the settings, a
template that must be compiled, one with a fault, and the first again. A round's time ends when the browser has the change
in the page, and holds the way from the browser back to this program. PAUSE lies between the writes. Aim: a median under
300 ms for each on an idle machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Literal

from playwright.sync_api import Locator, Page, sync_playwright

from digest.adapters.clock import SystemClock
from digest.config import example_yaml
from digest.demo import save_pages, serve_newspaper
from digest.jobs.collect import collect
from digest.web.rooms import Rooms
from digest.web.serve import PreviewServer
from digest.web.studio import Studio
from digest.wiring import open_newsroom, read_settings, template_files

ROUNDS = 15

PAUSE = 2_500
"""Milliseconds between two writes: a person looks at what was drawn, and the judgement before is done by then."""


def timed(write: Callable[[], object], shown: Locator, state: Literal["attached", "detached"] = "attached") -> float:
    """Milliseconds from the write to the moment at which the page has, or no longer has, what is to be shown."""
    shown.page.wait_for_timeout(PAUSE)
    began = time.perf_counter()
    write()
    shown.wait_for(state=state)
    return 1_000 * (time.perf_counter() - began)


def measure(page: Page, folder: Path, rounds: int) -> dict[str, list[float]]:
    settings, template = folder / "digest.yaml", folder / "templates" / "issue.mjml"
    yaml, mjml = settings.read_text("utf-8"), template.read_text("utf-8")
    broken, alert = mjml.replace("<mj-body", "<mj-bodyy", 1), page.get_by_role("alert")
    took: dict[str, list[float]] = {"settings": [], "new template": [], "template fault": [], "template mended": []}
    for number in range(rounds):
        title = f"Round {number}."
        retitled = yaml.replace("title: The Lantern at Dawn", f"title: {title}")
        headed = page.locator("h1", has_text=title)
        took["settings"].append(timed(partial(settings.write_text, retitled, "utf-8"), headed))
        added = mjml.replace("</mj-body>", f"<mj-raw><p>{title}</p></mj-raw></mj-body>")
        drawn = page.locator(f'#all:not([data-mail="{page.locator("#all").get_attribute("data-mail")}"])')
        took["new template"].append(timed(partial(template.write_text, added, "utf-8"), drawn))
        took["template fault"].append(timed(partial(template.write_text, broken, "utf-8"), alert))
        took["template mended"].append(timed(partial(template.write_text, mjml, "utf-8"), alert, "detached"))
    return took


def prepare(folder: Path, newspaper: str) -> None:
    """Write the demo's settings with templates of their own, and collect its newspaper."""
    (folder / "templates").mkdir()
    for name, text in template_files().items():
        (folder / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "templates" / name).write_text(text, "utf-8")
    yaml = example_yaml().replace("http://127.0.0.1:8040", newspaper)
    (folder / "digest.yaml").write_text(f"{yaml}\ntemplates: templates\n", "utf-8")
    with open_newsroom(read_settings(folder / "digest.yaml", {})) as room:
        collect(list(room.plan.sources.values()), room.desk)


def main(rounds: int) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    now = SystemClock().now()
    with tempfile.TemporaryDirectory() as name, serve_newspaper(now) as newspaper, sync_playwright() as playwright:
        folder = Path(name)
        save_pages(folder, now)
        prepare(folder, newspaper)
        rooms = Rooms(folder / "digest.yaml")
        server = PreviewServer(Studio(rooms), "morning")
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/morning.page.html")
        page.locator("#live", has_text="Live").wait_for()
        try:
            for what, took in measure(page, folder, rounds).items():
                print(f"{what:16} median {median(took):4.0f} ms, slowest {max(took):4.0f} ms, {len(took)} rounds")
        finally:
            browser.close()
            server.should_exit = True
            thread.join()
            rooms.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

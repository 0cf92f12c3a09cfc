"""Proof of work in a real browser: solved by its script beside the page, and left out where there is no script."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote

import pytest
from chromium import CHROMIUM
from playwright.sync_api import expect, sync_playwright
from signups import a_town

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def fill_in(page, url):
    page.goto(url)
    page.get_by_label("Enter your email to subscribe").fill("ida@example.com")
    page.get_by_label("Morning Light", exact=True).check()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.locator("h1")).to_have_text("Successfully subscribed")


@pytest.mark.parametrize("path", ["/subscribe", "/embed"])
def test_a_browser_solves_it_while_one_types(chromium, tmp_path, path):
    with a_town(str(tmp_path / "digest.db"), bits=16) as town, chromium.new_context(locale="en-GB") as context:
        page, told, sent = context.new_page(), [], []
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda said: told.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda request: sent.append(request.post_data or ""))
        fill_in(page, f"{town.url}{path}")
        parts = unquote(re.search(r"work=([\w.%-]+)", "".join(sent))[1]).split(".")
        assert sha256(f"{parts[0]}.{parts[-1]}".encode()).hexdigest().startswith("0000")
        assert [each.kind for each in town.letters()] == ["confirm"]
        assert told == []


def test_a_browser_without_scripts_goes_through_the_slower_door(chromium, tmp_path):
    with (
        a_town(str(tmp_path / "digest.db"), bits=16) as town,
        chromium.new_context(java_script_enabled=False, locale="en-GB") as context,
    ):
        fill_in(context.new_page(), f"{town.url}/subscribe")
        assert len(town.letters()) == 1

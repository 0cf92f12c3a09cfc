"""In a browser: nothing sticks out of a narrow phone, nothing is too small or too pale, even without its style sheet."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from entry_render import make_issue
from making import a_story, an_issue
from playwright.sync_api import sync_playwright

from digest.model import Issue, IssueSection, SectionKind, Theme
from digest.renderer.colours import RATIO, contrast

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "check_email_html.py"
AXE = os.environ.get("EMAIL_TOOLS", "")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]

LOOK = """() => {
  const shown = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.getClientRects().length) continue;
    const style = getComputedStyle(parent);
    shown.push([node.data.trim(), parseFloat(style.fontSize), style.color, ground(parent)]);
  }
  return {shown, sticks_out: document.documentElement.scrollWidth - innerWidth};
}"""


@pytest.fixture(scope="module")
def look():
    """A function that tells what a page shows at a width, in a colour scheme."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def at(html: str, width: int = 320, scheme: str = "light") -> dict:
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page.route("**/*", lambda route: route.abort())
            page.set_content(html)
            seen = page.evaluate(LOOK)
            page.close()
            return seen

        yield at
        browser.close()


def a_full_issue(language: str, theme: Theme) -> Issue:
    """An issue with every kind of section; its top has a lead, two stories side by side, and one alone."""
    issue = make_issue(9, language, theme)
    return replace(issue, sections=(IssueSection(SectionKind.TOP, "", issue.stories[:4]), *issue.sections[1:]))


def without_style(html: str) -> str:
    return re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)


def hexadecimal(colour: str) -> str:
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_a_narrow_phone_shows_all_of_it_in_readable_size(language, theme, themed, look):
    html = themed.proof(a_full_issue(language, theme)).html
    for page in (html, without_style(html)):
        seen = look(page)
        assert seen["sticks_out"] == 0
        assert min(size for _, size, _, _ in seen["shown"]) >= 14


def test_a_word_without_end_is_broken_rather_than_sent_off_the_screen(themed, look):
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    story = a_story(source_title=word, byline=word, topic=word, also=((word, ""),))
    tops = tuple(IssueSection(kind, word, (story,) * 4) for kind in SectionKind)
    html = themed.proof(an_issue(sections=tops, subject=word)).html
    assert (look(html)["sticks_out"], look(without_style(html))["sticks_out"]) == (0, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 720])
def test_every_word_stands_out_from_its_ground(scheme, width, theme, themed, look):
    seen = look(themed.proof(a_full_issue("en", theme)).html, width, scheme)
    pale = [
        (text, colour, ground)
        for text, _, colour, ground in seen["shown"]
        if contrast(hexadecimal(colour), hexadecimal(ground)) < RATIO
    ]
    assert (len(seen["shown"]) > 50, pale) == (True, [])


def test_dark_mode_is_dark(theme, themed, look):
    html = themed.proof(a_full_issue("en", theme)).html
    grounds = {hexadecimal(ground) for *_, ground in look(html, 720, "dark")["shown"]}
    assert grounds == {"#1a1c1f", "#221d20", "#0f1012"}


@pytest.mark.slow
@pytest.mark.skipif(
    not (AXE and CHECKER.exists()), reason="needs the mail checker and EMAIL_TOOLS, a folder with axe-core"
)
@pytest.mark.parametrize("language", ["en", "uk", "ar"])
@pytest.mark.parametrize("stories", [1, 30, 0])
def test_axe_finds_nothing_in_light_dark_and_without_style(language, stories, theme, themed, tmp_path):
    page, report = tmp_path / "issue.html", tmp_path / "report.json"
    issue = make_issue(stories, language, theme) if stories else a_full_issue(language, theme)
    page.write_text(themed.proof(issue).html, "utf-8")
    command = [sys.executable, str(CHECKER), str(page), "--tools", AXE, "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = json.loads(report.read_text("utf-8"))
    assert {view: seen["axe"]["v"] for view, seen in found["browser"].items()} == {
        "light": [],
        "dark": [],
        "nostyle": [],
    }
    told = found["presence"]
    assert (
        told["lang_in_body"],
        told["dir_in_body"],
        told["img_without_alt"],
        told["preheader_padded"],
        told["dark_ogsc"],
    ) == (True, True, 0, True, True)

"""The archive in a browser: by day, in the dark, on a phone."""

import pytest
from archives import a_stack, reading
from chromium import AXE, CHROMIUM, violations
from playwright.sync_api import sync_playwright

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed"),
    pytest.mark.skipif(not AXE.is_file(), reason="needs EMAIL_TOOLS, a folder with axe-core"),
]
PAGES = ("/archive", "/archive/morning", "/archive/morning/2", "/archive/morning/99")


@pytest.fixture
def client(tmp_path):
    with a_stack(tmp_path, 3) as stack:
        stack.press(4, corrects=stack.database.articles.find("https://lantern.example/morning/2").key)
        with reading(stack.room()) as client:
            yield client


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(client, width, scheme):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        page.route("**/lantern.example/**", lambda route: route.abort())
        for path in PAGES:
            page.goto(f"{str(client.base_url).rstrip('/')}{path}")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()

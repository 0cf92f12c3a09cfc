"""In a browser: the page redraws itself, listens to keys, fits a phone, reads in the dark, and sends a test to a real server."""

import re
import socket

import pytest
from aiosmtpd.controller import Controller
from chromium import AXE, CHROMIUM
from playwright.sync_api import Page, expect, sync_playwright

from digest.jobs.preview import preview
from digest.web.rooms import room_of
from digest.web.sheets import STATIC, static_file, written_files
from digest.web.studio import Look
from digest.wiring import open_newsroom, read_settings

BROKEN = "<mjml><mj-body>\n<mj-section><mj-column>\n<mj-textt>x</mj-textt></mj-column></mj-section></mj-body></mjml>"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A browser's page that fails the test on a script's error or a load that the page's own policy forbids."""
    page = chromium.new_page(viewport={"width": 1400, "height": 900})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    page.close()
    assert faults == []


def open_live(page: Page, url: str) -> None:
    page.goto(url)
    await_live(page)


def await_live(page: Page) -> None:
    """Wait until the page's script runs: a key pressed before that is lost."""
    expect(page.locator("#live")).to_have_text(re.compile("Live|Drawn"))


def test_a_change_of_the_settings_redraws_the_page(page, served, desk):
    open_live(page, served)
    desk.edit("title: Morning Light", "title: Evening Light")
    expect(page.locator("h1")).to_contain_text("Evening Light")
    expect(page.locator("nav[aria-label=Newsletters]")).to_contain_text("Evening Light")
    expect(page.frame_locator("iframe.desktop").locator("h1").first).to_contain_text("Evening Light")


def test_new_articles_redraw_the_page_and_what_was_typed_stays(page, served, desk):
    open_live(page, served)
    page.locator("#to").fill("me@example.com")
    desk.collect("Tram line six opens")
    # It has the same words as the first and is of the same source: the newer version runs, the other gives way to it.
    expect(page.locator("#why")).to_contain_text("Tram line six opens")
    expect(page.locator("#left-out")).to_contain_text("the same words 1")
    expect(page.locator("#to")).to_have_value("me@example.com")


def test_a_fault_in_the_settings_stands_over_the_last_good_issue_until_it_is_mended(page, served, desk):
    open_live(page, served)
    desk.edit("cadence: {cron", "cadense: {cron")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile(r"digest\.yaml:\d+:\d+: .*cadense"))
    expect(page.locator("#why")).to_contain_text("Council approves ferry")
    desk.edit("cadense: {cron", "cadence: {cron")
    expect(alert).to_have_count(0)


def test_a_fault_in_a_template_stands_over_the_last_good_issue_until_it_is_mended(page, served, desk):
    open_live(page, served)
    template = desk.folder / "templates" / "issue.mjml"
    template.write_text(BROKEN, encoding="utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile(r"issue\.mjml:3: .*mj-textt"))
    expect(page.frame_locator("iframe.desktop").locator("body")).to_contain_text("Council approves ferry")
    template.unlink()
    expect(alert).to_have_count(0)


def test_keys_show_one_view_and_turn_to_the_next_newsletter(page, served):
    open_live(page, f"{served}/morning.page.html")
    for key, view in enumerate(("phone", "desktop", "dark", "plain", "text", "raw"), 1):
        page.keyboard.press(str(key))
        assert page.locator(".view:visible").evaluate_all("all => all.map(each => each.id)") == [view]
    page.keyboard.press("0")
    expect(page.locator(".view:visible")).to_have_count(6)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"/weekly\.page\.html"))
    await_live(page)
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(r"/morning\.page\.html"))


def test_keys_help_redraw_filter_and_change_the_theme(page, served):
    open_live(page, f"{served}/morning.page.html")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("draw again")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("r")
    expect(page.locator("#live")).to_contain_text("Drawn")
    page.keyboard.press("t")
    page.keyboard.press("t")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 21, 23)"
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile(r"/morning\.candidates\.html"))


def test_a_key_that_is_typed_into_a_field_is_only_typed(page, served):
    open_live(page, f"{served}/morning.page.html")
    page.locator("#to").press_sequentially("n1?")
    expect(page.locator("#to")).to_have_value("n1?")
    expect(page.locator(".view:visible")).to_have_count(6)


def test_the_judgement_comes_after_the_page(page, served):
    open_live(page, f"{served}/morning.page.html")
    expect(page.locator("#judgement details").first).to_be_visible()
    expect(page.locator("#judgement")).not_to_contain_text("Asking links", timeout=60_000)


def test_without_a_script_links_lead_everywhere(chromium, served):
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served}/morning.page.html")
        page.get_by_role("link", name="Dark").click()
        expect(page.locator(".view:visible")).to_have_count(1)
        page.goto(f"{served}/morning.page.html")
        page.get_by_role("link", name="Read the judgement").click()
        expect(page.locator("h1")).to_have_text("Judgement")
        page.get_by_role("link", name="Morning Light").click()
        page.get_by_role("link", name="All candidates (1)").click()
        page.get_by_label("Search").fill("tram")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("#counted")).to_contain_text("0 of 1 candidate")
        page.get_by_role("link", name="show all").click()
        page.get_by_role("button", name="Pin: Council approves ferry").click()
        expect(page.locator("tr:target")).to_contain_text("pinned by the editor")
        page.get_by_role("link", name="Council approves ferry").click()
        expect(page.locator("mark.lede").first).to_be_visible()


def test_the_table_of_candidates_is_searched_and_sorted_at_once(page, served, desk):
    desk.collect("Tram line six opens")
    open_live(page, f"{served}/morning.candidates.html")
    shown = page.locator("#candidates tbody tr:visible th")
    expect(shown).to_have_text(["Tram line six opens", "Council approves ferry"])
    page.get_by_role("link", name="Story").click()
    expect(shown).to_have_text(["Council approves ferry", "Tram line six opens"])
    page.get_by_role("link", name="Story").click()
    expect(shown).to_have_text(["Tram line six opens", "Council approves ferry"])
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Story")
    page.get_by_label("Search").fill("FERRY same")
    expect(shown).to_have_text(["Council approves ferry"])
    expect(page.locator("#counted")).to_have_text("1 of 2 candidates, each once")
    expect(page).to_have_url(re.compile(r"\?q=FERRY\+same&sort=-story$"))
    page.reload()
    expect(shown).to_have_text(["Council approves ferry"])
    page.get_by_label("Search").fill("")
    page.get_by_label("Show").select_option("in")
    expect(shown).to_have_text(["Tram line six opens"])


def test_new_articles_come_into_the_table_and_what_was_asked_stays(page, served, desk):
    open_live(page, f"{served}/morning.candidates.html")
    page.get_by_label("Search").fill("council")
    desk.collect("Tram line six opens")
    expect(page.locator("#counted")).to_have_text("1 of 2 candidates, each once")
    expect(page.get_by_label("Search")).to_have_value("council")
    expect(page.locator("#candidates tbody tr:visible")).to_contain_text("Council approves ferry")


class Kept:
    """A mail server's memory."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        self.letters.append((envelope.rcpt_tos, envelope.content))
        return "250 2.0.0 kept"


def test_a_test_mail_goes_to_a_real_server_and_its_answer_is_told(page, served, desk):
    kept = Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    post = Controller(kept, hostname="127.0.0.1", port=port, ready_timeout=60)
    post.start()
    try:
        open_live(page, served)
        desk.edit(
            "newsletters:",
            f"mail:\n  transport: smtp\n  smtp: {{host: 127.0.0.1, port: {port}, security: none}}\nnewsletters:",
        )
        desk.edit("title: Morning Light", "title: By real mail")
        expect(page.locator("h1")).to_contain_text("By real mail")
        page.locator("#to").fill("me@example.com")
        page.get_by_role("button", name="Send this issue").click()
        expect(page.get_by_role("status")).to_contain_text("250 2.0.0 kept")
    finally:
        post.stop()
    ((recipients, content),) = kept.letters
    assert recipients == ["me@example.com"]
    assert b"Council approves ferry" in content


@pytest.mark.parametrize("width", [390, 1024, 1400])
def test_nothing_sticks_out_of_the_page(page, served, width):
    page.set_viewport_size({"width": width, "height": 844})
    open_live(page, f"{served}/morning.page.html")
    why = page.get_by_role("link", name="Council approves ferry").get_attribute("href")
    for path in ("morning.page.html", why, "morning.judged.html", "morning.candidates.html"):
        page.goto(f"{served}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_dark_view_is_dark_and_the_others_are_not_whatever_the_theme(page, served):
    grounds = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        open_live(page, f"{served}/morning.page.html")
        for view in ("phone", "dark"):
            heading = page.frame_locator(f"iframe.{view}").locator("h1").first
            grounds[scheme, view] = heading.evaluate("each => getComputedStyle(each).color")
    assert grounds["light", "dark"] == grounds["dark", "dark"]
    assert grounds["light", "phone"] == grounds["dark", "phone"]
    assert grounds["light", "dark"] != grounds["light", "phone"]


def test_a_written_preview_works_from_a_folder(page, desk, tmp_path):
    with open_newsroom(read_settings(desk.file, {})) as newsroom:
        morning = newsroom.plan.newsletters["morning"]
        sheet = preview(morning, newsroom.pressroom, newsroom.envelop)
        found = written_files(Look((morning,), morning, sheet), room_of(newsroom).judge(sheet, False))
    for name, file in (found | {name: static_file(name) for name in STATIC}).items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(file.body)
    page.goto((tmp_path / "out" / "morning.page.html").as_uri())
    expect(page.frame_locator("iframe.phone").locator("body")).to_contain_text("Council approves ferry")
    expect(page.locator("#judgement details").first).to_be_visible()
    page.keyboard.press("5")
    expect(page.locator(".view:visible")).to_have_count(1)
    page.keyboard.press("0")
    page.get_by_role("link", name="All candidates (1)").click()
    page.get_by_label("Search").fill("tram")
    expect(page.locator("#counted")).to_have_text("0 of 1 candidate, each once")
    expect(page.get_by_role("button", name="Pin")).to_have_count(0)
    page.get_by_role("link", name="The issue").click()
    page.get_by_role("link", name="Council approves ferry").click()
    expect(page.locator("mark.lede").first).to_be_visible()
    page.locator(".back").click()
    expect(page.locator("h1")).to_contain_text("Morning Light")
    expect(page.locator("#send")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="needs EMAIL_TOOLS, a folder with axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing_on_any_page(page, served, desk, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    desk.collect("Tram line six opens")
    open_live(page, f"{served}/morning.page.html")
    expect(page.locator("#judgement details").first).to_be_visible()
    why = page.locator("#why a").first.get_attribute("href")
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []
    for path in (why, "morning.judged.html", "morning.candidates.html", "nowhere"):
        page.goto(f"{served}/{path}")
        assert violations(page) == []


def violations(page: Page) -> list[str]:
    """What axe has against our page by WCAG and best practice; the mails in its frames are judged by tests of their own."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false})")
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]

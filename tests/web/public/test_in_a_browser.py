"""The readers' pages in a browser: with a script and without, by keyboard, on a phone, in the dark, from right to left."""

import re
from urllib.parse import urlsplit

import pytest
from chromium import AXE, CHROMIUM, violations
from front import serving
from playwright.sync_api import Page, expect, sync_playwright
from signups import WEEKLY, a_town
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from digest.model import Choice

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that fails the test on a script's error, a load that its own policy forbids, and a request to somebody else."""
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/Lisbon", viewport={"width": 390, "height": 844})
    page, faults, hosts = context.new_page(), [], set()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    context.close()
    assert (faults, hosts) == ([], {"127.0.0.1"})


def all_pages(town) -> list[str]:
    """The address of every kind of page."""
    reader = town.reader()
    town.post("/subscribe", email="new@example.com", newsletter="tide")
    order = next(each for each in town.letters() if each.kind == "confirm")
    preferences = town.preferences_link(reader)
    town.post(f"{preferences}/pause", until="2026-05-01")
    town.post(f"{preferences}/address", email="moved@example.com")
    return [
        "/subscribe",
        "/subscribed",
        "/embed",
        town.confirm_link(order),
        f"{preferences}?done=saved",
        f"{preferences}/erase",
        town.leave_link(reader, "tide"),
        "/leave",
        "/leave/forged",
        "/nowhere",
        "/api/",
    ]


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="needs EMAIL_TOOLS, a folder with axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page, town, scheme):
    page.emulate_media(color_scheme=scheme)
    for path in all_pages(town):
        for lang in ("en", "ar"):
            page.goto(f"{town.url}{path}{'&' if '?' in path else '?'}lang={lang}")
            assert (path, violations(page)) == (path, [])
    page.goto(f"{town.url}/leave")
    page.get_by_role("button").click()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_of_any_page(page, town, width):
    page.set_viewport_size({"width": width, "height": 844})
    for path in all_pages(town):
        for lang in ("de", "ar"):
            page.goto(f"{town.url}{path}{'&' if '?' in path else '?'}lang={lang}")
            assert (path, page.evaluate("document.documentElement.scrollWidth - innerWidth")) == (path, 0)


def test_an_address_is_judged_as_it_is_typed_and_the_zone_is_guessed(page, town):
    page.goto(f"{town.url}/subscribe")
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Lisbon")
    field = page.get_by_label("Enter your email to subscribe")
    field.fill("ida@")
    expect(page.locator("#email-fault")).to_be_hidden()
    field.blur()
    expect(page.locator("#email-fault")).to_have_text("Please, enter correct email address")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("ida@example.com")
    expect(page.locator("#email-fault")).to_be_hidden()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.locator("#choices-fault")).to_have_text("Please, choose at least one newsletter")
    expect(page.locator("#choices")).to_be_focused()
    page.get_by_label("Morning Light", exact=True).check()
    expect(page.locator("#choices-fault")).to_be_hidden()
    assert town.letters() == []


def test_what_the_script_lets_through_and_the_desk_does_not_is_told_at_the_top(page, town):
    page.goto(f"{town.url}/subscribe")
    page.get_by_label("Enter your email to subscribe").fill("ida@exa_mple..com")
    page.get_by_label("Morning Light", exact=True).check()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Enter your email to subscribe")).to_be_focused()
    expect(page.get_by_label("Morning Light", exact=True)).to_be_checked()


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_of_it_works_with_a_script_and_without(chromium, town, script):
    with chromium.new_context(java_script_enabled=script, locale="uk-UA") as context:
        page = context.new_page()
        page.goto(town.url)
        page.get_by_label("Введіть електронну адресу, щоб підписатися").fill("ida@example.com")
        page.get_by_label("Morning Light", exact=True).check()
        page.get_by_label("Як часто: Morning Light").select_option("weekly")
        page.get_by_role("button", name="Підписатися").click()
        expect(page.locator("h1")).to_have_text("Підписку оформлено")
        (order,) = town.letters()
        page.goto(town.url + town.confirm_link(order))
        page.get_by_role("button", name="Так, підтвердити").click()
        expect(page.locator("main")).to_contain_text("ida@example.com")
        page.get_by_role("link", name="Ваші налаштування").click()
        page.get_by_label("The Long <Tide>").check()
        page.get_by_role("button", name="Зберегти").click()
        expect(page.get_by_role("status")).to_have_text("Ваші налаштування збережено.")
        (reader,) = town.database.register.readers("")
        assert {Choice("morning", WEEKLY), Choice("tide")} == set(town.database.signups.preferences(reader.id).choices)
        page.get_by_role("link", name="Видалити мої дані").click()
        page.get_by_role("button", name="Видалити назавжди").click()
        expect(page.locator("h1")).to_have_text("Ваші дані видалено")
        assert (context.cookies(), list(town.database.register.readers(""))) == ([], [])


def press_until_focused(page: Page, selector: str) -> None:
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_signing_up_takes_no_mouse(page, town):
    page.goto(f"{town.url}/subscribe")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    press_until_focused(page, "#email")
    page.keyboard.type("ida@example.com")
    press_until_focused(page, "#newsletter-tide")
    page.keyboard.press("Space")
    press_until_focused(page, "form button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Successfully subscribed")
    page.goto(town.url + town.confirm_link(town.letters()[0]))
    expect(page.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("You are subscribed")


async def a_blog(request: Request) -> HTMLResponse:
    """Another site's page that shows the form of the address it is given."""
    return HTMLResponse(f'<title>A blog</title><iframe src="{request.query_params["of"]}/embed" title="News"></iframe>')


@pytest.mark.parametrize("friend", [True, False])
def test_the_small_form_works_in_a_frame_of_a_friend_and_not_of_a_stranger(chromium, tmp_path, friend):
    with (
        serving(Starlette(routes=[Route("/", a_blog)])) as blog,
        a_town(str(tmp_path / "digest.db"), embed_on=(blog,) if friend else ()) as town,
    ):
        page = chromium.new_page()
        page.goto(f"{blog}/?of={town.url}")
        frame = page.frame_locator("iframe")
        if friend:
            frame.get_by_label("Enter your email to subscribe").fill("ida@example.com")
            frame.get_by_label("Morning Light").check()
            frame.get_by_role("button").click()
            expect(frame.locator("h1")).to_have_text("Successfully subscribed")
        else:
            assert "Subscribe" not in page.frames[1].content()
        page.close()
        assert len(town.letters()) == int(friend)


def test_the_dark_is_dark_and_print_is_not(page, town):
    grounds = {}
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("dark", "print")):
        page.emulate_media(color_scheme=scheme, media=media)
        page.goto(f"{town.url}/subscribe")
        red = re.findall(r"\d+", page.evaluate("getComputedStyle(document.querySelector('h1')).color"))[0]
        grounds[scheme, media] = int(red) > 128
    assert grounds == {("light", "screen"): False, ("dark", "screen"): True, ("dark", "print"): False}

"""The whole story of a reader, with real parts: pages in a browser, a mail server in process, a database."""

from __future__ import annotations

import email
import email.policy
import re
import socket
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from aiosmtpd.controller import Controller
from chromium import CHROMIUM
from front import serving_at
from pages import PARAGRAPHS, a_page
from playwright.sync_api import expect, sync_playwright

from digest.adapters.database.schema import metadata
from digest.adapters.secret import read_keys
from digest.jobs.collect import collect
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.mailer import read_tickets
from digest.ports import Enrolment
from digest.web.public.opening import open_public
from digest.web.public.server import listen
from digest.wiring import open_newsroom, read_settings

SETTINGS = """\
site:
  title: The Harbour Lantern
  url: https://lantern.example/
  language: en
  zone: Europe/Kyiv
  postal_address: 1 Quay Street, Port Lantern
sources:
  - id: saved
    title: The Lantern
    saved: pages/*.html
newsletters:
  - id: morning
    title: Morning Light
    from: The Harbour Lantern <morning@lantern.example>
    cadence: {{cron: "30 7 * * *"}}
  - id: tide
    title: The Long Tide
    from: The Harbour Lantern <tide@lantern.example>
    cadence: {{cron: "0 9 * * sat"}}
readers:
  url: {url}
  fill_seconds: 0
  welcome: {welcome}
mail:
  transport: smtp
  bounces: bounces@lantern.example
  smtp: {{host: 127.0.0.1, port: {smtp}, security: none}}
"""


STORIES = {
    "Council approves ferry": PARAGRAPHS,
    "Tram line six opens": (
        "The first trams of line six left the depot at dawn on Sunday, with brass bands at every one of its nine stops.",
        "Tickets cost nothing until the end of the month, and drivers say that the carriages were full by eight.",
        "Shopkeepers along Mill Road had waited four years for the rails to be laid and the dust to settle.",
    ),
    "Lighthouse gets a new lamp": (
        "Engineers hoisted a lamp of forty kilograms into the old tower on the cape, where the last one had burned since 1961.",
        "Its beam can be seen for nineteen miles, and uses a tenth of the power that its forerunner needed.",
        "The keeper's granddaughter, who is seven, was allowed to press the switch while fishing boats sounded their horns.",
    ),
}
"""Invented, and about different things: one story under two names would run once."""


class Mailbox:
    """A mail server's memory, message by message."""

    def __init__(self):
        self.kept = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.sent_by = envelope.mail_from
        self.kept.append(message)
        return "250 2.0.0 kept"

    def take(self):
        """Return what has come since it was last asked."""
        came, self.kept = self.kept, []
        return came


@pytest.fixture
def mailbox():
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=60)
    controller.start()
    yield box
    controller.stop()


class House:
    """A running newsroom: its pages, its press and its mail."""

    def __init__(self, folder, newsroom, url, mailbox):
        self.folder, self.newsroom, self.url, self.mailbox = folder, newsroom, url, mailbox
        self.issues = 0

    def publish(self, headline):
        """Write an article, press a morning issue and deliver it."""
        (self.folder / "pages" / f"{headline}.html").write_text(a_page(headline, *STORIES[headline]), encoding="utf-8")
        collect(list(self.newsroom.plan.sources.values()), self.newsroom.desk)
        self.issues += 1  # each has a minute of its own
        at = self.newsroom.clock.now() - timedelta(minutes=10 - self.issues)
        plan_now(self.newsroom.plan.newsletters["morning"], self.newsroom.pressroom.ledger, at)
        press_planned(self.newsroom.pressroom)
        return self.post()

    def post(self):
        """Deliver what waits, and return what came."""
        deliver(self.newsroom.office())
        return self.mailbox.take()

    def held(self):
        """Every row that tells of readers."""
        names = ("subscribers", "subscriptions", "signups", "letters", "suppressions")
        with self.newsroom.sign_up_desk.signups.engine.connect() as connection:
            return {name: sorted(map(repr, connection.execute(metadata.tables[name].select()))) for name in names}


@contextmanager
def a_house(folder, mailbox, welcome="plain"):
    (folder / "pages").mkdir()
    with listen("127.0.0.1", 0) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = SETTINGS.format(url=url.replace("http:", "https:"), smtp=mailbox.port, welcome=welcome)
        (folder / "digest.yaml").write_text(settings, encoding="utf-8")
        with (
            open_newsroom(read_settings(folder / "digest.yaml", {}), {}) as newsroom,
            serving_at(listener, open_public(newsroom)),
        ):
            yield House(folder, newsroom, url, mailbox)


@pytest.fixture
def house(tmp_path, mailbox):
    with a_house(tmp_path, mailbox) as house:
        yield house


def links(message, path):
    """The addresses of our own pages in both parts of a mail that begin with a path."""
    text = message.get_body(("plain",)).get_content() + message.get_body(("html",)).get_content()
    return sorted(set(re.findall(rf"https://127\.0\.0\.1:\d+{path}[\w./?=&%-]*", text)))


def link(message, page):
    """The address of one of our own pages in a mail; both of its parts name it."""
    (text,), (html,) = (
        set(re.findall(rf"https://127\.0\.0\.1:\d+/{page}/[\w.-]+", message.get_body((kind,)).get_content()))
        for kind in ("plain", "html")
    )
    assert text == html
    return plain(text)


def plain(url):
    """The same address without TLS, which is the business of the web server before ours."""
    return url.replace("https:", "http:")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
@pytest.mark.parametrize("script", [True, False])
def test_a_reader_comes_reads_chooses_and_leaves(house, script):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(java_script_enabled=script, locale="en-GB").new_page()
        page.goto(f"{house.url}/subscribe")
        page.get_by_label("Enter your email to subscribe").fill("ida@example.com")
        page.get_by_label("Morning Light", exact=True).check()
        page.get_by_role("button", name="Subscribe").click()
        expect(page.locator("h1")).to_have_text("Successfully subscribed")
        (asked,) = house.publish("Council approves ferry")
        assert (asked["To"], asked.get_content_type()) == ("ida@example.com", "multipart/alternative")

        page.goto(link(asked, "confirm"))
        page.get_by_role("button", name="Yes, confirm").click()
        expect(page.locator("main")).to_contain_text("Morning Light")
        house.post()
        (issue,) = house.publish("Tram line six opens")
        assert "Tram line six opens" in issue.get_body(("plain",)).get_content()

        page.goto(link(issue, "preferences"))
        page.get_by_label("The Long Tide", exact=True).check()
        page.locator("#language").select_option("de")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Ihre Einstellungen sind gespeichert.")
        browser.close()
    out = re.search(r"<(https://[^>]+)>", issue["List-Unsubscribe"])[1]
    assert issue["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = httpx.post(plain(out), data={"List-Unsubscribe": "One-Click"}, trust_env=False)
    assert (answer.status_code, answer.content) == (200, b"")
    (reader,) = house.newsroom.register.readers("")
    assert reader.newsletters == ("tide",)
    otto = Enrolment("otto@example.com", ("morning",), consent="told")
    house.newsroom.register.enrol([otto], house.newsroom.clock.now())
    assert [each["To"] for each in house.publish("Lighthouse gets a new lamp")] == ["otto@example.com"]


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
def test_a_reader_is_welcomed_with_the_newest_issue_and_gets_it_once(tmp_path, mailbox):
    with a_house(tmp_path, mailbox, welcome="issue") as house, sync_playwright() as playwright:
        assert house.publish("Council approves ferry") == []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{house.url}/subscribe?newsletter=morning&newsletter=tide")
        page.get_by_label("Your email").fill("ida@example.com")
        page.get_by_role("button", name="Subscribe").click()
        (asked,) = house.post()
        page.goto(link(asked, "confirm"))
        page.get_by_role("button", name="Yes, confirm").click()
        expect(page.locator("main")).to_contain_text("Morning Light")
        browser.close()
        letter, issue = house.post()
        assert letter["Subject"] == "Welcome: The Long Tide"  # it has no issue yet
        text, html = (issue.get_body((kind,)).get_content() for kind in ("plain", "html"))
        assert issue["Subject"] == "Welcome: Council approves ferry"
        assert text.startswith("Welcome to Morning Light.")
        assert "Welcome to Morning Light.</b>" in html
        (reader,) = house.newsroom.register.readers("")
        secrets = read_keys((house.folder / "var/digest.key").read_text(encoding="utf-8"))
        assert [ticket.handle for ticket in read_tickets(issue.sent_by, secrets)] == [reader.id]
        assert issue["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert house.post() == []
        (second,) = house.publish("Tram line six opens")
        assert (second["To"], second["Subject"]) == ("ida@example.com", "Tram line six opens")
        out = re.search(r"<(https://[^>]+)>", issue["List-Unsubscribe"])[1]
        assert httpx.post(plain(out), data={"List-Unsubscribe": "One-Click"}, trust_env=False).status_code == 200
        assert [each.newsletters for each in house.newsroom.register.readers("")] == [("tide",)]


def test_scanners_that_follow_every_link_of_every_mail_change_nothing(house):
    with httpx.Client(trust_env=False, headers={"Origin": house.url}) as client:
        wanted = {"email": "ida@example.com", "newsletter": "morning"}
        from_the_site = {"Origin": "https://lantern.example"}  # whose plain form carries no stamp
        client.post(f"{house.url}/subscribe", data=wanted, headers=from_the_site)
        (asked,) = house.post()
        _follow(house, asked)
        client.post(link(asked, "confirm"))
        house.post()
        (issue,) = house.publish("Council approves ferry")
        _follow(house, issue)


def _follow(house, message):
    """Ask for every link of a mail, in its text, its HTML and its headers, as scanners do."""
    before = house.held()
    found = set(
        re.findall(r"https://127\.0\.0\.1:\d+/[\w./?=&%-]+", message.as_string().replace("=\n", "").replace("=3D", "="))
    )
    found |= {link(message, page) for page in ("confirm", "preferences", "leave") if f"/{page}/" in message.as_string()}
    assert found
    with httpx.Client(trust_env=False, follow_redirects=True) as client:
        for url in sorted(found):
            for method in ("HEAD", "GET", "OPTIONS"):
                for agent in ("", "Mozilla/5.0 (compatible; LinkScanner/1.0)", "curl/8"):
                    client.request(method, plain(url), headers={"User-Agent": agent})
    assert house.held() == before

"""The preview page, over a real server: what it shows is the message itself, and nothing else gets in."""

import email
import email.policy
import threading
from dataclasses import replace

import httpx
import pytest
import uvicorn
from making import a_newsletter
from world import Town, a_proof

from digest.errors import TemplateError
from digest.jobs.preview import preview
from digest.mailer import Letterhead, make_letter
from digest.schedule import slot_time
from digest.web.preview import preview_app


def a_real_message(newsletter, slot, proof, reader):
    """The message as the mailer makes it."""
    date = slot_time(newsletter.cadence, slot)
    return make_letter(proof, newsletter, date, Letterhead(b"key")).to(reader)


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "digest.db"), a_newsletter(), a_newsletter(id="weekly", title="<b>Weekly</b>"))
    yield town
    town.close()


@pytest.fixture
def get(town):
    """Ask the preview server for a path."""
    app = preview_app(
        tuple(town.plan.newsletters.values()), lambda newsletter: preview(newsletter, town.room, a_real_message)
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    ready, startup = threading.Event(), server.startup

    async def started(sockets=None):
        await startup(sockets)
        ready.set()

    server.startup = started
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield lambda path: client.get(path, follow_redirects=True)
    server.should_exit = True
    thread.join()


def test_the_front_page_leads_to_the_first_newsletter_and_names_the_others(town, get):
    town.publish(1, 2)
    page = get("/")
    assert page.url.path == "/morning.page.html"
    assert page.status_code == 200
    assert "Council approves ferry line 1" in page.text
    assert 'href="weekly.page.html"' in page.text
    assert "&lt;b&gt;Weekly&lt;/b&gt;" in page.text


def test_the_page_tells_why_each_story_is_in_and_with_which_evidence(town, get):
    town.publish(1)
    page = get("/morning.page.html").text
    assert "All stories: everything, quotes with speakers (score" in page
    assert "<b>Mara Venn</b>, the harbour master <small>(“said”)</small>" in page


def test_the_page_tells_which_model_chose_the_order_of_the_quotes(town, get):
    town.publish(1)
    town.publish(2, chosen_by="<i>model</i>")
    page = get("/morning.page.html").text
    assert page.count("order of its quotes:") == 1
    assert "order of its quotes: &lt;i&gt;model&lt;/i&gt;" in page


def test_the_files_shown_are_the_message_itself(town, get):
    town.publish(1)
    message = email.message_from_bytes(get("/morning.eml").content, policy=email.policy.default)
    assert get("/morning.html").text == message.get_body(("html",)).get_content()
    assert get("/morning.txt").text == message.get_body(("plain",)).get_content()
    assert message["To"] == "reader@example.com"


def test_each_visit_draws_the_issue_anew(town, get):
    assert "Nothing to run" in get("/morning.page.html").text
    assert get("/morning.html").status_code == 404
    town.publish(1)
    assert "Council approves ferry line 1" in get("/morning.page.html").text


def test_no_script_and_no_foreign_frame_runs(get):
    policy = get("/morning.page.html").headers["content-security-policy"]
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["/nobody.page.html", "/..%2f..%2fetc%2fpasswd", "/morning.exe", "/a/b"])
def test_what_there_is_not_is_not_found(town, get, path):
    town.publish(1)
    assert get(path).status_code == 404


def test_the_style_sheet_is_served(get):
    assert get("/preview.css").headers["content-type"] == "text/css; charset=utf-8"


def test_a_template_fault_is_shown_with_its_place(town, get):
    def faulty(issue):
        raise TemplateError("issue.mjml", 12, "<mj-textt> is not an MJML tag")

    town.publish(1)
    town.room = replace(town.room, prove=faulty)
    answer = get("/morning.page.html")
    assert (answer.status_code, answer.text) == (500, "issue.mjml:12: <mj-textt> is not an MJML tag\n")
    town.room = replace(town.room, prove=a_proof)
    assert get("/morning.page.html").status_code == 200

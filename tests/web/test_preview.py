"""The preview page, over a real server: what it shows is the message itself, and nothing else gets in."""

import email
import email.policy
import re
from dataclasses import replace

import pytest
from world import a_proof

from digest.errors import TemplateError
from digest.model import Outcome, Receipt

VIEWS = ["Phone", "Desktop", "Dark", "Without styles", "Text part", "Message"]


def test_the_front_page_leads_to_the_first_newsletter_and_names_the_others(town, get):
    town.publish(1, 2)
    page = get("/")
    assert page.url.path == "/morning.page.html"
    assert page.status_code == 200
    assert "Council approves ferry line 1" in page.text
    assert 'href="weekly.page.html"' in page.text
    assert "&lt;b&gt;Weekly&lt;/b&gt;" in page.text


def test_the_page_tells_why_each_story_is_in_and_who_is_quoted(town, get):
    town.publish(1)
    page = get("/morning.page.html").text
    assert re.search(r"All stories: everything, [^<]*quotes? with [^<]*\(score", page)
    assert "<b>Mara Venn</b>, the harbour master <small>(“said”)</small>" in page


def test_the_page_tells_which_model_chose_the_order_of_the_quotes(town, get):
    town.publish(1)
    town.publish(2, chosen_by="<i>model</i>")
    page = get("/morning.page.html").text
    assert page.count("order of its quotes:") == 1
    assert "order of its quotes: &lt;i&gt;model&lt;/i&gt;" in page


def test_every_view_can_be_shown_alone_without_a_script(town, get):
    town.publish(1)
    page = get("/morning.page.html").text
    titles = re.findall(r'<a href="#(\w+)" data-view="[1-6]"><kbd[^>]*>\d</kbd> ([^<]+)</a>', page)
    assert [title for _, title in titles] == VIEWS
    assert all(f'id="{view}" aria-labelledby="{view}-heading"' in page for view, _ in titles)


def test_the_files_shown_are_the_message_itself(town, get):
    town.publish(1)
    message = email.message_from_bytes(get("/morning.eml").content, policy=email.policy.default)
    assert get("/morning.html").text == message.get_body(("html",)).get_content()
    assert get("/morning.txt").text == message.get_body(("plain",)).get_content()
    assert message["To"] == "reader@example.com"


def test_the_mail_is_shown_in_light_in_the_dark_and_without_its_styles(town, get):
    town.publish(1)
    styled = "<html><style>@media (prefers-color-scheme:dark) { a }</style><p>(prefers-color-scheme:dark)</p></html>"
    town.room = replace(town.room, prove=lambda issue: replace(a_proof(issue), html=styled))
    kept = "<p>(prefers-color-scheme:dark)</p></html>"
    assert get("/morning.dark.html").text.strip() == f"<html><style>@media (min-width: 0) {{ a }}</style>{kept}"
    assert get("/morning.light.html").text.strip() == f"<html><style>@media (max-width: 0) {{ a }}</style>{kept}"
    assert get("/morning.plain.html").text.strip() == f"<html>{kept}"


def test_each_visit_draws_the_issue_anew(town, get):
    assert "Nothing to run" in get("/morning.page.html").text
    assert get("/morning.html").status_code == 404
    town.publish(1)
    assert "Council approves ferry line 1" in get("/morning.page.html").text


def test_a_moment_can_be_chosen_and_stays_chosen(town, get):
    town.publish(1)
    town.clock.forward(hours=1)
    town.publish(2)
    page = get("/morning.page.html", params={"at": "2026-03-10T14:30"}).text
    assert "ferry line 1" in page
    assert "ferry line 2" not in page
    assert 'src="morning.dark.html?at=2026-03-10T14%3A30"' in page
    assert 'name="at" value="2026-03-10T14:30"' in page
    assert "ferry line 2" in get("/morning.page.html").text


def test_what_is_no_moment_is_told_above_no_issue(town, get):
    town.publish(1)
    page = get("/morning.page.html", params={"at": "<noon>"})
    assert page.status_code == 200
    assert "&#39;&lt;noon&gt;&#39; is no date and time: write it as 2026-11-24T07:30" in page.text
    assert "There is no earlier good issue to show." in page.text


def test_the_inbox_line_is_cut_as_programs_cut_it(town, get):
    town.publish(1, 2)
    town.room = replace(town.room)
    page = get("/morning.page.html").text
    assert [name in page for name in ("Gmail, desktop", "Gmail, phone", "Apple Mail, iPhone")] == [True] * 3
    assert "they count pixels" in page


@pytest.mark.parametrize(
    "path", ["/nobody.page.html", "/..%2f..%2fetc%2fpasswd", "/morning.exe", "/a/b", "/why/morning-9"]
)
def test_what_there_is_not_is_not_found(town, get, path):
    town.publish(1)
    answer = get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("preview.css", "text/css; charset=utf-8"),
        ("preview.js", "text/javascript; charset=utf-8"),
        ("preview.svg", "image/svg+xml"),
    ],
)
def test_style_sheet_script_and_icon_are_served(get, name, kind):
    assert get(f"/{name}").headers["content-type"] == kind


def test_a_template_fault_is_shown_over_the_last_good_issue_and_goes_away(town, get):
    def faulty(issue):
        raise TemplateError("issue.mjml", 12, "<mj-textt> is not an MJML tag")

    told = "issue.mjml:12: &lt;mj-textt&gt; is not an MJML tag"
    town.publish(1)
    town.room = replace(town.room, prove=faulty)
    first = get("/morning.page.html").text
    assert told in first
    assert "There is no earlier good issue to show." in first
    town.room = replace(town.room, prove=a_proof)
    assert told not in get("/morning.page.html").text
    town.room = replace(town.room, prove=faulty)
    later = get("/morning.page.html").text
    assert told in later
    assert "Council approves ferry line 1" in later


def test_the_judgement_is_a_page_of_its_own_grouped_by_grade(town, get):
    town.publish(1)
    assert 'data-src="morning.judged.html"' in get("/morning.page.html").text
    judged = get("/morning.judged.html").text
    grades = re.findall(r'<details class="grade (\w+)"', judged)
    assert grades == [grade for grade in ("fault", "note", "unknown", "good") if grade in grades]
    assert "fault" in grades
    assert "asked on their own" in judged
    assert "asked on their own" not in get("/morning.probed.html").text


def test_links_are_asked_once_a_mail_and_never_by_the_page_itself(town, room, get):
    asked = []

    def judge(sheet, probing):
        asked.append(probing)
        return ()

    object.__setattr__(room, "judge", judge)
    town.publish(1)
    for path in ("/morning.page.html", "/morning.judged.html", "/morning.probed.html", "/morning.probed.html"):
        get(path)
    assert asked == [False, True]
    town.publish(2)
    get("/morning.probed.html")
    assert asked == [False, True, True]


def test_the_evidence_of_a_story_is_a_page_of_its_own(town, get):
    town.publish(1)
    page = get("/why/morning-1.html").text
    assert 'href="../morning.page.html"' in page
    assert '<mark class="quote">We have waited ten years for this boat,</mark>' in page
    assert '<mark class="mention">Mara Venn</mark>' in page
    assert '<mark class="cue">said</mark>' in page


def test_a_fault_of_ours_is_a_page_without_a_trace(town, room, client):
    object.__setattr__(room, "draw", lambda *_: 1 / 0)
    answer = client.get("/morning.page.html")
    assert answer.status_code == 500
    assert "Something is broken" in answer.text
    assert "ZeroDivisionError" not in answer.text


# A test mail


def form(client, **changes):
    page = client.get("/morning.page.html").text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    return {"token": token, "newsletter": "morning", "at": "", "to": "me@example.com"} | changes


def test_a_test_mail_is_sent_by_a_posted_form_and_the_answer_is_told(town, client):
    town.publish(1)
    answer = client.post("/send", data=form(client))
    assert answer.status_code == 200
    assert "Sent to me@example.com" in answer.text
    assert [message.recipient for message in town.relay.taken] == ["me@example.com"]


def test_a_refusal_is_told_in_the_servers_words(town, room, client):
    town.publish(1)
    refused = Receipt(Outcome.REFUSED, 550, "5.1.1 <nobody> here")
    object.__setattr__(room, "send", lambda *_: refused)
    answer = client.post("/send", data=form(client))
    assert answer.status_code == 502
    assert "Not sent to me@example.com" in answer.text
    assert "550 5.1.1 &lt;nobody&gt; here" in answer.text


def test_getting_never_sends(town, client):
    town.publish(1)
    assert client.get("/send", params=form(client)).status_code == 404
    assert town.relay.taken == []


@pytest.mark.parametrize(
    ("changes", "headers", "status", "told"),
    [
        ({"token": "guessed"}, {}, 403, "this page is older than the server"),
        ({"token": ""}, {}, 403, "this page is older than the server"),
        ({}, {"origin": "https://evil.example"}, 403, "posted by another site"),
        ({}, {"origin": "null"}, 403, "posted by another site"),
        ({}, {"sec-fetch-site": "cross-site"}, 403, "posted by another site"),
        ({}, {"sec-fetch-site": "same-site"}, 403, "posted by another site"),
        ({"to": "nobody"}, {}, 400, "is not an e-mail address"),
        ({"to": "a@example.com\r\nBcc: b@example.com"}, {}, 400, "is not an e-mail address"),
        ({"newsletter": "none"}, {}, 404, "there is no such newsletter"),
        ({"at": "2020-01-01T00:00"}, {}, 404, "there is nothing to run then"),
        ({"at": "never"}, {}, 400, "is no date and time"),
        ({"to": "x" * 20_000}, {}, 413, "the form is too long"),
    ],
)
def test_a_form_that_is_not_ours_or_not_right_sends_nothing(town, client, changes, headers, status, told):
    town.publish(1)
    answer = client.post("/send", data=form(client, **changes), headers=headers)
    assert answer.status_code == status
    assert told in answer.text
    assert town.relay.taken == []


# Who may ask, and what may be loaded


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8025", ""])
def test_a_name_that_was_pointed_at_this_machine_gets_nothing(town, client, host):
    town.publish(1)
    for answer in (
        client.get("/morning.page.html", headers={"host": host}),
        client.post("/send", data=form(client), headers={"host": host}),
    ):
        assert answer.status_code == 400
    assert town.relay.taken == []


def test_a_page_loads_only_its_own_style_and_script_and_a_mail_only_pictures(town, get):
    town.publish(1)
    page, mail = (get(path).headers["content-security-policy"] for path in ("/morning.page.html", "/morning.html"))
    assert page == (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert mail == (
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


@pytest.mark.parametrize(
    "path", ["/", "/morning.page.html", "/morning.judged.html", "/why/morning-1.html", "/none", "/preview.js"]
)
def test_no_answer_sets_a_cookie_or_is_kept(town, get, path):
    town.publish(1)
    answer = get(path)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"

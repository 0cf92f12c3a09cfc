"""The buttons of the preview: a story is pinned, dropped and undone by a posted form of ours, and by nothing else."""

import re

import httpx
import pytest


@pytest.fixture
def browser(served):
    """A browser on the preview of an editor's folder."""
    with httpx.Client(base_url=served, trust_env=False, follow_redirects=True, timeout=30) as browser:
        yield browser


def buttons(browser, what="pin", **changes):
    page = browser.get("/why/morning-1.html").text
    told = dict(re.findall(r'name="(token|newsletter)" value="([^"]+)"', page))
    return told | {what: re.search(rf'name="{what}" value="([^"]+)"', page)[1]} | changes


def test_a_story_is_pinned_dropped_and_undone(browser):
    answer = browser.post("/pick", data=buttons(browser))
    assert (answer.url.path, answer.url.fragment) == ("/morning.candidates.html", "story-1")
    assert "pinned by the editor" in answer.text
    assert "dropped by the editor" in browser.post("/pick", data=buttons(browser, what="drop")).text
    undone = browser.post("/pick", data=buttons(browser, what="undo")).text
    assert "by the editor" not in undone


def test_whoever_decides_comes_back_to_the_table_as_they_had_asked_for_it(browser):
    asked = "q=ferry&show=in&sort=-score&at=2099-01-01T00%3A00"
    answer = browser.post("/pick", data=buttons(browser, back=f"{asked}&evil=1"), follow_redirects=False)
    assert answer.headers["location"] == f"/morning.candidates.html?{asked}#story-1"


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [
        ({"token": "guessed"}, {}, 403),
        ({}, {"origin": "https://evil.example"}, 403),
        ({"newsletter": "none"}, {}, 404),
        ({"pin": "1 "}, {}, 400),
        ({"pin": ""}, {}, 400),
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(browser, changes, headers, status):
    assert browser.post("/pick", data=buttons(browser, **changes), headers=headers).status_code == status
    assert browser.get("/pick").status_code == 404
    assert "by the editor" not in browser.get("/morning.page.html").text

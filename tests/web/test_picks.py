"""The buttons of the preview: a story is pinned, dropped and undone by a posted form of ours, and by nothing else."""

import re

import httpx
import pytest


@pytest.fixture
def browser(served):
    """A browser on the preview of an editor's folder."""
    with httpx.Client(base_url=served, trust_env=False, follow_redirects=True, timeout=30) as browser:
        yield browser


def buttons(browser, **changes):
    page = browser.get("/why/morning-1.html").text
    told = dict(re.findall(r'name="(token|newsletter|url)" value="([^"]+)"', page))
    return told | {"what": "pin"} | changes


def test_a_story_is_pinned_dropped_and_undone(browser):
    answer = browser.post("/pick", data=buttons(browser))
    assert answer.url.path == "/morning.page.html"
    assert "pinned by the editor" in answer.text
    assert "kept out: dropped by the editor" in browser.post("/pick", data=buttons(browser, what="drop")).text
    undone = browser.post("/pick", data=buttons(browser, what="undo")).text
    assert "by the editor" not in undone


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [
        ({"token": "guessed"}, {}, 403),
        ({}, {"origin": "https://evil.example"}, 403),
        ({"newsletter": "none"}, {}, 404),
        ({"what": "promote"}, {}, 400),
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(browser, changes, headers, status):
    assert browser.post("/pick", data=buttons(browser, **changes), headers=headers).status_code == status
    assert browser.get("/pick").status_code == 404
    assert "by the editor" not in browser.get("/morning.page.html").text

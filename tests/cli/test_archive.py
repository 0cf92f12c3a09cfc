"""`digest archive`: listed, and written as a site."""

import json

import pytest


@pytest.fixture
def pressed(digest):
    digest("collect")
    assert digest("press", "morning").status == 0
    return digest


def test_an_archive_is_listed_written_and_kept_in_step(pressed, folder):
    (listed,) = json.loads(pressed("archive", "list", "--json").out)["newsletters"]
    assert (listed["newsletter"], listed["title"], listed["issues"]) == ("morning", "Morning Light", 1)
    assert "Morning Light" in pressed("archive", "list").out
    export = ("archive", "export", "site", "--newsletter", "morning", "--base-url", "https://host.example/news")
    assert pressed(*export, "--dry-run").out == "site: 11 would be written, 0 unchanged, 0 would be removed\n"
    assert not (folder / "site").exists()
    assert len(json.loads(pressed(*export, "--json").out)["written"]) == 11
    assert "Council approves ferry" in (folder / "site/morning/1.html").read_text("utf-8")
    assert pressed("archive", "export", "site", "--prune").out == "site: 4 written, 4 unchanged, 3 removed\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--newsletter", "evening"), "there is no newsletter 'evening' in the archive (known: morning)"),
        (("--base-url", "host.example"), "--base-url is no web address: host.example"),
        (("--since", "2026-01-01", "--prune"), "--prune would take away the issues before --since"),
        (("--since", "yesterday"), "yesterday"),
    ],
)
def test_what_cannot_be_exported_is_told(digest, arguments, says):
    ended = digest("archive", "export", "site", *arguments)
    assert (ended.status, says in ended.err) == (2, True)


def test_issues_before_a_day_are_left_as_they_are(pressed, folder):
    assert pressed("archive", "export", "site", "--since", "9999-01-01").status == 0
    assert (folder / "site/morning/1.html").exists()  # the newest is what a later one is told on
    assert (
        pressed("archive", "export", "site", "--since", "2000-01-01").out == "site: 0 written, 8 unchanged, 0 removed\n"
    )

"""`digest pick`: decided, listed, undone."""

import json

import pytest


@pytest.fixture
def address(digest):
    digest("collect")
    return json.loads(digest("preview", "--json").out)["stories"][0]["url"]


def picks(ended) -> list[tuple[str, bool]]:
    return [(each["place"], each["pinned"]) for each in json.loads(ended.out)["picks"]]


def test_a_story_is_pinned_listed_and_undone(digest, address):
    assert "Would be pinned" in digest("pick", address, "--pin", "--dry-run").out
    assert digest("pick").out == "Nothing is picked by hand.\n"
    assert picks(digest("pick", address, "--pin", "--newsletter", "morning", "--json")) == [("any", True)]
    assert "pinned by the editor" in digest("press", "morning", "--dry-run").out
    told = digest("pick", address, "--section", "top", "--until", "2099-11-30").out
    assert "picked for top" in told
    assert "2099-11-30" in told
    assert "Nothing is picked" in digest("pick", address, "--undo").out
    assert digest("pick", address, "--undo").status == 1


def test_a_dropped_story_does_not_run(digest, address):
    assert picks(digest("pick", address, "--drop", "--json")) == [("out", False)]
    assert "dropped" in digest("pick").out
    assert "dropped by the editor" in digest("press", "morning", "--dry-run").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("https://lantern.example/1", "--section", "sport"), "there is no section 'sport'"),
        (("https://lantern.example/1", "--drop", "--pin"), "--drop goes with neither"),
        (("https://lantern.example/1", "--until", "soon"), "is no date and time"),
        (("https://127.0.0.1/1",), "127.0.0.1"),
        (("file:///etc/passwd",), "is no web address"),
    ],
)
def test_what_cannot_be_picked_is_told(digest, arguments, says):
    ended = digest("pick", *arguments)
    assert ended.status in {1, 2}
    assert says in ended.err.replace("\n", " ")

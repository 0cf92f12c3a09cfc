"""`digest release` and `digest skip`: an editor decides about a held issue."""

import json

import pytest


@pytest.fixture
def strict(digest, folder):
    settings = folder / "digest.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "    minimum: {stories: 2}\n", encoding="utf-8")
    digest("collect")
    return digest


def test_a_held_issue_is_told_and_released(strict):
    assert "held: 1 of at least 2 stories" in strict("press", "morning").out
    (row,) = json.loads(strict("status", "--json").out)["issues"]
    assert (row["state"], row["reason"]) == ("held", "1 of at least 2 stories")
    assert "held" in strict("release", "morning", "--dry-run").out
    (pressed,) = json.loads(strict("release", "morning", "--json").out)["issues"]
    assert (pressed["stories"], pressed["held"]) == (1, "")
    assert strict("release", "morning").err == "error: no issue of morning is held\n"


def test_a_held_issue_is_skipped_with_the_reason(strict):
    strict("press", "morning")
    assert "held: yes" in strict("skip", "morning", "--dry-run").out
    assert "skipped: holiday" in strict("skip", "morning", "--reason", "holiday").out
    assert strict("skip", "morning").status == 1
    assert "there is no newsletter 'noon'" in strict("skip", "noon").err

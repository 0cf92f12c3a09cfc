"""`digest why` and `digest report`: as a person and as a script meets them."""

import json


def test_a_story_is_told_from_its_source_to_its_place(digest):
    digest("collect")
    url = json.loads(digest("preview", "--json").out)["stories"][0]["url"]
    told = digest("why", url)
    assert told.out.startswith("in: top, ")
    assert "listed_by" in told.out
    assert "freshness" in told.out or "topic" in told.out
    assert json.loads(digest("why", url, "--at", "2001-11-24T07:30", "--json").out)["row"] is None
    assert digest("why", url, "--issue", "1").status == 1
    digest("press", "morning")
    assert json.loads(digest("why", url, "-n", "morning", "--issue", "1", "--json").out)["row"]["in"] is True
    assert "it ran in issue 1" in digest("why", url).out


def test_an_address_that_no_source_listed_is_told_as_that(digest):
    assert digest("why", "https://lantern.example/nowhere").out.startswith("not collected")


def test_the_report_of_a_pressed_issue_is_printed(digest):
    assert digest("report", "morning").err == "error: there is no report of morning\n"
    digest("collect")
    digest("press", "morning")
    assert "morning No. 1: 1 stories" in digest("report", "morning").out
    assert json.loads(digest("report", "morning", "1", "--json").out)["stories"] == 1
    assert "number 7" in digest("report", "morning", "7").err


def test_the_report_says_where_a_window_held_more_stories_than_are_compared(digest, monkeypatch):
    monkeypatch.setattr("digest.editor.issue.MOST_COMPARED", 0)
    digest("collect")
    told = "stories of the window were compared by equal texts only"
    assert told in digest("press", "morning", "--dry-run").out.replace("\n", " ")
    digest("press", "morning")
    assert told in digest("report", "morning").out.replace("\n", " ")
    assert json.loads(digest("report", "morning", "--json").out)["uncompared"] >= 1

"""The entry points by which anyone can score the program: plain values in, plain values out, over the real code."""

import json
from datetime import UTC, datetime

import entry_points
from making import TEXT
from pages import a_feed, a_page


def test_a_page_gives_its_text_and_its_metadata():
    html = a_page("Council approves ferry")
    assert entry_points.extract_text(html).startswith(TEXT.split("\n", 1)[0])
    article = entry_points.extract_article(html, "https://lantern.example/story/1")
    assert sorted(article) == ["author", "image", "language", "published", "text", "title"]
    assert (article["title"], article["language"]) == ("Council approves ferry", "en")


def test_a_text_gives_its_lede():
    assert entry_points.find_lede("Council approves ferry", TEXT) == TEXT.split("\n", 1)[0]


def test_a_text_gives_its_quotes_most_salient_first():
    (quote,) = entry_points.find_quotes(TEXT)
    assert quote["quote"].startswith("We have waited ten years for this boat")
    assert (quote["speaker"], quote["role"], quote["mention"]) == ("Mara Venn", "harbour master", "Mara Venn")
    json.dumps(quote)


def test_a_feed_gives_its_entries():
    body = a_feed(("Ferry", "https://lantern.example/story/1", "A ferry.")).encode()
    feed = entry_points.parse_feed(body, "https://lantern.example/feed")
    assert [(entry["title"], entry["link"]) for entry in feed["entries"]] == [
        ("Ferry", "https://lantern.example/story/1")
    ]
    assert feed["entries"][0]["published"] == datetime(2026, 3, 10, 11, tzinfo=UTC)


def test_an_issue_of_any_size_can_be_rendered():
    html, text = entry_points.render_issue(30)
    assert html.startswith("<!doctype html>")
    assert len(html.encode()) <= 60_000
    assert [line for line in text.splitlines() if len(line) > 78 and "https://" not in line] == []

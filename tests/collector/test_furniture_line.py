import tomllib
from pathlib import Path

import pytest

from digest.collector.furniture_line import clock_time, is_end, is_furniture, is_tail, make_line
from digest.collector.furniture_phrases import phrases


def lines(name: str) -> list[tuple[str, str]]:
    lists = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return [(language, line) for language, found in lists.items() for line in found]


@pytest.mark.parametrize(("language", "line"), lines("furniture_lines"))
def test_furniture_is_known_by_its_words(language, line):
    assert is_furniture(make_line(line), phrases(language))


@pytest.mark.parametrize(("language", "line"), lines("body_lines"))
def test_what_only_reads_like_furniture_is_the_articles(language, line):
    assert not is_furniture(make_line(line), phrases(language))


@pytest.mark.parametrize(
    "line",
    [
        "— Ida Holm (@idaholm) March 3, 2026",
        "The ferry is here! pic.twitter.com/a1B2c3",
        "https://courier.example/2026/03/ferry",
        '{"@type": "ad", "slot": 3}',
        "* * *",
        "12,400",
        "Forbidden to copy. (c) 2026 Harbour Courier",
        "Reuters / AFP",
    ],
)
def test_scraps_are_furniture_in_any_language(line):
    assert is_furniture(make_line(line), phrases(""))


def test_a_very_long_line_is_not_looked_at():
    assert not is_furniture(make_line("Subscribe to our newsletter. " * 100), phrases("en"))


@pytest.mark.parametrize(
    ("text", "tail"), [("More from City", True), ("Related stories (3)", True), ("More rain is due", False)]
)
def test_a_heading_of_other_stories_is_a_tail(text, tail):
    assert is_tail(make_line(text), phrases("en")) is tail


@pytest.mark.parametrize(
    ("text", "end"), [("12 Comments", True), ("Leave a comment", True), ("Comments of the council", False)]
)
def test_the_heading_of_the_comments_is_the_end(text, end):
    assert is_end(make_line(text), phrases("en")) is end


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("8:08 PM", 1208),
        ("7:21 PM  (Updated: )", 1161),
        ("12:05 a.m.", 5),
        ("14.35", 875),
        ("14:35 Uhr", 875),
        ("At 8:08 PM", None),
        ("8:08 the bell rang", None),
        ("1:2", None),
    ],
)
def test_a_time_that_stands_alone_is_one_of_a_ticker(text, minute):
    assert clock_time(make_line(text), phrases("")) == minute

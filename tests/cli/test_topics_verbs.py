"""`digest topics`: what topics find among stored articles, in a file and at an address."""

import json

import pytest
from pages import a_page

TOPICS = """\
topics:
  - {id: ferries, title: Ferries, include: [ferries, submarine]}
  - {id: trams, title: Trams, include: [ferry], all: [monorail]}
"""


@pytest.fixture
def stored(digest, folder):
    path = folder / "digest.yaml"
    path.write_text(path.read_text("utf-8") + "    topics: [ferries]\n" + TOPICS, "utf-8")
    assert digest("collect").status == 0
    return folder


def test_the_list_counts_what_belongs_and_says_who_asks(digest, stored):
    told = json.loads(digest("topics", "list", "--json").out)
    assert told == {
        "days": 7,
        "articles": 1,
        "topics": [
            {"topic": "ferries", "title": "Ferries", "belong": 1, "nearly": 0, "newsletters": ["morning"]},
            {"topic": "trams", "title": "Trams", "belong": 0, "nearly": 1, "newsletters": []},
        ],
    }
    printed = digest("topics", "list").out
    assert "Topics over 1 articles" in printed
    assert "none asks for it" in printed


def test_a_trial_says_what_was_found_where_what_is_missing_and_what_finds_nothing(digest, stored):
    ferries, trams = json.loads(digest("topics", "try", "--json").out)["topics"]
    (story,) = ferries["belong"]
    assert story["headline"] == "Council approves ferry"
    assert story["hits"] == [{"rule": "ferries", "where": "headline", "found": "ferry", "points": 3.0}]
    assert ferries["found_nothing"] == ["submarine"]
    assert [near["lacks"] for near in trams["nearly"]] == [["without “monorail”"]]
    printed = digest("topics", "try", "ferries").out
    assert "ferries: 1 of 1 belong" in printed
    assert "found nothing: submarine" in printed
    assert "trams" not in printed


def test_a_file_and_an_address_can_be_tried(digest, stored):
    (stored / "page.html").write_text(a_page("Monorail meets ferry"), "utf-8")
    told = json.loads(digest("topics", "try", "trams", "--text", "page.html", "--json").out)
    assert [story["headline"] for story in told["topics"][0]["belong"]] == ["Monorail meets ferry"]
    refused = digest("topics", "try", "--url", "http://127.0.0.1:9/story")
    assert (refused.status, "127.0.0.1" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ferry",), "there is no topic 'ferry' (did you mean ferries?)"),
        (("x",), "there is no topic 'x' (known: ferries, trams)"),
        (("--text", "none.html"), "none.html cannot be read: No such file or directory"),
        (("--text", "a", "--url", "b"), "--text and --url exclude each other"),
    ],
)
def test_a_mistake_is_told_in_one_line(digest, stored, arguments, told):
    ended = digest("topics", "try", *arguments)
    assert ended.status == 2
    assert told in ended.err

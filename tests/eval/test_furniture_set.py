"""The marked pages: they are marked whole and truly, and page reading reaches the floors on both halves."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from entry_pages import extract_text
from furniture_set import Finding, MarkedPage, compare, compare_all, read_pages, shares, uncovered

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["furniture"]
PAGES = read_pages()
LEAST = {"en": 24, "de": 7, "es": 7, "fr": 7, "pl": 7, "ru": 7, "uk": 7}


def test_the_set_holds_at_least_sixty_pages_in_the_seven_languages_and_others() -> None:
    languages = Counter(page.language for page in PAGES)
    assert len(PAGES) >= 60
    assert {language: languages[language] for language in LEAST} == LEAST
    assert len(languages) >= 15


def test_both_halves_are_about_even() -> None:
    halves = Counter(page.half for page in PAGES)
    assert abs(halves["dev"] - halves["held"]) <= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_marks_are_on_the_page_and_cover_all_that_it_shows(page: MarkedPage) -> None:
    assert uncovered(page) == ("", "")


@pytest.mark.parametrize("half", FLOORS)
def test_page_reading_reaches_the_floors(half: str) -> None:
    got = shares(compare_all([page for page in PAGES if page.half == half], extract_text))
    assert got["kept"] >= FLOORS[half]["kept"]
    assert got["left"] <= FLOORS[half]["left"]


SMALL = MarkedPage(
    name="small",
    language="en",
    html="<p>The boat is back. It sails.</p><p>Read the news</p><p>Sign up for our Friday letter now</p><p>Share</p>",
    keep=("The boat is back. It sails.",),
    either=(),
    furniture=(("related", "Read the news"), ("newsletter", "Sign up for our Friday letter now"), ("share", "Share")),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The boat is back. It sails.", set()),
        ("The boat is back.", {"It sails."}),
        ("The boat is back. It sails. Sign up for our Friday", {"Sign up for our Friday letter now"}),
        ("The boat is back. It sails. Sign up for our", set()),
        ("The boat is back. It sails. Share. Read the news", {"Share", "Read the news"}),
        ("", {"The boat is back.", "It sails."}),
    ],
)
def test_a_line_counts_whole_or_by_five_words_in_a_row(text: str, wrong: set[str]) -> None:
    assert {finding.line for finding in compare(SMALL, text) if not finding.right} == wrong


def test_menus_and_footers_are_left_out_of_what_stands_near() -> None:
    kinds = {"body": True, "menu": False, "footer": True, "share": False, "ad": True}
    findings = [Finding("x", "en", kind, right, line="") for kind, right in kinds.items()]
    assert shares(findings) == {"kept": 100, "left": 50, "near": 50}


def test_words_that_the_body_says_too_are_no_furniture_left() -> None:
    page = MarkedPage("x", "en", "", ("Share of the cost falls to us.",), (), (("share", "Share"),))
    said = "Share of the cost falls to us."
    assert list(compare(page, said)) == [
        Finding("x", "en", "body", right=True, line=said),
        Finding("x", "en", "share", right=True, line="Share"),
    ]


def test_a_line_that_the_page_does_not_show_and_one_that_is_not_marked_are_told() -> None:
    page = MarkedPage("x", "en", "<p>One. Two.</p>", ("One.", "Three."), (), ())
    assert uncovered(page) == ("Three.", "Two.")

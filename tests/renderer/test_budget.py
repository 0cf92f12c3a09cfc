"""The budget: a mail stays under the size that is shown whole, by leaving out whole stories from the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.renderer.budget import HEADLINE_MOST, READER_ROOM, fit, shortened, whole
from digest.renderer.columns import COLUMNS, fill, tidy


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("six words in a short line", 25, "six words in a short line"),
        ("six words in a short line", 24, "six words in a short…"),
        ("six words, in a short line", 13, "six words…"),
        ("six words — in a short line", 14, "six words…"),
        ("unbreakable", 5, "unbr…"),
        ("", 5, ""),
    ],
)
def test_a_headline_ends_on_a_words_boundary(text, most, short):
    assert shortened(text, most) == short


@given(st.text())
def test_a_shortened_headline_is_short(text):
    assert len(shortened(text * 20)) <= HEADLINE_MOST


def test_quotations_are_printed_whole_or_not_at_all():
    assert (whole("abc", 3), whole("abcd", 3)) == ("abc", "")


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=40), st.integers(READER_ROOM, 60_000))
def test_as_many_stories_are_kept_as_fit_and_the_first_always(sizes, limit):
    kept, html = fit(lambda stories: "é" * sum(sizes[:stories]), len(sizes), limit)
    fitting = [n for n in range(1, len(sizes) + 1) if 2 * sum(sizes[:n]) <= limit - READER_ROOM]
    assert (kept, len(html)) == (max(fitting, default=1), sum(sizes[:kept]))


def test_few_trials_are_needed():
    trials = []

    def setting(stories: int) -> str:
        trials.append(stories)
        return "x" * 1_000 * stories

    assert fit(setting, 1_000)[0] == 101
    assert len(trials) <= 12


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=90)),
    st.sampled_from(["", "- ", "    — "]),
)
def test_lines_are_broken_between_words_only(words, lead):
    lines = fill(" ".join(words), lead).split("\n")
    assert " ".join(line[len(lead) :] for line in lines).split() == words
    assert all(len(line) <= COLUMNS or " " not in line[len(lead) :] for line in lines)
    assert lines[0].startswith(lead)


def test_a_text_is_tidy():
    assert tidy("\n\na  \n\t\n\n\nb\t\nc \n") == "a\n\nb\nc\n"
    assert fill("a b", "> ", "> ") == "> a b"

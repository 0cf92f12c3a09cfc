"""The inbox line: cut where programs cut, never inside a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.web.inbox import PROGRAMS, Cut, cut, inbox_lines, width


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 5, Cut("")),
        ("ferry", 5, Cut("ferry")),
        ("ferry line", 5, Cut("ferr", "y line")),
        ("ferry line", 7, Cut("ferry", "line")),
        ("渡し船が来る", 5, Cut("渡し", "船が来る")),
        ("cafe\u0301s", 5, Cut("cafe\u0301s")),
        ("ferry", 0, Cut("", "ferry")),
    ],
)
def test_a_text_is_cut_by_the_room_that_its_letters_take(text, most, expected):
    assert cut(text, most) == expected


@given(st.text(max_size=80), st.integers(0, 60))
def test_a_cut_fits_and_loses_nothing_but_the_space_at_the_cut(text, most):
    found = cut(text, most)
    assert width(found.shown) + bool(found.hidden) <= max(most, 1)
    assert "".join((found.shown + found.hidden).split()) == "".join(text.split())


def test_on_a_desktop_the_preheader_gets_what_the_subject_leaves():
    lines = {line.program: line for line in inbox_lines("Ann", "s" * 60, "p" * 200)}
    assert list(lines) == list(PROGRAMS)
    assert [width(line.preheader.shown) for line in lines.values()] == [49, 41, 91]
    assert lines["Gmail, phone"].subject == Cut("s" * 37, "s" * 23)

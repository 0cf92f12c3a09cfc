"""Sketches: the same bytes for the same words, and about the share of what two texts have in common."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.sketch import SKETCH_BYTES, bands, make_sketch, resemblance

WORDS = [f"word{n}" for n in range(400)]


def test_case_punctuation_and_layout_do_not_count():
    assert make_sketch("The ferry, at last, sails!") == make_sketch("the FERRY at\nlast — sails")


def test_a_text_without_three_words_has_no_sketch():
    assert [make_sketch(text) for text in ("", "two words", "…")] == [b"", b"", b""]


def test_another_process_makes_the_same_bytes():
    code = "from digest.editor.sketch import make_sketch; print(make_sketch('The ferry sails at noon today').hex())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert made == make_sketch("The ferry sails at noon today").hex()
    assert made.startswith("7bb7a328")


@pytest.mark.parametrize("shared", [0, 100, 200, 300, 400])
def test_resemblance_is_about_the_share_of_runs_in_both(shared):
    other = WORDS[:shared] + [f"other{n}" for n in range(400 - shared)]
    true = max(shared - 2, 0) / (2 * 398 - max(shared - 2, 0))
    assert resemblance(make_sketch(" ".join(WORDS)), make_sketch(" ".join(other))) == pytest.approx(true, abs=0.15)


def test_what_has_no_sketch_resembles_nothing():
    whole = make_sketch(" ".join(WORDS))
    assert [resemblance(b"", b""), resemblance(whole, b""), resemblance(b"torn", whole)] == [0.0, 0.0, 0.0]


def test_bands_know_their_place():
    assert bands(b"") == ()
    assert bands(bytes(24)) == (bytes(13), b"\x01" + bytes(12))


@given(st.text())
def test_a_sketch_has_its_size_or_is_empty(text):
    sketch = make_sketch(text)
    assert len(sketch) in (0, SKETCH_BYTES)
    assert resemblance(sketch, sketch) in (0.0, 1.0)

"""The measure of confidence: what counts as right, what a fit finds, and what is printed."""

import math

import pytest
from confidence import Judged, judge, main, print_table
from fit_confidence import SHOWN, Language, fit, fit_language
from quote_sets import Document, Said, half_of

from digest.summariser.confidence import UNPROVED

WORDS = "We will open the new bridge in May"
HEAD = "Ann Li, the mayor, came. "


def judged(text, source, meant):
    """Whether the speaker of the text's quote is right for a marked source, None where nobody can tell."""
    at = text.index(WORDS)
    place = text.rindex(source)
    said = Said(((at - 1, at + len(WORDS)),), source, ((place, place + len(source)),), meant)
    rows = list(judge([Document("one", text, (said,))], least=0.0))
    return rows[0].right if rows else None


@pytest.mark.parametrize(
    ("text", "source", "meant", "right"),
    [
        (f"{HEAD}“{WORDS},” Ms. Li said.", "Ms. Li", "", True),
        (f"{HEAD}Bo Xu left. “{WORDS},” Ms. Li said.", "Bo Xu", "", False),
        (f"{HEAD}“{WORDS},” she said.", "she", "", None),
        (f"{HEAD}“{WORDS},” she said.", "she", "Ann Li", True),
        (f"{HEAD}“{WORDS},” she said.", "she", "Joan Ray", False),
        (f"“{WORDS},” a spokesman for the town said.", "a spokesman for the town", "", True),
        (f"{HEAD}A nurse left. “{WORDS},” Ms. Li said.", "A nurse", "", False),
        (f"Li Wei came. “{WORDS},” Mr. Li said.", "Mr. Li", "", True),
        (f"{HEAD}“{WORDS},” the mayor said.", "the mayor", "", None),
    ],
)
def test_a_speaker_is_right_by_the_last_name_the_place_or_a_readers_label(text, source, meant, right):
    assert judged(text, source, meant) is right


def test_a_fit_finds_how_likely_a_sign_is_right():
    rows = [(("any", "good"), at % 10 > 0, 1.0) for at in range(500)] + [
        (("any",), at % 2 == 0, 1.0) for at in range(500)
    ]
    weights = fit(rows)
    assert 1 / (1 + math.exp(-weights["any"])) == pytest.approx(0.5, abs=0.01)
    assert 1 / (1 + math.exp(-weights["any"] - weights["good"])) == pytest.approx(0.9, abs=0.01)


def test_a_language_is_never_surer_than_its_articles_prove():
    weights = {"any": 4.0}
    assert fit_language([(("any",), True, 1.0)] * 6, weights) == Language(0.0, 0.875)
    assert fit_language([(("any",), True, 1.0)] * 99, weights) == Language(0.0, UNPROVED)
    unsure = fit_language([(("any",), at % 2 == 0, 1.0) for at in range(8)], weights)
    assert (unsure.shift < 0, unsure.most, unsure.grounds) == (True, 0.5, {})


@pytest.mark.parametrize(
    ("right", "wrong", "grounds"), [(17, 0, {}), (18, 0, {"name": 0.95}), (36, 1, {}), (99, 0, {"name": SHOWN})]
)
def test_a_ground_counts_from_eighteen_on_without_an_error_and_is_never_surer_than_others_showed(right, wrong, grounds):
    shown = ("any", "rival none", "evidence after", "cue V", "full name")
    rows = [(shown, True, 1.0)] * right + [(shown, False, 1.0)] * wrong
    assert fit_language(rows, {"any": 4.0}).grounds == grounds


def test_the_table_prints_stated_against_measured(capsys):
    print_table("invented", [Judged(True, 0.97, 1.0, ()), Judged(False, 0.97, 1.0, ()), Judged(True, 0.99, 2.0, ())])
    assert capsys.readouterr().out == (
        "invented: 3 attributions judged\n"
        "  0.97-0.98      2   stated  97.0   measured  50.0\n"
        "  0.99-1.00      1   stated  99.0   measured 100.0\n"
        "  from 0.950: precision 75.0, coverage 100.0\n"
        "  from 0.990: precision 100.0, coverage 50.0\n\n"
    )


def test_sets_that_are_not_at_hand_are_said_to_be_left_out(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("QUOTES_POLNEAR_GIT", str(tmp_path))
    monkeypatch.setenv("QUOTES_DE_GIT", str(tmp_path))
    main([])
    printed = capsys.readouterr().out
    assert "PolNeAR dev: no clone of the set here, left out" in printed
    assert "marked en:" in printed


def test_a_document_is_always_in_the_same_half():
    assert [half_of(name) for name in ("c", "d", "e", "f")] == ["dev", "dev", "held", "held"]

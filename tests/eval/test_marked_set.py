"""The marked articles: they are well marked, and the summariser reaches the floors on them."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from marked_set import Finding, compare, read_marked, read_set, shares

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
GROUPS = sorted(FLOORS.keys() - {"furniture"})
SET = read_set()


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return tuple(finding for marked in SET for finding in compare(marked))


def test_the_set_holds_sixty_articles_in_seven_languages() -> None:
    assert Counter(marked.language for marked in SET) == {
        "en": 24,
        "de": 6,
        "es": 6,
        "fr": 6,
        "pl": 6,
        "ru": 6,
        "uk": 6,
    }


@pytest.mark.parametrize("marked", SET, ids=lambda marked: marked.name)
def test_every_mark_lies_in_one_paragraph_of_its_article(marked) -> None:
    spans = [span for mark in marked.quotes for span in mark.spans] + [marked.lede]
    assert all(0 <= start < end <= len(marked.article.text) for start, end in spans)
    assert not [span for mark in marked.quotes for span in mark.spans if "\n" in marked.article.text[slice(*span)]]


def test_a_mark_that_is_not_in_the_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(
        '+++\nabout = ""\nheadline = ""\nlede = ["One", "two."]\nquotes = []\n+++\nOne came. One left.\n', "utf-8"
    )
    with pytest.raises(ValueError, match=r"'One' is in the text 2 times, not once"):
        read_marked(path)


@pytest.mark.parametrize("group", GROUPS)
def test_the_summariser_reaches_the_floors(group: str, findings: tuple[Finding, ...]) -> None:
    got = shares(finding for finding in findings if group in {"all", finding.language})
    floors = FLOORS[group]
    missed = {
        kind: (got[kind], floor) for kind, floor in floors.items() if not kind.startswith("false") and got[kind] < floor
    }
    passed = {kind: (got[kind], most) for kind, most in floors.items() if kind.startswith("false") and got[kind] > most}
    assert (missed, passed) == ({}, {})

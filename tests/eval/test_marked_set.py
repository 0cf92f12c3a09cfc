"""The marked articles: they are well marked, and the summariser reaches the floors on them."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from marked_set import HELD, SETS, UNSEEN, Finding, compare, read_marked, read_set, shares

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
BACK = (HELD.name, UNSEEN.name)
GROUPS = sorted(FLOORS.keys() - {"events", "furniture", *BACK})
MARKED = {name: read_set(folder) for name, folder in SETS.items()}


@pytest.fixture(scope="module")
def findings() -> dict[str, tuple[Finding, ...]]:
    return {name: tuple(finding for marked in each for finding in compare(marked)) for name, each in MARKED.items()}


def test_the_set_holds_seventy_articles_in_seven_languages() -> None:
    assert Counter(marked.language for marked in MARKED["articles"]) == {
        "en": 24,
        "de": 6,
        "es": 8,
        "fr": 8,
        "pl": 8,
        "ru": 8,
        "uk": 8,
    }


def test_the_held_set_holds_thirty_six_articles() -> None:
    held = Counter(marked.language for marked in MARKED["held"])
    assert held == {"en": 6, "de": 5, "es": 5, "fr": 5, "pl": 5, "ru": 5, "uk": 5}


def test_the_unseen_set_holds_fifty_articles() -> None:
    unseen = Counter(marked.language for marked in MARKED["unseen"])
    assert unseen == {"de": 7, "en": 7, "es": 7, "fr": 8, "pl": 7, "ru": 7, "uk": 7}


@pytest.mark.parametrize("marked", sum(MARKED.values(), ()), ids=lambda marked: marked.name)
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
def test_the_summariser_reaches_the_floors(group: str, findings: dict[str, tuple[Finding, ...]]) -> None:
    assert short_of(FLOORS[group], group, findings["articles"]) == {}


@pytest.mark.parametrize(("name", "group"), [(name, group) for name in BACK for group in FLOORS[name]])
def test_the_summariser_reaches_the_floors_on_articles_held_back(
    name: str, group: str, findings: dict[str, tuple[Finding, ...]]
) -> None:
    assert short_of(FLOORS[name][group], group, findings[name]) == {}


def short_of(floors: dict[str, float], group: str, findings: tuple[Finding, ...]) -> dict[str, tuple[float, float]]:
    """Return what is below its floor, or above it where it is a ceiling: what was reached, and the floor."""
    got = shares(finding for finding in findings if group in {"all", finding.language})
    signs = {kind: -1 if kind.startswith("false") else 1 for kind in floors}
    return {kind: (got[kind], floor) for kind, floor in floors.items() if signs[kind] * (got[kind] - floor) < 0}

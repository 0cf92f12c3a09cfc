"""Changes: what a newsroom really changed, in the article's own words, in any language."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOON, an_article, an_entry

from digest.editor import find_changes
from digest.editor.changes import CHANGES_MOST
from digest.model import Change, ChangeKind, Former, TextOrigin

FIRST = "The harbour council met on Tuesday in the old custom house."
SECOND = (
    "The new bridge will cost 1,200 crowns, said the clerk Mara Venn, and nobody asked her why. The vote is in May."
)


def changes(old: str, new: str, *, headline: tuple[str, str] = ("A bridge", "A bridge")) -> list[tuple[str, str]]:
    article = an_article(text=new, entry=an_entry(headline=headline[1]))
    found = find_changes(Former(headline[0], old, NOON), article)
    for change in found:
        if change.passage:
            assert new[change.passage.start : change.passage.end] == change.words
    return [(change.kind.value, change.words) for change in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SECOND, SECOND.replace("crowns", "corwns")),
        (SECOND, SECOND.replace("1,200", "1.200")),
        (SECOND, "  " + SECOND.replace(" ", "\u00a0 ").upper()),
        (SECOND, SECOND.replace(", and nobody asked her why", "")),
        (SECOND, SECOND.replace("nobody", "no one at all")),
        (SECOND, SECOND.replace("Venn", "Vemn")),
        (f"{FIRST}\n{SECOND}", f"{SECOND}\n{FIRST}"),
        (f"{FIRST}\n{SECOND}", f"{FIRST}\nRead more\n{SECOND}\nPhoto: Ida Holm"),
        (f"{FIRST}\n{SECOND}", FIRST),
        ("Міст коштуватиме 1200 крон, сказала секретарка.", "Міст коштуватиме 1200 корн, сказала секретарка."),
        ("Die Brücke kostet so viel wie drei Fähren.", "Die Brücke kostet so viel, wie drei Fähren"),
        ("", ""),
    ],
)
def test_what_a_copy_editor_mends_is_no_change(old, new):
    assert changes(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (SECOND, SECOND.replace("1,200", "2,100"), "The new bridge will cost 2,100 crowns, said the clerk Mara Venn, and nobody asked her why."),
        (SECOND, SECOND.replace("Mara Venn", "Otto Lind"), "The new bridge will cost 1,200 crowns, said the clerk Otto Lind, and nobody asked her why."),
        (SECOND, SECOND.replace("May", "June"), "The vote is in June."),
        ("Bei dem Brand starben drei Menschen und 5 Pferde.", "Bei dem Brand starben drei Menschen und 6 Pferde.", "Bei dem Brand starben drei Menschen und 6 Pferde."),
        ("Міст відкриє Олена Кравець у травні.", "Міст відкриє Петро Гнатюк у травні.", "Міст відкриє Петро Гнатюк у травні."),
        ("Il y a eu 12 blessés, dit M. Duval au port.", "Il y a eu 14 blessés, dit M. Duval au port.", "Il y a eu 14 blessés, dit M. Duval au port."),
        ("يكلف الجسر 12 ألف كرونة كما قالت البلدية", "يكلف الجسر 15 ألف كرونة كما قالت البلدية", "يكلف الجسر 15 ألف كرونة كما قالت البلدية"),
        ("Prices rose 3.5 percent. Mr. Holm was glad.", "Prices rose 4.5 percent. Mr. Holm was glad.", "Prices rose 4.5 percent."),
    ],
)  # fmt: skip
def test_another_number_or_name_is_told_by_its_sentence(old, new, told):
    assert changes(old, new) == [("fact", told)]


def test_a_sentence_with_two_new_figures_is_told_once():
    assert changes("It has 3 bays and 4 bays, says Ida.", "It has 5 bays and 6 bays, says Ida.") == [
        ("fact", "It has 5 bays and 6 bays, says Ida.")
    ]


@pytest.mark.parametrize(
    "added",
    [
        "The ferry company has now said that it will appeal. It gave no reason.",
        "Die Reederei hat inzwischen erklärt, dass sie Einspruch einlegen wird. Gründe nannte sie keine.",
        "Тим часом перевізник заявив, що оскаржить рішення ради у суді. Причин він не назвав.",
        "渡し船の会社は評議会の決定に対して不服を申し立てると発表した。理由は明らかにしていない。発表は火曜日に行われた。",
    ],
)
def test_an_added_paragraph_is_told_by_its_first_sentence(added):
    ((kind, words),) = changes(f"{FIRST}\n{SECOND}", f"{FIRST}\n{added}\n{SECOND}")
    assert (kind, added.startswith(words), len(words) < len(added)) == ("added", True, True)


def test_a_text_of_which_nothing_is_left_has_nothing_added():
    assert changes(FIRST, SECOND) == []


def test_a_feeds_few_lines_are_no_former_version_of_the_page():
    article = an_article(text=f"{FIRST}\n{SECOND}")
    former = Former(article.entry.headline, FIRST, NOON, origin=TextOrigin.FEED)
    assert find_changes(former, article) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bridge to open in May", "Bridge will not open"),
        ("Three hurt in fire", "Four hurt in fire"),
        ("3 hurt in fire", "4 hurt in fire"),
        ("Венн очолить порт", "Лінд очолить порт"),
    ],
)
def test_another_headline_is_told_with_the_former_one(old, new):
    article = an_article(text=FIRST, entry=an_entry(headline=new))
    assert find_changes(Former(old, FIRST, NOON), article) == (Change(ChangeKind.HEADLINE, new, old),)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Bridge to opne in May", "Bridge to open in May"), ("Bridge: open", "BRIDGE – OPEN"), ("", "")],
)
def test_a_mended_headline_is_no_other(old, new):
    assert changes(FIRST, FIRST, headline=(old, new)) == []


def test_a_new_note_comes_first_and_an_old_one_is_not_told():
    notes = ("Correction: the bridge has three arches, not four.", "Correction: it is of stone, not of wood.")
    article = replace(an_article(text=f"{SECOND}\n{notes[1]}"), corrections=notes)
    former = Former("Another thing altogether", SECOND.replace("May", "June"), NOON, notes[:1])
    found = find_changes(former, article)
    assert [change.kind for change in found] == [ChangeKind.CORRECTION, ChangeKind.HEADLINE, ChangeKind.FACT]
    assert found[0].words == notes[1]


def test_a_change_is_known_again_by_its_mark_whatever_its_spaces():
    one, other = Change(ChangeKind.FACT, "It costs  3."), Change(ChangeKind.FACT, "it costs 3.")
    assert one.mark == other.mark != Change(ChangeKind.ADDED, "it costs 3.").mark


LINES = st.lists(st.text("ab cD1.2 “é漢\ud800", max_size=60), max_size=6).map("\n".join)


@given(LINES, LINES)
def test_whatever_was_changed_is_told_in_the_articles_own_words(old, new):
    article = an_article(text=new)
    found = find_changes(Former(article.entry.headline, old, NOON), article)
    assert len(found) <= CHANGES_MOST
    for change in found:
        assert change.passage
        assert new[change.passage.start : change.passage.end] == change.words == change.words.strip()
    assert find_changes(Former(article.entry.headline, new, NOON), article) == ()

"""Corrections and updates: each owed once, corrections first, and never more than a mail can hold."""

from making import NOON, a_candidate, a_newsletter, an_article, an_entry

from digest.editor import amend
from digest.editor.amendments import AMENDMENTS_MOST
from digest.model import Amendment, ChangeKind, Former, Updates

TEXT = "The harbour council met on Tuesday in the old custom house.\nThe bridge will cost 5 crowns, said the clerk."
MORE = TEXT + "\nThe ferry company has now said that it will appeal against it."


def candidate(number: int, *, text: str = TEXT, former: Former | None = None):
    article = an_article(number, text=text, entry=an_entry(number, headline="A bridge"))
    return a_candidate(number, article=article, former=former)


GREW = candidate(1, text=MORE, former=Former("A bridge", TEXT, NOON))
FIXED = candidate(2, text=TEXT.replace("5", "7"), former=Former("A bridge", TEXT, NOON))
SAME = candidate(3, former=Former("A bridge", TEXT.upper(), NOON))
NEW = candidate(4)
TITLES = {"lantern": "The Harbour Lantern"}


def test_corrections_come_before_updates_and_what_is_the_same_is_left_out():
    found = amend(a_newsletter(), [GREW, SAME, NEW, FIXED], {}, TITLES)
    assert [(each.key, each.corrects) for each in found] == [(2, True), (1, False)]
    (change,) = found[0].changes
    assert found[0] == Amendment(
        2, "A bridge", "https://lantern.example/story/2", "The Harbour Lantern", "en", (change,)
    )
    assert (change.kind, change.words) == (ChangeKind.FACT, "The bridge will cost 7 crowns, said the clerk.")


def test_a_newsletter_may_ignore_stories_that_only_grew():
    assert [each.key for each in amend(a_newsletter(updates=Updates.IGNORE), [GREW, FIXED], {}, {})] == [2]


def test_what_was_told_is_not_told_again():
    (told,) = amend(a_newsletter(), [FIXED], {}, {})
    marks = frozenset(change.mark for change in told.changes)
    assert amend(a_newsletter(), [FIXED], {2: marks}, {}) == ()


def test_a_day_of_many_corrections_tells_the_first():
    many = [candidate(n, text=TEXT.replace("5", str(n + 10)), former=Former("A bridge", TEXT, NOON)) for n in range(9)]
    assert [each.key for each in amend(a_newsletter(), many, {}, {})] == list(range(AMENDMENTS_MOST))

"""The port `Picks`, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.ports import HandPick

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = HandPick("morning", "https://harbour.example/1", "top", True, NOON)
TWO = HandPick("morning", "https://harbour.example/2", "out", False, NOON + HOUR, NOON + 2 * HOUR)


def test_the_newest_word_on_a_story_counts_and_others_have_their_own(database):
    database.picks.put(ONE)
    database.picks.put(TWO)
    database.picks.put(replace(ONE, newsletter="weekly"))
    changed = replace(ONE, place="picks", pinned=False)
    database.picks.put(changed)
    assert database.picks.standing("morning", NOON + HOUR) == [changed, TWO]
    assert database.picks.standing("morning", NOON) == [changed]
    assert database.picks.standing("morning", NOON + 3 * HOUR) == [changed]


def test_a_word_that_is_undone_is_gone(database):
    database.picks.put(ONE)
    assert database.picks.undo("weekly", ONE.url) is False
    assert database.picks.undo("morning", ONE.url) is True
    assert database.picks.undo("morning", ONE.url) is False
    assert database.picks.standing("morning", NOON) == []


def test_an_article_is_found_by_its_canonical_address_and_for_a_newsletter_that_has_not_run_it(database, newsroom):
    assert database.articles.find("https://harbour.example/1") is None
    key = newsroom.collect(1)
    newsroom.collect(2)
    assert database.articles.find("https://harbour.example/1").key == key
    urls = ["https://harbour.example/1", "https://harbour.example/9"]
    (candidate,) = database.articles.unrun("morning", urls)
    assert candidate == database.articles.find(urls[0])
    newsroom.press(newsroom.plan(), candidate)
    assert database.articles.unrun("morning", urls) == []
    assert [each.key for each in database.articles.unrun("weekly", urls)] == [key]

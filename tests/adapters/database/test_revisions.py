"""Former words, on both databases: kept when words are replaced, found again for the newsletter that ran them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.adapters.database.revising import REVISIONS_MOST
from digest.model import Amendment, Change, ChangeKind, Former
from digest.ports import Rerun

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVER = NOON - timedelta(days=9)


def revise(newsroom, number: int, headline: str, now: datetime) -> None:
    arrival = newsroom.arrival(number, headline=headline, imprint=headline)
    newsroom.database.articles.record_article(arrival, now)


def only(candidates):
    (candidate,) = candidates
    return candidate


def test_a_revised_article_remembers_what_it_said_at_first(database, newsroom):
    newsroom.collect(1)
    assert only(database.articles.candidates("morning", EVER, NOON)).former is None
    revise(newsroom, 1, "Ferry stays ashore", NOON + HOUR)
    revise(newsroom, 1, "Ferry stays", NOON + 2 * HOUR)
    article = newsroom.article(1)
    candidate = only(database.articles.candidates("morning", EVER, NOON))
    assert candidate.former == Former(article.entry.headline, article.text, NOON + HOUR)
    assert candidate.article.entry.headline == "Ferry stays"


def test_a_revision_that_no_reader_could_see_keeps_no_former_words(database, newsroom):
    newsroom.collect(1)
    database.articles.record_article(newsroom.arrival(1, imprint="another dek"), NOON + HOUR)
    candidate = only(database.articles.candidates("morning", EVER, NOON))
    assert (candidate.former, candidate.revised) == (None, NOON + HOUR)


def test_a_live_page_keeps_its_newest_versions_only(database, newsroom):
    newsroom.collect(1)
    for minute in range(REVISIONS_MOST + 3):
        revise(newsroom, 1, f"Ferry, minute {minute}", NOON + minute * timedelta(minutes=1))
    candidate = only(database.articles.candidates("morning", EVER, NOON))
    assert candidate.former.headline == "Ferry, minute 2"


def test_a_story_that_ran_and_was_revised_is_found_with_what_it_said_then(database, newsroom):
    newsroom.collect(1)
    newsroom.collect(2)
    revise(newsroom, 1, "Ferry waits", NOON + HOUR)
    ran = database.articles.candidates("morning", EVER, NOON)
    newsroom.press(newsroom.plan(), *ran, now=NOON + 2 * HOUR)
    assert database.articles.reruns("morning", EVER) == []
    revise(newsroom, 1, "Ferry sails", NOON + 3 * HOUR)
    (rerun,) = database.articles.reruns("morning", EVER)
    assert rerun.candidate.former.headline == "Ferry waits"
    assert rerun.candidate.article.entry.headline == "Ferry sails"
    assert rerun == Rerun(rerun.candidate, frozenset())
    assert database.articles.reruns("morning", NOON + 2 * HOUR) == []
    assert database.articles.reruns("weekly", EVER) == []


def test_what_an_issue_tells_of_changes_is_told_once(database, newsroom):
    newsroom.collect(1)
    newsroom.press(newsroom.plan(), *database.articles.candidates("morning", EVER, NOON), now=NOON)
    revise(newsroom, 1, "Ferry sails", NOON + HOUR)
    (rerun,) = database.articles.reruns("morning", EVER)
    change = Change(ChangeKind.HEADLINE, "Ferry sails", "Ferry 1 sails again")
    amendment = Amendment(rerun.candidate.key, "Ferry sails", "", "", "en", (change, change))
    planned = newsroom.plan("2026-03-03T07:00")
    issue, proof = newsroom.issue(planned)
    database.ledger.press(planned, replace(issue, amendments=(amendment,)), proof, window_end=NOON, now=NOON + 2 * HOUR)
    (rerun,) = database.articles.reruns("morning", EVER)
    assert rerun.told == {change.mark}

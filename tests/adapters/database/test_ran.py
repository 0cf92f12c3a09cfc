"""What ran, on both databases: the stories of a newsletter's issues with their numbers, and the sketch that each article keeps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.editor import make_sketch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVER = NOON - timedelta(days=9)


def test_a_sketch_is_kept_as_it_came_and_an_article_without_one_has_none(database, newsroom):
    sketch = make_sketch("The ferry sails at noon, and the town goes with it")
    database.articles.record_article(replace(newsroom.arrival(1), sketch=sketch), NOON)
    database.articles.record_article(newsroom.arrival(2), NOON)
    assert [each.sketch for each in database.articles.candidates("morning", EVER, NOON)] == [sketch, b""]


def test_what_ran_is_found_with_the_number_of_its_issue_within_the_time_asked_for(database, newsroom):
    newsroom.collect(1)
    newsroom.collect(2)
    candidates = database.articles.candidates("morning", EVER, NOON)
    planned = newsroom.plan()
    newsroom.press(planned, *candidates, now=NOON + HOUR)
    ran = database.articles.ran("morning", planned.due - HOUR, planned.due + HOUR)
    assert [(each.candidate.article, each.number) for each in ran] == [(c.article, 1) for c in candidates]
    assert database.articles.ran("morning", planned.due, planned.due + HOUR) == []
    assert database.articles.ran("morning", planned.due - HOUR, planned.due) == []
    assert database.articles.ran("weekly", EVER, NOON + 9 * HOUR) == []

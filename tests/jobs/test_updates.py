"""Updates: a story that ran never runs again, and what its newsroom corrected is told once."""

from dataclasses import replace

import pytest
from making import an_article, an_entry
from world import Town

from digest.collector import fingerprint, imprint
from digest.jobs.press import EMPTY, draft, plan_now, press_planned
from digest.model import Updates
from digest.ports import Arrival
from digest.summariser import make_brief


def publish(town: Town, number: int, **entry: object) -> None:
    """Store an article as collecting does, with the words that it has now."""
    text = str(entry.pop("text", an_article().text))
    corrections = entry.pop("corrections", ())
    entry.setdefault("published", town.clock.now())
    article = replace(an_article(number, entry=an_entry(number, **entry), text=text), corrections=corrections)
    arrival = Arrival(article, make_brief(article), article.entry.url, imprint(article.entry) + text, fingerprint(text))
    town.database.articles.record_article(arrival, town.clock.now())


def press(town: Town):
    town.clock.forward(minutes=10)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    return press_planned(town.room)[-1]


@pytest.fixture
def ran(town):
    """A town whose first issue ran story 1."""
    publish(town, 1, headline="Council approves ferry")
    assert press(town).stories == 1
    town.clock.forward(hours=1)
    return town


def amendments(town) -> list[tuple[int, list[str]]]:
    drawn = draft(town.plan.newsletters["morning"], town.room)
    return [(each.key, [change.words for change in each.changes]) for each in drawn.issue.amendments]


def test_a_rewritten_story_is_told_in_the_next_issue_and_never_runs_again(ran):
    publish(ran, 1, headline="Council rejects the ferry")
    publish(ran, 2)
    assert amendments(ran) == [(1, ["Council rejects the ferry"])]
    assert press(ran).stories == 1
    publish(ran, 3)
    assert amendments(ran) == []
    publish(ran, 1, headline="Council approves ferry", corrections=("Correction: the council did approve the ferry.",))
    assert amendments(ran) == [(1, ["Correction: the council did approve the ferry."])]


def test_a_mended_word_is_not_told(ran):
    publish(ran, 1, headline="Council aproves ferry")
    publish(ran, 2)
    assert amendments(ran) == []


def test_a_correction_alone_makes_no_issue_and_waits_for_the_next(ran):
    publish(ran, 1, headline="Council rejects the ferry")
    assert press(ran).skipped == EMPTY
    publish(ran, 2)
    assert amendments(ran) == [(1, ["Council rejects the ferry"])]


def test_a_correction_is_owed_for_two_weeks(ran):
    ran.clock.forward(days=13)
    publish(ran, 1, headline="Council rejects the ferry")
    publish(ran, 2)
    assert len(amendments(ran)) == 1
    ran.clock.forward(days=2)
    publish(ran, 3)
    assert amendments(ran) == []


def test_updates_may_be_ignored_and_corrections_may_not(ran):
    more = an_article().text + "\nThe ferry company has now said that it will appeal against the vote."
    publish(ran, 1, headline="Council approves ferry", text=more)
    publish(ran, 2)
    assert len(amendments(ran)) == 1
    ran.plan.newsletters["morning"] = replace(ran.plan.newsletters["morning"], updates=Updates.IGNORE)
    assert amendments(ran) == []
    publish(ran, 1, headline="Council rejects the ferry", text=more)
    assert len(amendments(ran)) == 1


def test_a_story_that_was_rewritten_before_it_ran_says_what_is_new(town):
    publish(town, 1, headline="Council approves ferry")
    town.clock.forward(hours=1)
    publish(town, 1, headline="Council aproves ferry")
    (story,) = draft(town.plan.newsletters["morning"], town.room).issue.stories
    assert (story.updated, story.changes) == (None, ())
    publish(town, 1, headline="Council rejects the ferry")
    (story,) = draft(town.plan.newsletters["morning"], town.room).issue.stories
    assert (story.updated, [change.former for change in story.changes]) == (
        town.clock.now(),
        ["Council approves ferry"],
    )


def test_a_change_that_the_templates_do_not_print_stays_owed(ran):
    publish(ran, 1, headline="Council rejects the ferry")
    publish(ran, 2)
    whole = ran.room
    ran.room = replace(whole, prove=lambda issue: replace(whole.prove(issue), tells_amendments=False))
    assert amendments(ran) == []
    assert press(ran).stories == 1
    ran.room = whole
    publish(ran, 3)
    assert amendments(ran) == [(1, ["Council rejects the ferry"])]

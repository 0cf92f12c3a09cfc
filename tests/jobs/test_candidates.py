"""Candidates: each story that an issue was chosen from stands in the table once, with its reason and the editor's word."""

from dataclasses import replace

import pytest
from making import NOON, a_newsletter
from world import a_proof

from digest.jobs.accounting import reason_kind
from digest.jobs.candidates import CandidateRow, kinds_of, rows_of
from digest.jobs.drawing import draft
from digest.ports import HandPick

URL = "https://lantern.example/story/{}"


def test_every_candidate_stands_in_the_table_once_with_what_became_of_it(town):
    newsletter = replace(a_newsletter(), sections=a_newsletter().sections[:1])
    town.publish(1, 2)
    drawn = draft(newsletter, town.room)
    first, second = rows_of(drawn)
    story, left = drawn.choice.sections[0].stories[0], drawn.choice.left_out[0]
    assert first == CandidateRow(
        key=1,
        headline=story.brief.entry.headline,
        url=story.brief.entry.url,
        source="The Harbour Lantern",
        runs=True,
        trimmed=False,
        section="top",
        reason=story.reason,
        kind="",
        score=story.account.score,
        parts=first.parts,
        first_seen=NOON,
    )
    assert sum(part["points"] for part in first.parts) == pytest.approx(first.score, abs=0.001)
    assert (second.key, second.runs, second.section, second.reason) == (2, False, "", left.reason)
    assert kinds_of((first, second, second)) == {"no room": 2}


def test_what_the_size_budget_took_out_is_out_and_named(town):
    town.publish(1, 2)
    drawn = draft(a_newsletter(), replace(town.room, prove=lambda issue: replace(a_proof(issue), trimmed=1)))
    assert [(row.runs, row.trimmed, row.kind) for row in rows_of(drawn)] == [
        (True, False, ""),
        (False, True, "taken out for size"),
    ]


@pytest.mark.parametrize(
    ("place", "pinned", "word"),
    [("any", True, "pinned"), ("top", True, "pinned"), ("picks", False, "picked"), ("out", False, "dropped")],
)
def test_the_editors_word_on_a_story_is_the_same_as_in_the_account(town, place, pinned, word):
    town.publish(1)
    pick = HandPick("morning", draft(a_newsletter(), town.room).candidates[0].article.entry.url, place, pinned, NOON)
    town.database.picks.put(pick)
    room = replace(town.room, picks=town.database.picks)
    [row] = rows_of(draft(a_newsletter(), room), [pick])
    assert (row.by_hand, row.reason.split(", ")[0]) == (word, f"{word} by the editor")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("no room: ranked below the 6 that run", "no room"),
        ("old: published 2026-03-01, long before this issue's window", "old"),
        ("the same words as “Ferry: a line”", "the same words"),
        ("the same event (ferry, 12; score 4.1) as “Ferry (again)”", "the same event"),
        ("already ran in No. 12 as “Ferry”", "already ran"),
        ("removed: its page answered 404", "removed"),
        ("belongs to none of the newsletter's topics", "belongs to none of the newsletter's topics"),
    ],
)
def test_reasons_are_counted_without_what_is_particular_to_one_story(reason, kind):
    assert reason_kind(reason) == kind

"""The whole way with a model: the demonstration's newspaper, a database, templates, and a model on loopback."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from oracle import reverses, serving

from digest.adapters.clock import SystemClock
from digest.config.parts.model import ModelSettings
from digest.demo import demo_settings, save_pages, serve_newspaper
from digest.jobs.collect import collect
from digest.jobs.press import plan_now, press_planned
from digest.jobs.preview import preview
from digest.wiring import open_newsroom


@contextmanager
def newsroom(base_url, folder, model=None, **environ):
    """The demonstration's newsroom in a folder of its own, after one collection."""
    save_pages(folder, SystemClock().now())
    settings = demo_settings(base_url, folder).model_copy(update={"model": model})
    with open_newsroom(settings, environ) as room:
        visits = collect(list(room.plan.sources.values()), room.desk)
        assert [(visit.error, visit.problems) for visit in visits] == [("", ())] * 4
        yield room


def briefs(room):
    now = room.clock.now()
    found = room.pressroom.articles.candidates("none", now - timedelta(days=3), now)
    return {candidate.article.entry.headline: candidate.brief for candidate in found}


@pytest.fixture
def base_url():
    with serve_newspaper(SystemClock().now()) as url:
        yield url


def test_preview_and_press_print_the_quotes_in_the_models_order(tmp_path, base_url):
    with newsroom(base_url, tmp_path / "plain") as room:
        plain = briefs(room)
    with serving(reverses) as oracle:
        model = ModelSettings(url=oracle.url(), name="small-model", key_env="DIGEST_MODEL_KEY", max_passages=4)
        with newsroom(base_url, tmp_path / "model", model, DIGEST_MODEL_KEY="open sesame") as room:
            asked = len(oracle.asked)
            chosen = briefs(room)
            morning = room.plan.newsletters["morning"]
            sheet = preview(morning, room.pressroom, room.envelop)
            slot = plan_now(morning, room.pressroom.ledger, room.clock.now())
            (pressed,) = press_planned(room.pressroom)
            (issue,) = [row.key for row in room.pressroom.ledger.issues(9) if row.slot == slot]
            html = room.pressroom.ledger.proof(issue)[2].html
    assert pressed.stories == len(sheet.draft.issue.stories)
    assert {headers["Authorization"] for _, headers, _ in oracle.asked} == {"Bearer open sesame"}
    # For each article with something to choose; nothing for the preview and the press.
    assert asked == len(oracle.asked)
    questions = {body["messages"][1]["content"] for *_, body in oracle.asked}
    assert len(questions) == sum(bool(brief.chosen_by) for brief in chosen.values()) > 0
    for headline, brief in chosen.items():
        assert brief.lede == plain[headline].lede
        assert set(brief.quotes) == set(plain[headline].quotes)
        if brief.chosen_by:
            assert brief.quotes != plain[headline].quotes
        else:
            assert brief.quotes == plain[headline].quotes
    printed = [story.brief for story in sheet.draft.issue.stories if len(story.brief.quotes) > 1]
    assert any(brief.chosen_by == "small-model" for brief in printed)
    top = sheet.draft.issue.stories[0].brief
    places = [html.find(quote.words[0].text) for quote in top.quotes[: morning.quotes]]
    assert -1 not in places
    assert places == sorted(places)


CONNECTED: list[set[int]] = []
"""Ports that are being connected to, noted in the newest set while there is one. An audit hook stays for good."""


def _note(event, args):
    if event == "socket.connect" and CONNECTED and isinstance(args[1], tuple):
        CONNECTED[-1].add(args[1][1])


sys.addaudithook(_note)


def test_without_a_model_nobody_but_the_newspaper_is_asked(tmp_path, base_url):
    CONNECTED.append(set())
    try:
        with newsroom(base_url, tmp_path) as room:
            assert room.desk.chooser is None
            preview(room.plan.newsletters["morning"], room.pressroom, room.envelop)
    finally:
        ports = CONNECTED.pop()
    assert ports == {int(base_url.rstrip("/").rpartition(":")[2])}

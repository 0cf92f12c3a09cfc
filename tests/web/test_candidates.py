"""The table of all candidates: each once, and found, filtered and sorted by address alone."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOON, a_newsletter

from digest.jobs.candidates import CandidateRow
from digest.jobs.press import plan_now, press_planned
from digest.model import Minimum
from digest.ports import FetchState
from digest.web.candidates import ORDERS, Wanted, lines_of, wanted_of

PATH = "/morning.candidates.html"


def a_row(key=1, **changes):
    row = CandidateRow(
        key, f"Ferry {key}", f"https://a.example/{key}", "Lantern", True, False, "top", "", "", 1.0, (), NOON
    )
    return replace(row, **changes)


ROWS = (
    a_row(1, headline="Tram line", source="Wire", score=0.5, reason="All stories"),
    a_row(2, headline="apples", score=2.0, first_seen=NOON + timedelta(hours=1), by_hand="pinned"),
    a_row(3, headline="Zebra", runs=False, reason="no room: ranked below", kind="no room", score=0.75),
)


def keys(rows=ROWS, **asked):
    return [line.row.key for line in lines_of(rows, wanted_of(asked)) if line.shown]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [1, 2, 3]),
        ({"show": "in"}, [1, 2]),
        ({"show": "out"}, [3]),
        ({"show": "hand"}, [2]),
        ({"show": "no room"}, [3]),
        ({"show": "no such reason"}, []),
        ({"source": "Wire"}, [1]),
        ({"q": "  LINE  tram "}, [1]),
        ({"q": "a.example/2"}, [2]),
        ({"q": "ranked"}, [3]),
        ({"q": "tram zebra"}, []),
        ({"sort": "story"}, [2, 1, 3]),
        ({"sort": "-story"}, [3, 1, 2]),
        ({"sort": "source"}, [2, 3, 1]),
        ({"sort": "score"}, [2, 3, 1]),
        ({"sort": "seen"}, [2, 1, 3]),
        ({"sort": "why"}, [1, 2, 3]),
        ({"sort": "no such order", "show": "in"}, [1, 2]),
    ],
)
def test_an_address_says_what_is_shown_and_in_which_order(asked, found):
    assert keys(**asked) == found


ASKED = st.dictionaries(st.sampled_from(["q", "show", "source", "sort", "at", "other"]), st.text(max_size=300))


@given(st.lists(st.builds(a_row, headline=st.text(max_size=9), runs=st.booleans()), max_size=8), ASKED)
def test_whatever_is_asked_every_candidate_stands_in_the_table_once(found, asked):
    rows = [replace(row, key=key) for key, row in enumerate(found)]
    lines = lines_of(rows, wanted_of(asked))
    assert sorted(line.row.key for line in lines) == list(range(len(rows)))
    for at in range(len(ORDERS)):
        assert sorted(line.ranks[at] for line in lines) == list(range(len(rows)))


def test_a_question_is_written_as_it_is_read():
    wanted = Wanted("ferry & tram", "no room", "Wire", "-score", "2026-03-10T14:30")
    assert wanted.query == "q=ferry+%26+tram&show=no+room&source=Wire&sort=-score&at=2026-03-10T14%3A30"
    assert (wanted.asks, Wanted(at="2026-03-10T14:30").asks) == (True, False)


def stories(page):
    return re.findall(r'<tr id="story-(\d+)"[^>]*?( hidden)?>', page)


def test_the_page_has_each_candidate_once_and_leads_to_its_evidence(town, get):
    town.publish(*range(1, 10))
    page = get(PATH).text
    assert sorted(int(key) for key, _ in stories(page)) == list(range(1, 10))
    assert page.count('href="why/morning-4.html"') == 1
    assert "9 candidates, each once" in page
    assert 'href="morning.candidates.html"' in get("/morning.page.html").text


def test_the_page_answers_a_form_without_a_script_and_keeps_what_was_asked(town, get):
    town.publish(1, 2)
    page = get(PATH, params={"q": "STORY/2", "sort": "-score", "at": "2026-03-10T14:30"}).text
    assert sorted(stories(page)) == [("1", " hidden"), ("2", "")]
    assert "1 of 2 candidates" in page
    assert 'name="q" value="STORY/2"' in page
    assert 'name="at" value="2026-03-10T14:30"' in page
    assert '<option value="-score" selected>' in page
    assert 'aria-sort="descending"' in page
    assert 'href="morning.candidates.html?q=STORY%2F2&amp;sort=story&amp;at=2026-03-10T14%3A30"' in page


@pytest.mark.parametrize(
    "hostile", ['"><script>alert(1)</script>', "\x00\ud800".encode(errors="surrogatepass"), "x" * 5_000]
)
@pytest.mark.parametrize("name", ["q", "show", "source", "sort"])
def test_a_hostile_question_is_only_a_question(town, get, name, hostile):
    town.publish(1)
    answer = get(PATH, params={name: hostile})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert len(stories(answer.text)) == 1


def test_an_issue_without_a_candidate_says_so(get):
    assert "No story has come in for this issue." in get(PATH).text


def test_an_issue_below_its_minimum_would_be_held_and_then_is(town, get):
    town.plan.newsletters["morning"] = replace(a_newsletter(), minimum=Minimum(stories=2))
    town.publish(1)
    for path in (PATH, "/morning.page.html"):
        assert "Now this issue would be held: 1 of at least 2 stories" in get(path).text
    plan_now(town.plan.newsletters["morning"], town.room.ledger, town.clock.now())
    press_planned(town.room)
    town.clock.forward(hours=1)
    page = get(PATH).text
    assert "Held since 10 March, 14:00: 1 of at least 2 stories" in page
    assert "digest release morning" in page
    assert 'id="held"' not in get("/weekly.candidates.html").text


def test_sources_that_are_down_are_told_since_when_and_why(town, get):
    assert 'id="down"' not in get(PATH).text
    state = FetchState(checked=NOON, failures=2, error="<b>503</b>", failing_since=NOON)
    town.database.articles.record_fetch("lantern", state)
    page = get(PATH).text
    assert "1 source is down" in page
    assert "<b>lantern</b> since 2026-03-10 12:00 UTC, 2 visits: &lt;b&gt;503&lt;/b&gt;" in page

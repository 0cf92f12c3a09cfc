"""The port `Articles`, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from digest.adapters.database.articles import ASKED_AT_ONCE
from digest.adapters.database.schema import articles, sightings
from digest.errors import ArticleError, StoreError
from digest.model import Article, Brief, Candidate, Entry, Former, Image, Pace, Passage, Quote, Rhythm, TextOrigin
from digest.ports import Arrival, FetchState, Missed, Sighting

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
EVER = NOON - timedelta(days=9)


def all_candidates(database):
    return database.articles.candidates("morning", EVER, NOON + timedelta(days=9))


def stored(key, arrival, *, revised=None, former=None):
    return Candidate(key, arrival.article, arrival.brief, NOON, revised, arrival.fingerprint, former)


def test_a_story_is_found_by_every_address_that_it_was_met_at(database, newsroom):
    """Also once it has moved; what stands at an address is found there before what was only met there."""
    short = "https://s.example/1"
    arrival = replace(newsroom.arrival(1), also_at=(short, "https://harbour.example/2", newsroom.arrival(1).url))
    key = database.articles.record_article(arrival, NOON)
    moved = replace(newsroom.arrival(1), url="https://harbour.example/town/1", also_at=(short,))
    assert database.articles.record_article(moved, LATER) == key
    rewritten = replace(moved, url="https://harbour.example/town/1-ferry", imprint="i2")
    assert database.articles.record_article(rewritten, LATER) == key
    for url in (arrival.url, short, moved.url, rewritten.url, "https://harbour.example/2"):
        assert database.articles.find(url).key == key
    other = newsroom.collect(2)
    assert database.articles.find("https://harbour.example/2").key == other
    thief = replace(newsroom.arrival(3), also_at=(short,))
    assert database.articles.record_article(thief, LATER) not in {key, other}
    assert database.articles.find(short).key == key
    assert database.articles.find("https://harbour.example/4") is None


def test_a_source_never_visited_has_an_empty_state(database):
    assert database.articles.fetch_state("post") == FetchState()


def test_what_is_recorded_together_is_there_as_a_whole_or_not_at_all(database, newsroom):
    one, two = newsroom.arrival(1), newsroom.arrival(2)

    def fail_half_way():
        with database.articles.together() as group:
            group.record_article(one, NOON)
            assert group.sightings(one.article.entry.source, [one.article.entry.guid])
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert all_candidates(database) == []
    with database.articles.together() as group:
        group.record_article(one, NOON)
        with group.together() as inner:
            inner.record_article(two, NOON)
        group.record_fetch("lantern", FetchState(etag='"1"'))
    assert [candidate.article for candidate in all_candidates(database)] == [one.article, two.article]
    assert database.articles.fetch_state("lantern").etag == '"1"'


def test_a_visit_is_remembered_whole_and_the_next_one_replaces_it(database):
    rhythm = Rhythm(timedelta(hours=2), frozenset({0, 5, 23}), frozenset({6}))
    state = FetchState(
        'W/"a1"',
        "Mon, 02 Mar 2026 11:00:00 GMT",
        NOON,
        failures=3,
        error="410 Gone",
        location="https://post.example/feed",
        moved="https://new.example/feed",
        moved_visits=2,
        pace=Pace(LATER, NOON, LATER, gone=True, gap=timedelta(hours=3), changed=NOON, rhythm=rhythm),
    )
    database.articles.record_fetch("post", state)
    database.articles.record_fetch("gazette", FetchState(checked=NOON))
    assert database.articles.fetch_state("post") == state
    database.articles.record_fetch("post", FetchState(etag="b2", checked=LATER))
    assert database.articles.fetch_state("post") == FetchState(etag="b2", checked=LATER)


def test_a_visit_whose_error_holds_control_characters_is_remembered_without_them(database):
    database.articles.record_fetch("post", FetchState(error="bad \x00 byte \ud800", etag="a\x00b"))
    assert database.articles.fetch_state("post") == FetchState(error="bad  byte ", etag="ab")


def test_moments_come_back_in_utc_to_the_microsecond_from_any_zone(database):
    for moment in (
        datetime(2026, 10, 25, 3, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
        datetime(1901, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ):
        database.articles.record_fetch("post", FetchState(checked=moment))
        checked = database.articles.fetch_state("post").checked
        assert (checked, checked.utcoffset()) == (moment, timedelta(0))


def test_a_moment_without_a_zone_is_a_bug_and_is_told_as_one(database):
    with pytest.raises(Exception, match="a moment needs a zone"):
        database.articles.record_fetch("post", FetchState(checked=NOON.replace(tzinfo=None)))
    assert database.articles.fetch_state("post") == FetchState()


def test_an_article_comes_back_as_the_same_value(database, newsroom):
    arrival = newsroom.arrival()
    key = database.articles.record_article(arrival, NOON)
    assert all_candidates(database) == [stored(key, arrival)]
    assert database.articles.sightings("post", ["post:1", "post:2"]) == {"post:1": Sighting(key, "i1", 0)}


def test_an_article_with_nothing_but_a_text_comes_back_as_the_same_value(database):
    article = Article(Entry("post", "1", "https://harbour.example/1", ""), "Короткий текст.", origin=TextOrigin.FEED)
    arrival = Arrival(article, Brief(article.entry, None), "https://harbour.example/1", "", "")
    key = database.articles.record_article(arrival, NOON)
    assert all_candidates(database) == [stored(key, arrival)]


def test_recording_the_same_arrival_again_changes_nothing(database, newsroom):
    key = newsroom.collect(now=NOON)
    assert newsroom.collect(now=LATER) == key
    assert [(one.key, one.first_seen, one.revised) for one in all_candidates(database)] == [(key, NOON, None)]


def test_an_item_that_was_only_redated_changes_nothing(database, newsroom):
    arrival = newsroom.arrival()
    key = database.articles.record_article(arrival, NOON)
    entry = replace(arrival.article.entry, updated=LATER)
    redated = replace(arrival, article=replace(arrival.article, entry=entry), brief=replace(arrival.brief, entry=entry))
    assert database.articles.record_article(redated, LATER) == key
    assert all_candidates(database) == [stored(key, arrival)]


def test_a_revised_item_has_its_words_replaced_and_keeps_its_first_seen_time(database, newsroom):
    key = newsroom.collect()
    revised = newsroom.arrival(
        imprint="i2", headline="Ferry sails on Tuesday", text="Correction. " + newsroom.article().text
    )
    assert database.articles.record_article(revised, LATER) == key
    first = newsroom.article()
    former = Former(first.entry.headline, first.text, LATER)
    assert all_candidates(database) == [stored(key, revised, revised=LATER, former=former)]
    assert database.articles.record_article(revised, LATER + timedelta(hours=1)) == key
    assert all_candidates(database)[0].revised == LATER


def test_the_same_url_from_another_source_is_the_same_article_and_keeps_the_first_words(database, newsroom):
    first = newsroom.arrival()
    key = database.articles.record_article(first, NOON)
    second = newsroom.arrival(source="gazette", imprint="g1", headline="Ferry again")
    assert database.articles.record_article(second, LATER) == key
    assert all_candidates(database) == [stored(key, first)]
    assert database.articles.sightings("gazette", ["gazette:1"]) == {"gazette:1": Sighting(key, "g1", 0)}


def test_an_item_that_moved_to_a_new_url_with_the_same_text_stays_one_article(database, newsroom):
    key = newsroom.collect()
    moved = replace(newsroom.arrival(imprint="i2"), url="https://harbour.example/ferry-sails")
    assert database.articles.record_article(moved, LATER) == key
    assert database.articles.record_article(moved, LATER) == key
    assert [(one.key, one.revised) for one in all_candidates(database)] == [(key, LATER)]


def test_another_story_under_a_guid_used_before_is_another_article(database, newsroom):
    key = newsroom.collect()
    other = replace(newsroom.arrival(imprint="i2", fingerprint="f9"), url="https://harbour.example/other")
    other_key = database.articles.record_article(other, LATER)
    assert [one.key for one in all_candidates(database)] == [key, other_key]
    assert database.articles.sightings("post", ["post:1"]) == {"post:1": Sighting(other_key, "i2", 0)}


def test_an_item_that_moves_onto_a_known_url_joins_that_article_and_keeps_its_words(database, newsroom):
    newsroom.collect(1)
    other = newsroom.arrival(2)
    other_key = database.articles.record_article(other, NOON)
    joined = replace(newsroom.arrival(1, imprint="i2"), url=other.url)
    assert database.articles.record_article(joined, LATER) == other_key
    assert all_candidates(database)[1] == stored(other_key, other)


def test_failures_are_counted_until_the_item_is_read(database, newsroom):
    articles_ = database.articles
    articles_.record_failure("post", "post:1", imprint="i0", error="404 Not Found", now=NOON)
    articles_.record_failure("post", "post:1", imprint="i1", error="no text \x00", now=LATER)
    assert articles_.sightings("post", ["post:1"]) == {"post:1": Sighting(None, "i1", 2)}
    key = newsroom.collect(now=LATER)
    assert articles_.sightings("post", ["post:1"]) == {"post:1": Sighting(key, "i1", 0)}
    assert all_candidates(database)[0].revised is None


def test_a_failure_never_takes_the_article_or_its_imprint_from_an_item(database, newsroom):
    key = newsroom.collect()
    database.articles.record_failure("post", "post:1", imprint="i2", error="timeout", now=LATER)
    assert database.articles.sightings("post", ["post:1"]) == {"post:1": Sighting(key, "i1", 1)}


def test_the_time_of_the_first_sighting_never_moves(database, newsroom):
    database.articles.record_failure("post", "post:1", imprint="i1", error="404", now=NOON)
    newsroom.collect(now=LATER)
    with database.engine.connect() as connection:
        assert connection.scalar(select(sightings.c.first_seen)) == NOON


def test_candidates_are_those_first_seen_after_since_and_up_to_until_oldest_first(database, newsroom):
    times = [NOON + timedelta(minutes=minutes) for minutes in (30, 0, 60, 10)]
    keys = [newsroom.collect(number, now=time) for number, time in enumerate(times)]
    found = database.articles.candidates("morning", NOON, NOON + timedelta(minutes=60))
    assert [one.key for one in found] == [keys[3], keys[0], keys[2]]


def test_what_an_issue_ran_is_no_candidate_for_that_newsletter_and_one_for_others(database, newsroom):
    ran, waiting = newsroom.collect(1), newsroom.collect(2)
    newsroom.press(newsroom.plan(), all_candidates(database)[0])
    assert [one.key for one in all_candidates(database)] == [waiting]
    assert [one.key for one in database.articles.candidates("weekly", EVER, LATER)] == [ran, waiting]


def test_looking_back_what_a_later_issue_ran_is_a_candidate_again(database, newsroom):
    ran, waiting = newsroom.collect(1, now=NOON - timedelta(minutes=1)), newsroom.collect(2, now=NOON)
    newsroom.press(newsroom.plan(), all_candidates(database)[0])
    until = [NOON, NOON + timedelta(seconds=1)]
    found = [database.articles.candidates("morning", EVER, each, replay=True) for each in until]
    assert [[one.key for one in each] for each in found] == [[ran, waiting], [waiting]]


def test_the_stamp_differs_when_articles_come_are_revised_or_are_run(database, newsroom):
    stamps = [database.articles.stamp()]
    newsroom.collect(1)
    stamps.append(database.articles.stamp())
    database.articles.record_article(replace(newsroom.arrival(1), imprint="i2"), LATER)
    stamps.append(database.articles.stamp())
    newsroom.press(newsroom.plan(), all_candidates(database)[0])
    stamps.append(database.articles.stamp())
    assert len(set(stamps)) == 4
    assert database.articles.stamp() == stamps[-1]


def test_what_each_source_brought_is_counted_once_an_article(database, newsroom):
    assert database.articles.brought(NOON) == {}
    first, second = newsroom.arrival(1), newsroom.arrival(2)
    for arrival, late in ((first, 0), (second, 60)):
        database.articles.record_article(arrival, NOON + timedelta(seconds=late))
    source = first.article.entry.source
    assert database.articles.brought(NOON - timedelta(seconds=1)) == {source: 2}
    assert database.articles.brought(NOON) == {source: 1}


def test_more_guids_than_a_query_takes_are_all_looked_up(database, newsroom):
    key = newsroom.collect(1)
    guids = [f"post:{number}" for number in range(2 * ASKED_AT_ONCE, 0, -1)]
    assert database.articles.sightings("post", guids) == {"post:1": Sighting(key, "i1", 0)}
    assert database.articles.sightings("post", []) == {}


@pytest.mark.parametrize("guid", ["g" * 100_000, "", "\x00", "\ud800 half a pair", "'; DROP TABLE sightings; --"])
def test_a_guid_may_be_anything(database, guid):
    database.articles.record_failure("post", guid, imprint="i", error="", now=NOON)
    assert database.articles.sightings("post", [guid, "other"]) == {guid: Sighting(None, "i", 1)}


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_a_text_that_no_database_can_hold_is_refused_as_an_article(database, newsroom, bad):
    arrival = newsroom.arrival(text=newsroom.article().text + bad)
    with pytest.raises(ArticleError, match="cannot be stored"):
        database.articles.record_article(arrival, NOON)
    assert all_candidates(database) == []


def test_half_a_pair_in_a_headline_is_refused_as_an_article(database, newsroom):
    with pytest.raises(ArticleError, match="cannot be stored"):
        database.articles.record_article(newsroom.arrival(headline="\udfff"), NOON)


@pytest.mark.parametrize(
    "passage",
    [Passage("the ferry", 10, 19), Passage("", 5, 5), Passage("x", 90_000, 90_001), Passage("é.", -2, 0)],
)
def test_a_brief_that_quotes_what_the_article_does_not_say_is_refused(database, newsroom, passage):
    arrival = newsroom.arrival()
    for brief in (
        replace(arrival.brief, lede=passage),
        replace(arrival.brief, quotes=(Quote(words=(passage,)),)),
        replace(arrival.brief, quotes=(replace(arrival.brief.quotes[0], cue=passage),)),
    ):
        with pytest.raises(ArticleError, match="is not in its text"):
            database.articles.record_article(replace(arrival, brief=brief), NOON)
    assert all_candidates(database) == []


def test_a_brief_is_stored_as_offsets_so_its_words_are_always_the_texts_own(database, newsroom):
    newsroom.collect()
    with database.engine.begin() as connection:
        brief = connection.scalar(select(articles.c.brief))
        connection.execute(update(articles).values(text=func.replace(articles.c.text, "ferry", "barge")))
    assert "ferry" not in str(brief)
    candidate = all_candidates(database)[0]
    assert candidate.brief.lede.text == candidate.article.text[candidate.brief.lede.start : candidate.brief.lede.end]
    assert "barge" in candidate.brief.lede.text


def test_who_chose_the_order_of_the_quotes_is_kept_and_older_rows_say_nobody(database, newsroom):
    arrival = newsroom.arrival()
    database.articles.record_article(replace(arrival, brief=replace(arrival.brief, chosen_by="small-model")), NOON)
    assert all_candidates(database)[0].brief.chosen_by == "small-model"
    with database.engine.begin() as connection:
        brief = connection.scalar(select(articles.c.brief))
        connection.execute(update(articles).values(brief={key: brief[key] for key in ("lede", "quotes")}))
    assert all_candidates(database)[0].brief == arrival.brief


def test_a_text_cut_short_by_another_hand_is_named_and_nothing_is_made_up(database, newsroom):
    newsroom.collect()
    with database.engine.begin() as connection:
        connection.execute(update(articles).values(text="Short."))
    with pytest.raises(StoreError, match=r"article 1 \(https://harbour.example/1\) is damaged: no passage at"):
        all_candidates(database)


def test_two_who_store_the_same_url_at_once_store_one_article(database, newsroom):
    barrier = Barrier(2)

    def store(source):
        barrier.wait()
        return [database.articles.record_article(newsroom.arrival(n, source=source), NOON) for n in range(20)]

    with ThreadPoolExecutor() as pool:
        first, second = pool.map(store, ["post", "gazette"])
    assert first == second
    assert {one.key for one in all_candidates(database)} == set(first)
    assert len(set(first)) == 20


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_article_that_another_process_stores_between_our_look_and_our_write_stays_one(database, newsroom, impatient):
    gazette = newsroom.arrival(source="gazette")
    overtaken = impatient("SELECT articles.id", database.articles.record_article, gazette, NOON)
    key = newsroom.collect()
    assert overtaken == [key]
    assert all_candidates(database) == [stored(key, gazette)]


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
IMAGES = st.none() | st.builds(Image, LINES, LINES, LINES, LINES, st.integers(0, 9999), st.integers(0, 9999))
TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    st.just("post"),
    LINES,
    LINES,
    LINES,
    published=TIMES,
    updated=TIMES,
    body=LINES,
    image=IMAGES,
    categories=st.lists(LINES, max_size=3).map(tuple),
)


@st.composite
def arrivals(draw):
    text = draw(LINES.filter(bool))
    article = draw(st.builds(Article, ENTRIES, st.just(text), LINES, image=IMAGES, origin=st.sampled_from(TextOrigin)))
    start = draw(st.integers(0, len(text) - 1))
    passage = article.lift(start, draw(st.integers(start + 1, len(text))))
    quotes = draw(st.lists(st.builds(Quote, st.just((passage,)), LINES, cue=st.just(passage) | st.none()), max_size=2))
    return Arrival(article, Brief(article.entry, passage, tuple(quotes)), draw(LINES), draw(LINES), draw(LINES))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrival=arrivals())
def test_any_article_of_clean_text_comes_back_as_the_same_value(database, arrival):
    with database.engine.begin() as connection:
        connection.execute(sightings.delete())
        connection.execute(articles.delete())
    key = database.articles.record_article(arrival, NOON)
    assert all_candidates(database) == [stored(key, arrival)]


def test_what_could_not_be_read_is_found_by_its_guid_until_it_is_read(database, newsroom):
    database.articles.record_failure("post", "post:1", imprint="i1", error="404 Not Found", now=NOON)
    assert database.accounts.missed(["post"], ["post:1", "x"]) == [Missed("post", 1, "404 Not Found", NOON)]
    assert database.accounts.missed(["gazette"], ["post:1"]) == []
    newsroom.collect(now=LATER)
    assert database.accounts.missed(["post"], ["post:1"]) == []

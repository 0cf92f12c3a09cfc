"""The newsletter's language: complete words, local dates and times, and English where we have none."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.renderer.language import known_languages, language

EVENING = datetime(2026, 7, 21, 20, 8, tzinfo=timezone(timedelta(hours=3)))


def test_nine_languages_are_spoken_two_of_them_from_right_to_left():
    directions = {tag: language(tag).direction for tag in known_languages()}
    assert directions == dict.fromkeys(["de", "en", "es", "fr", "pl", "ru", "uk"], "ltr") | {"ar": "rtl", "he": "rtl"}


@pytest.mark.parametrize("tag", sorted(known_languages()))
def test_every_language_fills_its_phrases(tag):
    words = language(tag).words
    assert "7" in words.number.format(number=7)
    assert "S" in words.visit.format(site="S")
    assert words.because.format(newsletter="N", site="S").count("N") >= 1
    assert words.attribution.format(speaker="A", role="B").startswith("A")
    assert all("4" in language(tag).trimmed(count) for count in (4, 14, 24, 40, 104))


@pytest.mark.parametrize("tag", sorted(known_languages()))
def test_every_language_has_a_phrase_for_each_of_its_plural_forms(tag):
    tongue = language(tag)
    used = {tongue.locale.plural_form(count) for count in range(1, 200)}
    assert used <= set(tongue.words.trimmed)


@pytest.mark.parametrize(
    ("tag", "clock", "other_day", "day"),
    [
        ("en", "8:08 PM", "Jul 21, 8:08 PM", "Tuesday, July 21, 2026"),
        ("en-GB", "20:08", "21 Jul, 20:08", "Tuesday, 21 July 2026"),
        ("de", "20:08", "21. Juli, 20:08", "Dienstag, 21. Juli 2026"),
        ("uk", "20:08", "21 лип., 20:08", "Вівторок, 21 липня 2026 р."),
        ("fr", "20:08", "21 juil., 20:08", "Mardi 21 juillet 2026"),
        ("ar", "8:08 م", "21 يوليو، 8:08 م", "الثلاثاء، 21 يوليو 2026"),
        ("he", "20:08", "21 ביולי, 20:08", "יום שלישי, 21 ביולי 2026"),
    ],
)
def test_dates_and_times_are_the_readers_own(tag, clock, other_day, day):
    tongue = language(tag)
    assert tongue.moment(EVENING, EVENING.date()) == clock
    assert tongue.moment(EVENING, date(2026, 7, 22)) == other_day
    assert tongue.full_date(EVENING) == day


@pytest.mark.parametrize(
    ("tag", "count", "line"),
    [
        ("en", 0, ""),
        ("en", 1, "1 more story on the site"),
        ("en", 2, "2 more stories on the site"),
        ("uk", 1, "Ще 1 новина на сайті"),
        ("uk", 3, "Ще 3 новини на сайті"),
        ("uk", 5, "Ще 5 новин на сайті"),
        ("fr", 1_000_000, "1000000 autres articles sur le site"),
    ],
)
def test_the_left_out_are_counted_in_the_right_plural(tag, count, line):
    assert language(tag).trimmed(count) == line


@pytest.mark.parametrize(
    ("tag", "known_as"),
    [("pt-BR", "pt-BR"), ("xx", "xx"), ("uk_UA", "uk-UA"), ("", "en"), ("../../x", "en"), ("e" * 99, "en")],
)
def test_a_language_without_words_prints_in_english(tag, known_as):
    tongue = language(tag)
    assert (tongue.tag, tongue.words.unsubscribe) == (known_as, {"uk-UA": "Відписатися"}.get(known_as, "Unsubscribe"))


def test_what_is_no_tag_counts_as_the_language_around_it():
    assert language("", "uk") == language("uk")


@given(st.text(max_size=12), st.datetimes(timezones=st.just(UTC)))
def test_any_tag_and_any_moment_print(tag, moment):
    tongue = language(tag)
    assert tongue.full_date(moment)
    assert "\u202f" not in tongue.moment(moment, moment.date())

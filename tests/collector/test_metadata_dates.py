"""When an article was published and changed, as its page tells machines and readers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from heads import URL, linked, meta, said
from hypothesis import given
from hypothesis import strategies as st

MORNING = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
DAY = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (linked('{"@type":"Article","datePublished":"2026-03-10T09:30:00+02:00"}'), "", MORNING),
        (
            linked('{"@type":"Article","datePublished":"Jun 24, 2025"}')
            + meta(article__published_time="2026-03-10T07:30Z"),
            "",
            MORNING,
        ),
        (meta(article__published_time="soon") + '<meta name="date" content="2026-03-10">', "", DAY),
        ('<meta itemprop="datePublished" content="2026-03-10T07:30:00Z">', "", MORNING),
        ("", '<time itemprop="datePublished" datetime="2026-03-10T07:30:00Z">today</time>', MORNING),
        (
            "",
            "<article><time class='updated' datetime='2026-03-11'></time><time datetime='2026-03-10'></time></article>",
            DAY,
        ),
        ("", "<p class='post-date'>10. März 2026</p>", DAY),
        ("", "<p class='date'>today</p><h1>Ferry line wins</h1><p>by Ida Holm</p><p>March 10, 2026 at noon</p>", DAY),
        ("", "<div><div><h1>Ferry line wins</h1></div></div><div><p>10 березня 2026</p></div>", DAY),
        ("", f"<p>{'x' * 200} 10 March 2026</p><footer>Posted on 2026-03-10</footer>", DAY),
        ("", "<article><time datetime='2026-03-10T07:30:00+99:99'></time></article>", None),
        ("", "<p>In 1998 nobody had heard of it.</p>", None),
    ],
)
def test_the_date_is_the_machines_or_else_the_printed_one(head, body, published):
    assert said(head, body).published == published


def test_a_change_is_told_apart_from_the_first_publication():
    both = '{"@type":"Article","datePublished":"2026-03-10T07:30:00Z","dateModified":"2026-03-10"}'
    assert said(linked(both)).modified == DAY
    assert said(meta(article__modified_time="2026-03-10T07:30Z")).modified == MORNING


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("<p>Updated March 10, 2026</p>", None, DAY),
        ("<p>Last updated:</p><p><b>10 March 2026</b></p>", None, DAY),
        ("<p>Zuletzt aktualisiert am 10. März 2026</p>", None, DAY),
        ("<p>Оновлено 10 березня 2026</p>", None, DAY),
        ("<time class='field--name-changed' datetime='2026-03-10T07:30:00Z'>today</time>", None, MORNING),
        ("<time class='published updated' datetime='2026-03-10'>10 March</time>", DAY, None),
        ("<p>Published 10 March 2026 | Updated 11 March 2026</p>", DAY, DAY + timedelta(days=1)),
        ("<p>Updated 11 March 2026</p><p>First published 10 March 2026</p>", DAY, DAY + timedelta(days=1)),
    ],
)
def test_a_printed_date_is_what_its_label_says(line, published, modified):
    page = said("", f"<h1>City publishes revised budget</h1>{line}")
    assert (page.published, page.modified) == (published, modified)


def test_a_headline_that_speaks_of_a_revision_is_no_label():
    assert said("", "<h1>City publishes a budget, updated</h1><p>March 10, 2026</p>").published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ida Holm, Tuesday 10 March 2026, 9.30am</p>",
        "<p>Ida Holm • March 10th, 2026</p>",
        "<p>Le mardi 10 mars 2026</p>",
        "<p>10 de marzo de 2026</p>",
        "<p>2026. március 10.</p>",
        "<div>2026/03/10</div>",
        "<span>10.03.2026</span>",
        "<span>10. 3. 2026</span>",
    ],
)
def test_the_date_by_the_headline_is_read_in_many_forms(line):
    assert said("", f"<h1>Ferry line wins</h1>{line}").published == DAY


@pytest.mark.parametrize(
    ("language", "published"), [("de", DAY), ("fr-FR", DAY), ("en-GB", None), ("en-US", None), ("", None)]
)
def test_a_date_with_slashes_is_read_where_the_language_writes_it_one_way(language, published):
    page = said("", "<h1>Ferry line wins</h1><p>10/03/2026</p>", attributes=f'lang="{language}"')
    assert page.published == published


@pytest.mark.parametrize(
    "body",
    [
        "<p>Tuesday 10 March 2026</p><h1>Ferry line wins</h1>",
        "<h1>Ferry line wins</h1><ul class='related'><li>1 May 2020</li></ul><p>10 March 2026</p>",
        "<h1>Ferry line wins</h1><aside>1 May 2020</aside><p>10 March 2026</p>",
        "<nav>1 May 2020</nav><h1>Ferry line wins</h1><p>10 March 2026</p>",
        "<h1>Ferry line wins</h1><p>10 March 2026</p><div id='comments'>1 May 2020</div>",
        "<h1>Ferry line wins</h1><p>It was on 1 May 2020 that the council first heard of the line.</p><p>10 March 2026</p>",
        "<h1>Ferry line wins</h1><div>The council of the harbour town first met on 1 May 2020</div><p>10 March 2026</p>",
        f"<h1>Ferry line wins</h1><p>On <b>1 May 2020</b>, {'word ' * 40}</p><p>10 March 2026</p>",
        f"<p>1 May 2020</p>{'<p>word</p>' * 200}<h1>Ferry line wins</h1><p>10 March 2026</p>",
        f"<h1>Ferry line wins</h1><p>10 March 2026</p>{'<p>word</p>' * 300}<p>Published 1 May 2020</p>",
        "<h1>Courier</h1><h2>Ferry line wins</h2><p>10 March 2026</p>",
        "<div>Ferry line wins</div><p>10 March 2026</p>",
        "<h1>Ferry line wins</h1><p>31 February 2026</p><p>10 March 2026</p>",
    ],
)
def test_the_date_is_the_one_beside_the_headline(body):
    assert said(meta(og__title="Ferry line wins"), body).published == DAY


def told(moment: str) -> str:
    return linked(f'{{"@type":"Article","datePublished":"{moment}"}}')


@pytest.mark.parametrize(
    ("head", "line", "published"),
    [
        # a rebuilt page: machines are told the day of the build
        (told("2026-06-01T07:30:00Z"), "10 March 2026", DAY),
        # a renewed article: readers are shown the day of the renewal
        (told("2026-03-10T07:30:00Z"), "1 June 2026", MORNING),
        (told("2026-06-01") + meta(article__published_time="2026-03-10T07:30:00Z"), "10 March 2026", MORNING),
        (told("2026-03-10T07:30:00Z"), "10 March 2026", MORNING),
    ],
)
def test_where_machines_and_readers_are_told_different_days_the_first_counts(head, line, published):
    assert said(head, f"<h1>Ferry line wins</h1><p>{line}</p>").published == published


def test_of_several_printed_dates_the_one_that_the_address_has_is_taken():
    lines = "<h1>Ferry line wins</h1><p>1 June 2026 · 10 March 2026</p>"
    assert said("", lines, "https://courier.example/2026/03/10/ferry").published == DAY


@pytest.mark.parametrize(
    ("head", "line", "url", "day"),
    [
        (told("2026-03-11T03:30:00Z"), "", URL, 11),
        (told("2026-03-11T03:30:00Z"), "March 10, 2026", URL, 10),
        (told("2026-03-11T03:30:00Z"), "<time datetime='2026-03-11T03:30:00Z'>March 10, 2026</time>", URL, 10),
        (told("2026-03-11T03:30:00Z"), "", "https://courier.example/2026/mar/10/ferry", 10),
        (told("2026-03-10T23:30:00-05:00"), "", URL, 10),
    ],
)
def test_the_day_is_the_one_that_readers_saw(head, line, url, day):
    assert said(head, f"<h1>Ferry line wins</h1><p>{line}</p>", url).day == date(2026, 3, day)


@pytest.mark.parametrize(
    "path", ["2026/03/10/ferry", "2026/mar/10/ferry", "2026-03-10-ferry", "news/ferry_20260310.html", "2026/3/10"]
)
def test_a_day_in_the_address_is_found_last(path):
    assert said(url=f"https://courier.example/{path}").published == DAY


@pytest.mark.parametrize("path", ["2026/13/45/ferry", "2026/99/ferry", "ferry-2026-03", "1026/03/10", "20261301"])
def test_numbers_that_are_no_day_are_not_taken_for_one(path):
    assert said(url=f"https://courier.example/{path}").published is None


def test_a_page_that_says_only_when_it_was_changed_is_not_searched_for_another_date():
    body = "<h1>Ferry line wins</h1><p>Updated 10 March 2026</p><p class='post-date'>1 May 2020</p>"
    assert said("", body.replace("<p class", f"{'<p>word</p>' * 300}<p class")).published is None


@given(st.lists(st.sampled_from(["<h1>", "</h1>", "<time datetime='2026-03-10'>", "<p>", "10 March 2026", "Updated", "<nav>", "</p>", "ferry"])))  # fmt: skip
def test_no_order_of_tags_and_dates_raises(parts):
    page = said("<title>ferry</title>", "".join(parts))
    assert page.published in {None, DAY}
    assert page.modified in {None, DAY}

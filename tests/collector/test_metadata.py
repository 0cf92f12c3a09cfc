"""What a page says of itself, in JSON-LD, in meta tags and in print."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from digest.collector.metadata import Metadata, read_metadata
from digest.model import Image

URL = "https://www.courier.example/city/ferry"


def said(head: str = "", body: str = "", url: str = URL, attributes: str = "") -> Metadata:
    return read_metadata(
        html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"), url
    )


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def meta(**tags: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items())


def test_a_silent_page_says_nothing():
    assert said() == Metadata("", (), None, None, None, "", None, "", "news", locked=False, canonical="")


# ---- title


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Ferry line wins | Courier</title>", "", "Ferry line wins"),
        ("<title>Courier » Ferry line wins</title>", "", "Ferry line wins"),
        ("<title>Ferry line wins - courier.example</title>", "", "Ferry line wins"),
        ("<title>Ferry line - and bridge - wins</title>", "", "Ferry line - and bridge - wins"),
        ("<title>Courier</title>", "", "Courier"),
        ("<title>Ferry line wins ‹</title>", "", "Ferry line wins"),
        (meta(og__title="Ferry wins", og__site_name="The Tide") + "<title>x</title>", "", "Ferry wins"),
        (meta(og__title="Ferry wins – The Tide", og__site_name="The Tide"), "", "Ferry wins"),
        (linked('{"@type":"NewsArticle","headline":"Ferry line wins"}') + "<title>x</title>", "", "Ferry line wins"),
        (meta(og__title="Ferry wins"), "<h1>The <i>Courier</i></h1><h1>Ferry line wins by a hand</h1>", "Ferry wins"),
        (
            meta(og__title="Ferry line wins"),
            "<h1>Courier</h1><h1>Ferry line wins by a hand</h1>",
            "Ferry line wins by a hand",
        ),
        (meta(og__title="Of boats"), "<h1>Ferry line wins by a hand</h1>", "Ferry line wins by a hand"),
        (meta(og__title="Of boats"), "<h1>City news</h1>", "Of boats"),
        ("", "<h1>Ferry line wins</h1>", "Ferry line wins"),
        ("", "<h1> </h1><h1>Courier</h1>", ""),
        (f"<title>{'word ' * 100}</title>", "", ""),
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(head, body, title):
    assert said(head, body).title == title


# ---- authors


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (linked('{"@type":"Article","author":{"name":"Ida Holm"}}'), "", ("Ida Holm",)),
        (
            linked('{"@type":"Article","author":["Ida Holm",{"name":["Tomas Reyl"]},{"name":"Ida Holm"}]}'),
            "",
            ("Ida Holm", "Tomas Reyl"),
        ),
        (linked('[{"@type":"Article","author":{"@id":"#i"}},{"@id":"#i","name":"Ida Holm"}]'), "", ("Ida Holm",)),
        (linked('{"@type":"Article","author":{"name":"Courier"}}'), "<p>By Ida Holm</p>", ("Ida Holm",)),
        (linked('{"@type":"Article","author":{"name":"Courier"}}'), "", ("Courier",)),
        (linked('{"@type":"Article","author":{"name":"https://courier.example/ida"}}'), "", ()),
        ('<meta name="author" content="By Ida Holm and Tomas Reyl, City Editor">', "", ("Ida Holm", "Tomas Reyl")),
        ('<meta name="author" content="Ida Holm, Tomas Reyl; Ann Lee">', "", ("Ida Holm", "Tomas Reyl", "Ann Lee")),
        ('<meta name="author" content="admin">', '<a rel="author" href="/i">Ida Holm</a>', ("Ida Holm",)),
        ("", "<p>By <a rel='author'>Ida Holm</a> and <a rel='author'>Ann Lee</a></p>", ("Ida Holm",)),
        ("", "<div class='byline'>By <a href='/i'>Ida Holm</a></div>", ("Ida Holm",)),
        (
            "",
            "<div itemprop='author'><b itemprop='name'>Ida Holm</b><i itemprop='jobTitle'>City</i></div>",
            ("Ida Holm",),
        ),
        ("", "<div itemprop='author'>Ida Holm<br>City Editor</div>", ("Ida Holm",)),
        ("", "<div class='Author__name'>Ida Holm</div>", ("Ida Holm",)),
        (
            "",
            "<p class='byline'>By Ida Holm, <b>Ann Lee</b> <i>and</i> Tom Hale <span>Staff</span></p>",
            ("Ida Holm", "Ann Lee", "Tom Hale"),
        ),
        ("", "<p class='author'>Written by Ida van der Holm</p>", ("Ida van der Holm",)),
        ("", "<ul class='related'><li class='author'>Ann Lee</li></ul><p class='author'>Ida Holm</p>", ("Ida Holm",)),
        ("", "<span>Von Ida Holm</span>", ("Ida Holm",)),
        ("", "<p>By the river, nobody slept.</p><p>Автор: Оксана Гайова</p>", ("Оксана Гайова",)),
        ("", "<p>By</p><p class='author'></p>", ()),
    ],
)
def test_the_authors_are_the_names_that_the_page_gives(head, body, authors):
    assert said(head, body).authors == authors


def test_no_more_of_json_ld_is_read_than_a_page_can_need():
    nodes = '{"@type":"Person"},' * 6_000
    article = '{"@type":"Article","author":"Ida Holm"}'
    assert said(linked(f"[{article},{nodes[:-1]}]")).authors == ("Ida Holm",)
    assert said(f"<script>{article}</script>").authors == ()
    assert said(linked(f"[{nodes}{article}]")).authors == ()
    assert said(linked(f'["{"x" * 1_000_000}"]') + linked(article)).authors == ()


def test_no_more_than_ten_authors_are_named():
    many = ",".join(f'"Writer {chr(65 + number)}"' for number in range(15))
    assert len(said(linked(f'{{"@type":"Article","author":[{many}]}}')).authors) == 10


# ---- dates


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


# ---- language, addresses, section


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="en-GB"', "", "en"),
        ('xml:lang="uk"', "", "uk"),
        ('lang="und"', meta(og__locale="de_DE"), "de"),
        ("", '<meta http-equiv="Content-Language" content="FR">', "fr"),
        ("", linked('{"@type":"Article","inLanguage":"pl-PL"}'), "pl"),
        ('lang="english"', "", ""),
    ],
)
def test_the_language_is_the_primary_subtag(attributes, head, language):
    assert said(head, attributes=attributes).language == language


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/ferry?id=1">', "https://www.courier.example/ferry?id=1"),
        ('<link rel="Canonical" href="https://courier.example/a b">', "https://courier.example/a%20b"),
        ('<link rel="canonical" href="mailto:x">', ""),
        ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="http://[::1">', ""),
        (
            '<link rel="stylesheet" href="/x.css">' + meta(og__url="https://courier.example/ferry"),
            "https://courier.example/ferry",
        ),
    ],
)
def test_the_canonical_address_is_absolute_or_none(head, canonical):
    assert said(head).canonical == canonical


def test_the_section_is_that_of_the_article():
    assert said(meta(article__section="City")).section == "City"
    assert said(linked('{"@type":"Article","articleSection":["Sea","City"]}')).section == "Sea"


# ---- picture


FIGURE = '<figure><img src="{}" alt="Boats"><figcaption>{}</figcaption></figure>'


@pytest.mark.parametrize(
    ("head", "body", "image"),
    [
        (meta(og__image="/a.jpg"), "", Image("https://www.courier.example/a.jpg")),
        (meta(og__image="/a.jpg", og__image__width="1200", og__image__height="wide", og__image__alt="A boat"), "",
         Image("https://www.courier.example/a.jpg", alt="A boat", width=1200)),
        (meta(og__image="data:image/png;base64,x"), "", None),
        (linked('{"@type":"Article","image":["https://i.example/a.jpg"]}'), "", Image("https://i.example/a.jpg")),
        (linked('{"@type":"Article","image":[3,{"url":"https://i.example/a.jpg","caption":"Boats. (AFP)"}]}'), "",
         Image("https://i.example/a.jpg", caption="Boats.", credit="AFP")),
        (linked('{"@type":"Article","image":{"contentUrl":"https://i.example/a.jpg","creditText":"Ann Lee"}}'), "",
         Image("https://i.example/a.jpg", credit="Ann Lee")),
        (meta(og__image="https://i.example/boat-1200x630.jpg"), FIGURE.format("/img/Boat-300x200.jpg?w=1", "Boats. Photo: Ann Lee"),
         Image("https://i.example/boat-1200x630.jpg", alt="Boats", caption="Boats.", credit="Photo: Ann Lee")),
        (meta(og__image="https://i.example/a.jpg"), FIGURE.format("/b.jpg", "Bridges"), Image("https://i.example/a.jpg")),
        (meta(og__image="https://i.example/a.jpg"), "<figure><img data-src='/a.jpg' src='data:x'></figure>",
         Image("https://i.example/a.jpg")),
        ("", FIGURE.format("/b.jpg", 'Bridges <span class="credit">(Ann Lee)</span>'),
         Image("https://www.courier.example/b.jpg", alt="Boats", caption="Bridges", credit="Ann Lee")),
        ("", FIGURE.format("/b.jpg", '<b class="x">Bridges</b> of <b class="source">wood</b> and stone'),
         Image("https://www.courier.example/b.jpg", alt="Boats", caption="Bridges of wood and stone")),
        ("", "<figure><img src='/b.jpg'></figure><figure><img></figure>", None),
    ],
)  # fmt: skip
def test_the_picture_has_the_caption_that_is_printed_under_it_and_no_other(head, body, image):
    assert said(head, body).image == image

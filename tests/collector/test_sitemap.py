"""Sitemaps: news, plain, packed and indexes of them, and whatever a stranger's server may send instead."""

import gzip
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collector import sitemap_xml
from digest.collector.sitemap import MAX_CHILDREN, MAX_LISTED, Sitemap, newest, read_sitemap, site_of
from digest.collector.sitemap_xml import MAX_ROWS, MAX_UNPACKED, read_rows
from digest.errors import SourceError
from digest.model import Entry, Image, Source, SourceKind

URL = "https://www.lantern.example/maps/news.xml"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


def source(paths="", language=""):
    return Source("lantern", SourceKind.SITEMAP, URL, "The Lantern", language=language, select=paths)


def read(body, **of):
    return read_sitemap(body if isinstance(body, bytes) else body.encode(), URL, source(**of), NOW)


def urlset(*rows, space=SPACE):
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}" xmlns:n="{NEWS}" xmlns:i="{IMAGE}">{"".join(rows)}</urlset>'


def url(loc, lastmod="", more=""):
    return f"<url><loc>{loc}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}{more}</url>"


def news(loc, date, title):
    return url(loc, more=f"<n:news><n:publication_date>{date}</n:publication_date><n:title>{title}</n:title></n:news>")


def index(*rows):
    told = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>" for loc, day in rows
    )
    return f'<sitemapindex xmlns="{SPACE}">{told}</sitemapindex>'


def entry(path, headline="", **more):
    address = f"https://www.lantern.example{path}"
    return Entry("lantern", address, address, headline, **more)


def test_a_news_sitemap_is_read_with_all_its_fields_newest_first():
    ferry = (
        "<url><loc>https://www.lantern.example/ferry?a=1&amp;b=2</loc><lastmod>2026-03-10T11:00:00+01:00</lastmod>"
        "<n:news><n:publication><n:name>The Lantern</n:name><n:language>uk</n:language></n:publication>"
        "<n:publication_date>2026-03-10T08:30:00Z</n:publication_date><n:title>Ferry &amp;amp; <![CDATA[<b>quay</b>]]></n:title>"
        "<n:keywords>Harbour, Transport,,Harbour</n:keywords></n:news>"
        "<i:image><i:loc>https://img.example/ferry.jpg</i:loc></i:image></url>"
    )
    old = news("https://www.lantern.example/old", "2024-01-02", "A plain old story")
    newest_ = news("https://www.lantern.example/new", "2026-03-10T11:59:00Z", "The newest one")
    assert read(urlset(old, ferry, newest_)) == Sitemap((
        entry("/new", "The newest one", published=datetime(2026, 3, 10, 11, 59, tzinfo=UTC)),
        entry(
            "/ferry?a=1&b=2",
            "Ferry & quay",
            published=datetime(2026, 3, 10, 8, 30, tzinfo=UTC),
            updated=datetime(2026, 3, 10, 10, tzinfo=UTC),
            image=Image("https://img.example/ferry.jpg"),
            categories=("Harbour", "Transport"),
            language="uk",
        ),
        entry("/old", "A plain old story", published=datetime(2024, 1, 2, tzinfo=UTC)),
    ))  # fmt: skip


def test_of_a_plain_sitemap_only_what_changed_within_a_week_counts_and_the_rest_is_told():
    body = urlset(
        url("https://www.lantern.example/", "2026-03-10"),
        url("https://www.lantern.example/yesterday", "2026-03-09"),
        url("https://www.lantern.example/long-ago", "2025-03-09"),
        url("https://www.lantern.example/undated"),
        url("https://cdn.example/elsewhere", "2026-03-10"),
        url("mailto:desk@lantern.example", "2026-03-10"),
        url("relative/story", "2026-03-08"),
        url("http://lantern.example/without-www", "2026-03-07"),
        url("https://www.lantern.example/yesterday/", "2026-03-10T01:00:00Z"),
    )
    assert read(body, language="en") == Sitemap(
        (
            entry("/yesterday/", updated=datetime(2026, 3, 10, 1, tzinfo=UTC), language="en"),
            entry("/maps/relative/story", updated=datetime(2026, 3, 8, tzinfo=UTC), language="en"),
            Entry("lantern", "http://lantern.example/without-www", "http://lantern.example/without-www", "",
                  updated=datetime(2026, 3, 7, tzinfo=UTC), language="en"),
        ),
        problems=(
            f"{URL}: 1 left out, on another host",
            f"{URL}: 1 left out, no web address",
            f"{URL}: 1 left out, without a date",
        ),
    )  # fmt: skip


def test_a_glob_over_paths_chooses_the_articles():
    rows = [
        url(f"https://www.lantern.example{path}", "2026-03-10") for path in ("/news/2026/ferry", "/tags/ferry", "/news")
    ]
    assert [found.url for found in read(urlset(*rows), paths="/news/*").entries] == [
        "https://www.lantern.example/news/2026/ferry"
    ]


def test_a_plain_sitemap_without_any_date_is_refused():
    with pytest.raises(SourceError, match="tells no date of any address: give a news sitemap, a feed or a listing"):
        read(urlset(url("https://www.lantern.example/a"), url("https://www.lantern.example/b")))
    assert read(urlset()) == Sitemap()


def test_an_index_names_its_newest_sitemaps_then_those_without_a_date_news_first():
    maps = "https://www.lantern.example/maps"
    body = index(
        (f"{maps}/pages.xml", ""),
        (f"{maps}/news.xml.gz", ""),
        (f"{maps}/2026-02.xml", "2026-03-04"),
        (f"{maps}/2026-03.xml", "2026-03-10T10:00:00Z"),
        (f"{maps}/2019-01.xml", "2019-02-01"),
        (f"{maps}/2026-03.xml", "2026-03-10"),
        ("https://cdn.example/maps/1.xml", "2026-03-10"),
    )
    assert read(body) == Sitemap(
        children=(f"{maps}/2026-03.xml", f"{maps}/2026-02.xml", f"{maps}/news.xml.gz", f"{maps}/pages.xml"),
        is_index=True,
        problems=(f"{URL}: 1 left out, on another host",),
    )


def test_no_more_sitemaps_of_an_index_are_followed_than_the_limit_and_that_is_told():
    read_ = read(index(*((f"https://www.lantern.example/{number}.xml", "2026-03-10") for number in range(25))))
    assert len(read_.children) == MAX_CHILDREN
    assert read_.problems == (f"{URL}: 15 left out, more sitemaps than are followed",)


def test_what_is_no_row_is_passed_over():
    body = urlset(
        "<note><loc>https://www.lantern.example/x</loc></note>",
        news("https://www.lantern.example/new", "2026-03-10", "New"),
    )
    assert [found.headline for found in read(body).entries] == ["New"]


def test_a_packed_sitemap_is_known_by_its_first_bytes():
    body = urlset(news("https://www.lantern.example/new", "2026-03-10", "New"))
    assert read(gzip.compress(body.encode())) == read(body)


def test_a_packed_sitemap_that_swells_is_cut_off_is_broken_or_is_no_gzip_is_refused():
    with pytest.raises(SourceError, match="the sitemap is larger than 50 MB"):
        read(gzip.compress(b" " * (MAX_UNPACKED + 1), 1))
    with pytest.raises(SourceError, match="the sitemap is larger than 50 MB"):
        read(b" " * (MAX_UNPACKED + 1))
    with pytest.raises(SourceError, match="the packed sitemap is cut off"):
        read(gzip.compress(urlset().encode())[:-9])
    with pytest.raises(SourceError, match="the packed sitemap is broken"):
        read(b"\x1f\x8b" + b"no gzip at all")


@pytest.mark.parametrize("space", ["", "http://www.google.com/schemas/sitemap/0.84", "urn:nothing"])
def test_a_wrong_namespace_does_not_matter(space):
    body = urlset(news("https://www.lantern.example/new", "2026-03-10", "New"), space=space)
    assert [found.headline for found in read(body).entries] == ["New"]


def test_what_is_not_well_formed_is_mended_and_what_is_cut_off_keeps_its_whole_rows():
    rows = [
        news(f"https://www.lantern.example/{number}?a=1&b={number}", "2026-03-10", f"Q&A caf&eacute; {number}")
        for number in range(3)
    ]
    told = read("\n <!-- a -- comment -->" + urlset(*rows).partition("?>")[2])
    assert [(found.url, found.headline) for found in told.entries] == [
        (f"https://www.lantern.example/{number}?a=1&b={number}", f"Q&A café {number}") for number in range(3)
    ]
    cut = read(urlset(*rows)[:-60])
    assert len(cut.entries) == 2
    assert cut.problems == (f"{URL} is cut off or broken after 2 addresses",)


def test_words_in_another_encoding_are_read():
    body = urlset(news("https://www.lantern.example/cafe", "2026-03-10", "Café")).replace("UTF-8", "iso-8859-1")
    assert [found.headline for found in read(body.encode("latin-1")).entries] == ["Café"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "not a sitemap: no parser can read it"),
        ("https://www.lantern.example/a\nhttps://www.lantern.example/b", "not a sitemap: no parser can read it"),
        ("<html><body><p>Not here</p></body></html>", "not a sitemap: its root is 'html'"),
        ('<rss version="2.0"><channel/></rss>', "not a sitemap: its root is 'rss'; write `feed:` for it"),
        ("\x00\x01\x02", "not a sitemap: no parser can read it"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_the_reason(body, why):
    with pytest.raises(SourceError) as refused:
        read(body)
    assert str(refused.value) == why


def test_no_entity_is_expanded_and_no_file_is_read():
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    rows = news("https://www.lantern.example/one", "2026-03-10", "A &e9; title")
    rows += news("https://www.lantern.example/two", "2026-03-10", "&file;") + news("/&e0;", "2026-03-10", "Where")
    for inner in (bomb, '<!ENTITY e9 "aaaaaaaaaa">'):
        declared = f'<!ENTITY e0 "aaaaaaaaaa">{inner}<!ENTITY file SYSTEM "file:///etc/hostname">'
        told = read(f'<!DOCTYPE urlset [{declared}]><urlset xmlns="{SPACE}" xmlns:n="{NEWS}">{rows}</urlset>')
        words = [(found.url, found.headline) for found in told.entries]
        assert [url for url, _ in words][:2] == ["https://www.lantern.example/one", "https://www.lantern.example/two"]
        assert {headline for _, headline in words} <= {"", "A &e9; title", "&file;", "Where"}


def test_of_too_many_addresses_the_first_are_read_and_that_is_told(monkeypatch):
    monkeypatch.setattr(sitemap_xml, "MAX_ROWS", 3)
    monkeypatch.setattr("digest.collector.sitemap.MAX_ROWS", 3)
    told = read(urlset(*(news(f"https://www.lantern.example/{number}", "2026-03-10", "N") for number in range(9))))
    assert len(told.entries) == 3
    assert told.problems == (f"{URL} lists more addresses than a sitemap may: the first 3 were read",)


@pytest.mark.slow
def test_fifty_thousand_addresses_give_the_newest_thousand():
    rows = (
        url(f"https://www.lantern.example/s/{number}", (NOW - timedelta(seconds=MAX_ROWS - number)).isoformat())
        for number in range(MAX_ROWS)
    )
    told = read(gzip.compress(urlset(*rows).encode(), 1))
    assert len(told.entries) == MAX_LISTED
    assert told.entries[0].url == f"https://www.lantern.example/s/{MAX_ROWS - 1}"


def test_the_newest_of_several_sitemaps_are_each_listed_once():
    early, late = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 9))
    one, other, none = entry("/a", published=early), entry("/a/", updated=late), entry("/b")
    assert newest([none, one, other]) == (other, none)


def test_sites_are_told_apart_by_host_and_port():
    assert [site_of(url) for url in ("https://www.a.example/x", "http://a.example:80/", "https://a.example:8443/", "file:///etc")] == [
        "a.example", "a.example", "a.example:8443", "",
    ]  # fmt: skip


def test_a_prefix_that_is_not_declared_keeps_the_rows_and_is_no_bug_of_ours():
    page = "https://news.example/story"
    rows = read_rows(
        f"<urlset><url><loc>{page}</loc><news:news><news:title>T</news:title></news:news></url></urlset>".encode()
    )
    assert [row.item.link for row in rows.rows] == [page]
    with pytest.raises(SourceError, match="its root is ':'"):
        read_rows(b"<:>")


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda inner: f"<urlset><url><loc>{inner}</loc></url></urlset>".encode())
)
def test_any_bytes_give_a_sitemap_or_a_reason(body):
    for each in (body, gzip.compress(body), zlib.compress(body)):
        with suppress(SourceError):
            assert isinstance(read(each), Sitemap)
